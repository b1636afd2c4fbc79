using System.Collections.Immutable;

namespace StaticNets.Generator.Ir;

/// <summary>A straight list of loops over tensors. Every tensor is complete before it is read.</summary>
/// <param name="Output">What the network gives: the last layer's value, or what enters the loss.</param>
/// <param name="Losses">What one example adds to each loss, whose weighted sum is what training makes small.</param>
/// <param name="NextId">The first id not yet used by a tensor or an axis.</param>
internal sealed record TensorProgram(ImmutableArray<Loop> Loops, Tensor Output, ImmutableArray<WeightedLoss> Losses, int NextId)
{
    /// <summary>All tensors that the loops mention, in order of creation.</summary>
    public ImmutableArray<Tensor> Tensors =>
    [
        .. Loops.SelectMany(loop => loop.Reads.Select(read => read.Tensor).Append(loop.Output))
            .Append(Output).Distinct().OrderBy(tensor => tensor.Id),
    ];

    /// <summary>Whether a tensor is what the program is run for: its output, or a loss.</summary>
    public bool IsResult(Tensor tensor) => tensor.Equals(Output) || Losses.Any(loss => loss.Value.Equals(tensor));

    /// <summary>The position after the last loop that is executed together with the one at <paramref name="first"/>.</summary>
    public int EndOfScan(int first)
    {
        var end = first + 1;
        while (Loops[first].Scan is { } scan && end < Loops.Length && scan.Equals(Loops[end].Scan))
        {
            end++;
        }

        return end;
    }

    /// <summary>The program for people to read: its tensors but for the intermediate ones, and its loops.</summary>
    public override string ToString() => ProgramText.Of(this);
}

/// <summary>A loss that is trained.</summary>
/// <param name="Value">What one example adds to it: one number.</param>
/// <param name="Weight">What it is multiplied with in the sum of all losses.</param>
internal sealed record WeightedLoss(Tensor Value, double Weight);
