using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Runs compilations without writing them anywhere.</summary>
internal static class InMemory
{
    /// <summary>Compiles with optimisation and without a warning, and hands over the assembly, which must not be kept.</summary>
    /// <param name="run">The sources, with what was made of them.</param>
    /// <param name="use">Gets the assembly.</param>
    /// <param name="resources">What goes into the assembly, by name.</param>
    public static void Run(GeneratorRun run, Action<Assembly> use, params (string Name, byte[] Bytes)[] resources)
    {
        var embedded = resources.Select(resource => new ResourceDescription(resource.Name, () => new MemoryStream(resource.Bytes), isPublic: true));
        using var stream = new MemoryStream();
        var options = ((CSharpCompilationOptions)run.Output.Options).WithOptimizationLevel(OptimizationLevel.Release);
        Assert.Empty(run.Output.WithOptions(options).Emit(stream, manifestResources: embedded).Diagnostics.Where(GeneratorRun.IsProblem));
        stream.Position = 0;
        Load(stream, use);
    }

    /// <summary>Calls a method of a test that takes a network as its type, which code that is compiled earlier cannot name.</summary>
    public static object? Call(object test, string method, Type network, params object?[] arguments)
    {
        const BindingFlags own = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var called = test.GetType().GetMethod(method, own)!.MakeGenericMethod(network);
        return called.Invoke(test, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    /// <summary>Hands over an assembly, which must not be kept.</summary>
    public static void Load(Stream stream, Action<Assembly> use)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        use(context.LoadFromStream(stream));
        context.Unload();
    }
}
