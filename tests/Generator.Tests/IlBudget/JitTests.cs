using System.Reflection;
using System.Reflection.Emit;
using StaticNets.Generator.Emit;
using StaticNets.Tests.Engines;
using StaticNets.Tests.IlBudget;
using Xunit;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>What the JIT itself says about the code of LeNet while it runs and trains.</summary>
public sealed class JitTests
{
    private const string LeNet = "[Input(1, 28, 28)] [Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)] [Conv2d(16, 5), Sigmoid, AvgPool(2)] [Flatten] [Dense(120), Sigmoid] [Dense(84), Sigmoid] [Dense(10)] [SoftmaxCrossEntropy]";

    /// <summary>A block of 16 and one alone.</summary>
    private const int Examples = 17;

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void EveryMethodOfLeNetIsOptimised(int width)
    {
        var name = $"LeNet{Literal.Of(width)}";
        var run = GeneratorRun.Of(
            NetworkSource.Compile($"using StaticNets;\n[Network]\n{LeNet}\npublic sealed partial class {name};"), new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Literal.Of(width) });
        var data = NetworkData.Draw(NetworkSource.Of(LeNet), Examples, seed: 1);
        List<string> marked = [];
        JittedMethod[] compiled = [];
        InMemory.Run(run.Output, assembly =>
        {
            using var listener = new JitListener();
            var engine = CompiledEngine.Of(assembly.GetType(name)!);
            engine.Infer(data, Examples);
            engine.Train(data, Examples);
            compiled = [.. listener.Methods().Where(method => method.Type.StartsWith(name, StringComparison.Ordinal))];
            marked = [.. assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)).Select(method => method.Name)];
        });

        Assert.DoesNotContain(compiled, method => method.Tier == JitTier.MinimalOptimization);
        var kernels = compiled.Where(method => marked.Contains(method.Name)).ToList();
        Assert.NotEmpty(kernels);
        Assert.All(kernels, kernel => Assert.Equal(JitTier.Optimized, kernel.Tier));
    }

    /// <summary>Were this not so, the test above would say nothing.</summary>
    [Fact]
    public void MethodBeyondTheLimitIsHeardOfAsNotOptimised()
    {
        using var listener = new JitListener();
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Large"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Large").DefineType("Large", TypeAttributes.Public);
        var method = type.DefineMethod("Method", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldc_I4_0);
        for (var i = 0; i < MethodSize.Limit.Bytes; i++)
        {
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Add);
        }

        il.Emit(OpCodes.Ret);
        Assert.Equal(MethodSize.Limit.Bytes, type.CreateType().GetMethod("Method")!.Invoke(null, []));
        Assert.Equal(JitTier.MinimalOptimization, listener.Methods().Single(compiled => compiled is { Type: "Large", Name: "Method" }).Tier);
    }
}
