using StaticNets.Benchmarks.Processes;
using StaticNets.Generator.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(StaticNets.Tests.MachineCode.NativeKernels))]

namespace StaticNets.Tests.MachineCode;

/// <summary>tests/Kernels, compiled once for all tests to native code of 256 and of 512 bits.</summary>
public sealed class NativeKernels : IAsyncLifetime
{
    private const string Runtime = "linux-x64";

    private static readonly string Project = Path.Combine(Repository.Root, "tests", "Kernels");

    private readonly Dictionary<int, Disassembly> _code = [];

    public async ValueTask InitializeAsync()
    {
        ChildProcess.Run("dotnet", "restore", Project, "-r", Runtime);
        var narrow = Task.Run(() => Compile(256, "x86-64-v3"));
        var wide = Task.Run(() => Compile(512, "x86-64-v4"));
        (_code[256], _code[512]) = (await narrow, await wide);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Disassembly Of(int bits) => _code[bits];

    private static Disassembly Compile(int bits, string instructions)
    {
        // Side by side, so that nothing may be built that both use.
        ChildProcess.Run(
            "dotnet",
            "publish",
            Project,
            "-c",
            "Release",
            "-r",
            Runtime,
            "--no-restore",
            "-p:BuildProjectReferences=false",
            $"-p:StaticNetsVectorWidths={bits}",
            $"-p:IlcInstructionSet={instructions}");
        return Disassembly.Of(Path.Combine(Project, "obj", "Release", $"{bits}", "net10.0", Runtime, "native", "kernels.o"));
    }
}
