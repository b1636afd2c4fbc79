using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using StaticNets.Benchmarks.Contenders;
using TorchSharp;

namespace StaticNets.Benchmarks.Native;

/// <summary>Finds out which peers can run on this machine, and why another one cannot.</summary>
internal sealed partial class PeerLibraries
{
    private PeerLibraries(IReadOnlyDictionary<string, string> versions, IReadOnlyDictionary<string, string> absent)
    {
        Versions = versions;
        Absent = absent;
    }

    /// <summary>Name and version of each peer that loads.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>Name of each peer that does not load, and the reason.</summary>
    public IReadOnlyDictionary<string, string> Absent { get; }

    public bool Has(string name) => Versions.ContainsKey(name);

    /// <summary>Loads the native libraries of all peers.</summary>
    public static PeerLibraries Load()
    {
        KeptMemory.TurnOn();
        var versions = new Dictionary<string, string>();
        var absent = new Dictionary<string, string>();
        Try(TorchSharpForward.Library, LoadTorchSharp);
        Try(OnnxRuntimeForward.Library, () => OrtEnv.Instance().GetVersionString());
        return new PeerLibraries(versions, absent);

        void Try(string name, Func<string> load)
        {
            try
            {
                versions[name] = load();
            }
            catch (Exception failure) // whatever a native library fails with, the others are still compared
            {
                absent[name] = (failure is TypeInitializationException { InnerException: { } inner } ? inner : failure).Message;
            }
        }
    }

    private static string LoadTorchSharp()
    {
        string libraries = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        bool isLinux = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;
        if (isLinux)
            LoadOnOlderLinux(Path.Combine(libraries, "libLibTorchSharp.so"));
        using var probe = torch.zeros(1);
        if (isLinux)
            NnPack.LeaveOutIfUnavailable(Path.Combine(libraries, "libtorch_cpu.so"));
        return $"{typeof(torch).Assembly.GetName().Version?.ToString(3)} (libtorch {torch.__version__})";
    }

    /// <summary>TorchSharp's Linux library was linked with GCC 13, whose &lt;iostream&gt; names one symbol (<c>ios_base_library_init</c>) only to ask for
    /// a libstdc++ that initialises the standard streams. Older systems (Debian 12) lack that version, and the loader refuses the library
    /// though nothing in it uses the symbol. This program's own copy is then told that the version is not needed.</summary>
    private static void LoadOnOlderLinux(string library)
    {
        try
        {
            NativeLibrary.Load(library);
        }
        catch (DllNotFoundException failure) when (MissingVersion().Match(failure.Message) is { Success: true } missing)
        {
            ElfVersions.Weaken(library, missing.Groups[1].Value);
            NativeLibrary.Load(library);
        }
    }

    [GeneratedRegex(@"version `(GLIBCXX_[\d.]+)' not found \(required by [^)]*libLibTorchSharp\.so\)")]
    private static partial Regex MissingVersion();
}
