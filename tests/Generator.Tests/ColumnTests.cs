using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Lines of C# are no longer than .editorconfig says, except in what is generated.</summary>
public sealed partial class ColumnTests
{
    private static readonly string[] Skipped = ["bin", "obj", "fixtures", ".git"];

    [Fact]
    public void LinesFitTheirColumns()
    {
        var most = Limit();
        var files = FilesIn(Repository.Root).ToList();
        Assert.True(files.Count > 500, $"There are only {files.Count} files.");
        var tooLong = files.SelectMany(path => File.ReadLines(path).Select((line, i) => (line.Length, Path: path, Number: i + 1)))
            .Where(line => line.Length > most)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, line.Path)}:{line.Number} has {line.Length} columns").ToList();
        Assert.True(tooLong.Count == 0, $"{tooLong.Count} lines have more than {most} columns:\n{string.Join("\n", tooLong.Take(50))}");
    }

    /// <summary>What holds for C#: that section comes after the one for all files.</summary>
    private static int Limit()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));
        var section = Section().Match(text).Value;
        return int.Parse(MaxLineLength().Match(section).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> FilesIn(string folder)
        => Directory.EnumerateFiles(folder, "*.cs")
            .Where(path => !path.EndsWith(".verified.cs", StringComparison.Ordinal) && !path.EndsWith(".received.cs", StringComparison.Ordinal))
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !Skipped.Contains(Path.GetFileName(inner))).SelectMany(FilesIn));

    [GeneratedRegex(@"^\[\*\.cs\]\n(?:(?!\[).*\n)*", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLineLength();
}
