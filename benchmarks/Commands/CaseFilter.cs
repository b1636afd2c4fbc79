using System.Text.RegularExpressions;

namespace StaticNets.Benchmarks.Commands;

/// <summary>Chooses cases by their label: the text occurs in it, whatever the case; <c>*</c> stands for any text.</summary>
internal sealed class CaseFilter(string? text)
{
    private readonly Regex? _pattern = text is null
        ? null
        : new Regex(Regex.Escape(text).Replace("\\*", ".*"), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public bool Matches(string label) => _pattern?.IsMatch(label) ?? true;
}
