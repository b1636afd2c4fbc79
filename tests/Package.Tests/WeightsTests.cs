using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace StaticNets.Package.Tests;

/// <summary>Projects whose weights are a part of the assembly.</summary>
[Collection(UserProject.Cache)]
public sealed class WeightsTests(PackedPackage package)
{
    private const string Program =
        """
        using System;
        using StaticNets;

        var output = new float[2];
        Net.Pretrained.Forward(new float[] { 1, 10 }, output);
        Console.WriteLine(FormattableString.Invariant($"{output[0]} {output[1]}"));

        [Network(Weights = "models/net.safetensors")]
        [Input(2)]
        [Dense(2, Bias = false)]
        public sealed partial class Net;

        """;

    private const string Weights = "models/net.safetensors";

    [Fact]
    public async Task WeightsAreInTheAssemblyAndComparedWhenItIsBuilt()
    {
        using var project = Project("");
        project.Write(Weights, File([2, 2], [1, 2, 3, 4]));
        AssertClean(await project.Build());
        Assert.Equal("21 43\n", (await project.RunBuilt()).Output);

        var compiled = project.Compiled;
        AssertClean(await project.Build());
        Assert.Equal(compiled, project.Compiled);

        // Other values of the same shapes are compiled in as well.
        project.Write(Weights, File([2, 2], [5, 6, 7, 8]));
        AssertClean(await project.Build());
        Assert.Equal("65 87\n", (await project.RunBuilt()).Output);

        project.Write(Weights, File([2, 3], [1, 2, 3, 4, 5, 6]));
        AssertSays(await project.Build(), "error SNET0605: 'models/net.safetensors' has dense1.weight of shape 2x3, but Net needs 2x2");

        project.Write(Weights, "no safetensors"u8.ToArray());
        AssertSays(await project.Build(), "error SNET0602: The weights 'models/net.safetensors' cannot be read: it is no safetensors file: ");
    }

    [Fact]
    public async Task AFileThatIsMissingIsAnErrorOfTheBuildAndOfTheCompilerInAnEditor()
    {
        using var project = Project("");
        AssertSays(await project.Build(), "error SNET0602: The weights 'models/net.safetensors' cannot be read: there is no such file");

        var editor = await project.BuildAsEditor();
        Assert.True(editor.ExitCode == 0, editor.Output);
        Assert.Contains("models_net.safetensors.staticnets-weights", editor.Output);
    }

    [Fact]
    public async Task NativeProgramHasItsWeights()
    {
        using var project = Project("<PublishAot>true</PublishAot>");
        project.Write(Weights, File([2, 2], [1, 2, 3, 4]));
        AssertClean(await project.Publish());
        Assert.Equal("21 43\n", (await project.RunPublished()).Output);
    }

    private UserProject Project(string properties) => new(
        package, Program, properties, references: $"<StaticNetsWeights Include=\"models\\*.safetensors;{Weights}\" />{UserProject.Reference(package)}");

    /// <summary>A file with the network's one tensor.</summary>
    private static byte[] File(int[] shape, float[] values)
    {
        var header = Encoding.UTF8.GetBytes(
            $$$"""{"dense1.weight":{"dtype":"F32","shape":[{{{string.Join(',', shape)}}}],"data_offsets":[0,{{{sizeof(float) * values.Length}}}]}}""");
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. MemoryMarshal.AsBytes(values.AsSpan())];
    }

    private static void AssertSays(ChildProcess build, string message)
    {
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(message, build.Output);
    }

    private static void AssertClean(ChildProcess build)
    {
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain("warning", build.Output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }
}
