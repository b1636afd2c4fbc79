using System.Runtime.InteropServices;

namespace StaticNets.Benchmarks.Processes;

/// <summary>Programs of this repository, published as a user would publish them.</summary>
internal static class PublishedProgram
{
    /// <summary>Publishes a project for this machine.</summary>
    /// <param name="project">Its folder.</param>
    /// <param name="output">Where the program goes.</param>
    /// <param name="options">Further options of <c>dotnet publish</c>.</param>
    /// <returns>The program's path.</returns>
    public static string Of(string project, string output, params string[] options)
    {
        ChildProcess.Run("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "-v", "q", .. options]);
        string name = ChildProcess.Run("dotnet", ["msbuild", project, "-getProperty:AssemblyName"]).Trim();
        return Path.Combine(output, OperatingSystem.IsWindows() ? name + ".exe" : name);
    }

    /// <summary>The repository's folder, or the current one for a program that was moved out of it.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StaticNets.sln")))
                return folder.FullName;
        }
        return Environment.CurrentDirectory;
    }
}
