using System.Collections.Immutable;

namespace StaticNets;

/// <summary>What loading parameters left alone in a file.</summary>
public sealed class LoadReport
{
    internal LoadReport(ImmutableArray<SafetensorsEntry> unknown) => Unknown = unknown;

    /// <summary>
    /// The tensors that the network does not know, in the order of the file: with <c>strict: false</c> any, else PyTorch's counters
    /// (<c>num_batches_tracked</c>) alone. What a checkpoint holds beside the parameters does not count.
    /// </summary>
    public ImmutableArray<SafetensorsEntry> Unknown { get; }

    /// <summary>The unknown tensors in one line; at most 20 of them.</summary>
    public override string ToString()
    {
        const int shown = 20;
        if (Unknown.IsEmpty)
            return "everything in the file was loaded";
        var text = $"not loaded: {Unknown[0]}";
        for (var i = 1; i < Math.Min(Unknown.Length, shown); i++)
            text += $", {Unknown[i]}";
        return Unknown.Length > shown ? $"{text} and {Unknown.Length - shown} more" : text;
    }
}
