using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Runs compilations without writing them anywhere.</summary>
internal static class InMemory
{
    /// <summary>Compiles with optimisation and hands over the assembly, which must not be kept.</summary>
    public static void Run(Compilation compilation, Action<Assembly> use)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithOptimizationLevel(OptimizationLevel.Release)).Emit(stream);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        stream.Position = 0;
        Load(stream, use);
    }

    /// <summary>Hands over an assembly, which must not be kept.</summary>
    public static void Load(Stream stream, Action<Assembly> use)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        use(context.LoadFromStream(stream));
        context.Unload();
    }
}
