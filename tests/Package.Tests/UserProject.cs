using System.Text.Json;

namespace StaticNets.Package.Tests;

/// <summary>
/// A project outside the repository that references the package and sets nothing else. It takes all other packages from where the machine takes them.
/// </summary>
internal sealed class UserProject : IDisposable
{
    /// <summary>The collection of tests that share NuGet's cache: a project takes the package out of it when it ends.</summary>
    public const string Cache = "NuGet's cache";

    public const string NativeRuntime = "linux-x64";

    private const string Assembly = "User";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staticnets-user-");
    private readonly string _version;
    private readonly string _program;

    /// <param name="package">The package to reference.</param>
    /// <param name="source">The program.</param>
    /// <param name="properties">Further lines of the property group, as XML.</param>
    /// <param name="language">As the files of programs and projects are called.</param>
    /// <param name="references">Further lines of the item group, as XML; null for a reference to the package.</param>
    public UserProject(PackedPackage package, string source, string properties = "", string language = "cs", string? references = null)
    {
        _version = package.Version;
        _program = $"Program.{language}";
        File.WriteAllText(
            ProjectFile = PathOf($"{Assembly}.{language}proj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RestoreAdditionalProjectSources>{package.Folder}</RestoreAdditionalProjectSources>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references ?? Reference(package)}
              </ItemGroup>
            </Project>
            """);
        Source = source;
    }

    public string ProjectFile { get; }

    public static string Reference(PackedPackage package) => $"<PackageReference Include=\"StaticNets\" Version=\"[{package.Version}]\" />";

    /// <summary>Replaces the program.</summary>
    public string Source
    {
        set => File.WriteAllText(PathOf(_program), value);
    }

    /// <summary>Writes a file into the project's folder.</summary>
    public void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
    }

    /// <summary>When the assembly was last compiled.</summary>
    public DateTime Compiled => File.GetLastWriteTimeUtc(PathOf("obj", "Release", "net10.0", $"{Assembly}.dll"));

    /// <summary>Builds as an editor does, which only asks what the compiler would get, and gives the additional files.</summary>
    public Task<ChildProcess> BuildAsEditor() => Run(
        "dotnet", "msbuild", "-t:Compile", "-p:Configuration=Release;DesignTimeBuild=true;SkipCompilerExecution=true;ProvideCommandLineArgs=true",
        "-getItem:AdditionalFiles");

    public Task<ChildProcess> Build() => Run("dotnet", "build", "-c", "Release");

    /// <summary>Builds for the runtime that <see cref="Publish"/> publishes for.</summary>
    public Task<ChildProcess> BuildForNative() => Run("dotnet", "build", "-c", "Release", "-r", NativeRuntime);

    /// <summary>Runs what <see cref="Build"/> built.</summary>
    public Task<ChildProcess> RunBuilt() => Run("dotnet", PathOf("bin", "Release", "net10.0", $"{Assembly}.dll"));

    /// <summary>Gives what a property is in a build for a runtime, once a build has restored the package.</summary>
    public Task<ChildProcess> Property(string name, string runtime) => Run("dotnet", "msbuild", $"-getProperty:{name}", $"-p:RuntimeIdentifier={runtime}");

    public Task<ChildProcess> Publish() => Run("dotnet", "publish", "-c", "Release", "-r", NativeRuntime);

    /// <summary>Runs under the JIT what <see cref="Publish"/> compiled to native code.</summary>
    public Task<ChildProcess> RunBeforeNative() => Run("dotnet", PathOf("bin", "Release", "net10.0", NativeRuntime, $"{Assembly}.dll"));

    /// <summary>Runs what <see cref="Publish"/> built.</summary>
    public Task<ChildProcess> RunPublished() => Run(PathOf("bin", "Release", "net10.0", NativeRuntime, "publish", Assembly));

    /// <summary>Deletes the project, and the package from NuGet's cache: its version never comes again.</summary>
    public void Dispose()
    {
        if (File.Exists(PathOf("obj", "project.assets.json")))
        {
            using var assets = JsonDocument.Parse(File.ReadAllText(PathOf("obj", "project.assets.json")));
            foreach (var cache in assets.RootElement.GetProperty("packageFolders").EnumerateObject())
            {
                foreach (var package in new[] { "staticnets", "staticnets.mpi" })
                {
                    var cached = new DirectoryInfo(Path.Combine(cache.Name, package, _version));
                    if (cached.Exists)
                        cached.Delete(recursive: true);
                }
            }
        }

        _folder.Delete(recursive: true);
    }

    private Task<ChildProcess> Run(string program, params string[] arguments) => ChildProcess.Run(_folder.FullName, program, arguments);

    private string PathOf(params string[] names) => Path.Combine([_folder.FullName, .. names]);
}
