using StaticNets.Samples.CharLmProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class DotnetDocumentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_newest_packs_summaries_are_read()
    {
        Write("9.0.12", "net9.0", "old");
        Write("10.0.1", "net10.0", "Represents an <see cref=\"T:System.Collections.Generic.List`1\" /> of\n  <paramref name=\"items\" />.");
        Write("10.0.1-rc.1", "net11.0", "another");
        var (text, origin) = new DotnetDocumentation([_folder["nothing"], _folder.Path]).Read();
        Assert.Equal("represents an list of items", text);
        Assert.Contains(Path.Combine("10.0.1", "ref", "net10.0", "System.Runtime.xml"), origin);
    }

    [Fact]
    public void A_summary_of_many_members_is_read_once()
    {
        Write("10.0.1", "net10.0", "One.", "Two.", "One.");
        Assert.Equal("one two", new DotnetDocumentation([_folder.Path]).Read().Text);
    }

    [Fact]
    public void Where_there_is_none_the_error_says_what_was_looked_for_and_where()
    {
        var error = Assert.Throws<TextNotFoundException>(() => new DotnetDocumentation([_folder["a"], _folder["b"]]).Read());
        Assert.Contains($"System.Runtime.xml, which comes with every .NET SDK, was looked for in {_folder["a"]}, {_folder["b"]}.", error.Message);
        Assert.Contains("DOTNET_ROOT", error.Message);
    }

    [Fact]
    public void A_damaged_file_is_an_error_that_names_it()
    {
        Write("10.0.1", "net10.0", "<see");
        Assert.Contains(
            "System.Runtime.xml is not XML documentation", Assert.Throws<InvalidDataException>(() => new DotnetDocumentation([_folder.Path]).Read()).Message);
    }

    private void Write(string version, string framework, params string[] summaries)
    {
        var folder = Directory.CreateDirectory(_folder["packs", "Microsoft.NETCore.App.Ref", version, "ref", framework]).FullName;
        var members = summaries.Select(summary => $"<member name=\"T:A\"><summary>{summary}</summary><returns>No.</returns></member>");
        File.WriteAllText(Path.Combine(folder, "System.Runtime.xml"), $"<doc><members>{string.Concat(members)}</members></doc>");
    }
}
