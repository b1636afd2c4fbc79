using System.Runtime.CompilerServices;
using Xunit;

namespace StaticNets.Generator.Tests.Snapshots;

/// <summary>
/// Compares with files beside the test, in Verify's conventions, so that Verify.SourceGenerators can take this class's place without touching a snapshot: what
/// is right is in <c>{class}.{method}[#{name}].verified.{extension}</c>; what differs is written to <c>.received.</c>, to be looked at and,
/// where it is right, renamed.
/// </summary>
internal static class Verifier
{
    /// <param name="text">What the test made.</param>
    /// <param name="extension">The file's kind.</param>
    /// <param name="name">Tells apart several snapshots of a test.</param>
    public static void Verify(
        string text, string extension = "txt", string? name = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}{(name is null ? "" : $"#{name}")}");
        string verified = $"{stem}.verified.{extension}", received = $"{stem}.received.{extension}";
        var actual = text.ReplaceLineEndings("\n").TrimEnd('\n');
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n").TrimEnd('\n') : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail(expected is null
            ? $"{verified} is not there yet: look at {received} and rename it."
            : $"{Difference(expected, actual)}\nIf that is right, rename {received} to {verified}.");
    }

    /// <summary>A generated source as Verify.SourceGenerators writes it.</summary>
    public static void Verify(Microsoft.CodeAnalysis.GeneratedSourceResult source, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
        => Verify($"//HintName: {source.HintName}\n{source.SourceText}", "cs", Path.GetFileNameWithoutExtension(source.HintName), file, method);

    private static string Difference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        var line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return $"Line {line + 1} was\n{before.ElementAtOrDefault(line)}\nand is\n{after.ElementAtOrDefault(line)}";
    }
}
