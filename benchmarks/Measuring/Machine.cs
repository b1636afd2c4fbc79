using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StaticNets.Benchmarks.Measuring;

/// <summary>What a table of times needs beside it.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Processor, cores, vector extensions, system and runtime in one line.</summary>
    public static string Describe() => string.Join(", ",
        Processor(), $"{Environment.ProcessorCount} processors", Vectors(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);

    private static string Processor()
    {
        const string Key = "model name";
        string? line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Vectors() =>
        Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128-bit vectors";
}
