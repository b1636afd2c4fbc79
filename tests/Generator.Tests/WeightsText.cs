using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StaticNets.Generator.Text;

namespace StaticNets.Generator.Tests;

/// <summary>
/// What the build tells the compiler of a file of weights. In words: the path behind <c>#</c>, then its tensors, such as <c>dense1.weight F32 [2, 4]</c>, and
/// statements, such as <c>gru1.reset_after = true</c>; or why it cannot be read.
/// </summary>
internal sealed partial class WeightsText(string words) : AdditionalText
{
    private readonly string[] lines = words.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string Path => $"obj/weights{WeightsListing.Extension}";

    public override SourceText GetText(CancellationToken cancellationToken = default)
        => SourceText.From(string.Join('\n', lines.Skip(1).Select(Listed).Prepend(WeightsListing.Line(WeightsListing.Path, lines[0].TrimStart('#', ' ')))));

    private static string Listed(string line)
    {
        if (Tensor().Match(line) is { Success: true } tensor)
        {
            var shape = tensor.Groups["shape"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
            return WeightsListing.Line([WeightsListing.Tensor, tensor.Groups["name"].Value, tensor.Groups["type"].Value, .. shape]);
        }

        return line.Split(" = ") is [var key, var value]
            ? WeightsListing.Line(WeightsListing.Statement, key, value)
            : WeightsListing.Line(WeightsListing.Unreadable, line);
    }

    [GeneratedRegex(@"^(?<name>\S+) (?<type>\w+) \[(?<shape>.*)\]$")]
    private static partial Regex Tensor();
}
