using System.Runtime.InteropServices;
using StaticNets.Data.Text;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>English prose that is there wherever this program is built: the XML documentation in the reference pack of a .NET SDK.</summary>
/// <param name="roots">Folders that may hold an SDK, the likeliest first.</param>
internal sealed class DotnetDocumentation(IReadOnlyList<string> roots)
{
    /// <summary>The folder of the reference packs below an SDK's root.</summary>
    private const string Pack = "packs/Microsoft.NETCore.App.Ref";

    /// <summary>The largest file, which documents the types everybody uses; its summaries alone are more than is needed.</summary>
    private const string FileName = "System.Runtime.xml";

    /// <summary>A few hundred kB: much longer than a training needs, and read in no time.</summary>
    private const int Length = 400_000;

    /// <summary>The SDKs of this machine: the one named in the environment, the one on the path, the one this program runs on, and the usual folders.</summary>
    public static DotnetDocumentation OfThisMachine => new([.. Roots().Where(root => root.Length > 0).Distinct()]);

    /// <summary>The summaries in letters and spaces, and what they are.</summary>
    /// <exception cref="TextNotFoundException">There is no such documentation.</exception>
    public (string Text, string Origin) Read()
    {
        var path = roots.Select(Newest).FirstOrDefault(found => found is not null) ?? throw new TextNotFoundException(
            $"There is no text to learn from: {Pack}/VERSION/ref/netVERSION/{FileName}, which comes with every .NET SDK, "
                + $"was looked for in {string.Join(", ", roots)}. "
            + "Name a text file instead, or the SDK's folder in DOTNET_ROOT.");
        return (TextFile.LettersAndSpaces(Summaries.Read(path, Length)), $"the documentation of .NET ({path})");
    }

    private static string? Newest(string root)
    {
        var pack = Path.Combine(root, Pack);
        if (!Directory.Exists(pack))
            return null;
        return Directory.EnumerateDirectories(pack)
            .OrderByDescending(folder => Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version())
            .ThenBy(folder => Path.GetFileName(folder).Contains('-'))
            .Select(folder => Path.Combine(folder, "ref"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder, "net*"))
            .Select(folder => Path.Combine(folder, FileName))
            .FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Roots()
    {
        yield return Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "";
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            var program = Path.Combine(folder, name);
            if (File.Exists(program))
                yield return Path.GetDirectoryName(new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program) ?? "";
        }

        // ROOT/shared/Microsoft.NETCore.App/VERSION/
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet");
        if (OperatingSystem.IsWindows())
        {
            yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet");
            yield break;
        }

        yield return "/usr/share/dotnet";
        yield return "/usr/lib/dotnet";
        yield return "/usr/local/share/dotnet";
    }
}
