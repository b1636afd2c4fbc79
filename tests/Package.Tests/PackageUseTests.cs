using System.Globalization;
using Xunit;

namespace StaticNets.Package.Tests;

[Collection(UserProject.Cache)]
public sealed class PackageUseTests(PackedPackage package)
{
    /// <summary>Trains and infers, and prints a loss and the vector width it ran with.</summary>
    private const string Program =
        """
        using System;
        using StaticNets;
        using StaticNets.CompilerServices;

        var network = new Net(seed: 1);
        var optimizer = new Sgd(0.5);
        var gradients = Net.NewGradients();
        var input = new float[3 * Net.InputSize];
        int[] target = { 0, 1, 2 };
        for (int i = 0; i < input.Length; i++)
            input[i] = i % 7 / 7f;
        for (int step = 0; step < 20; step++)
        {
            network.Backward(input, target, gradients, count: 3);
            optimizer.Step(network.Parameters, gradients);
        }

        var logits = new float[Net.OutputSize];
        network.Forward(input.AsSpan(0, Net.InputSize), logits);
        Console.WriteLine(FormattableString.Invariant($"loss {network.Loss(input, target, count: 3):0.0000}, logit {logits[0]:0.0000}"));
        Console.WriteLine(FormattableString.Invariant($"{VectorWidth.Current} bits"));

        [Network]
        [Input(1, 8, 8)]
        [Conv2d(4, 3), Sigmoid, AvgPool(2)]
        [Flatten]
        [Dense(3)]
        [SoftmaxCrossEntropy]
        public sealed partial class Net;

        """;

    [Fact]
    public async Task ProjectWithThePackageAloneBuildsRunsAndIsToldOfWrongShapes()
    {
        using var project = new UserProject(package, Program);
        AssertClean(await project.Build());
        var run = await project.RunBuilt();
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches(@"^loss \d\.\d{4}, logit -?\d\.\d{4}\n(128|256|512) bits\n$", run.Output);

        project.Source = Program.Replace("Conv2d(4, 3)", "Conv2d(4, 9)", StringComparison.Ordinal);
        var build = await project.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            "error SNET0203: Conv2d(4, 9) needs an input of at least 9x9 but gets 1x8x8 from Input(1, 8, 8): use a kernel of at most 8, "
                + "or Padding of at least 1",
            build.Output);
    }

    [Fact]
    public async Task NativeProgramRunsTheSameWithWideVectors()
    {
        using var project = new UserProject(package, Program, "<PublishAot>true</PublishAot>");
        AssertClean(await project.Publish());
        var native = await project.RunPublished();
        Assert.True(native.ExitCode == 0, native.Output);
        Assert.EndsWith("\n256 bits\n", native.Output);

        var jit = await project.RunBeforeNative();
        Assert.True(jit.ExitCode == 0, jit.Output);
        Assert.Equal(Figures(jit.Output), Figures(native.Output), (expected, actual) => Math.Abs(expected - actual) < 2e-4);
    }

    [Fact]
    public async Task ProjectGetsTheVectorWidthsThatItLists()
    {
        const string source =
            "using StaticNets;\nSystem.Console.WriteLine(string.Join(' ', Net.Info.VectorWidths));\n[Network, Input(4), Dense(2)]\n"
                + "public sealed partial class Net;\n";
        using var project = new UserProject(package, source, "<StaticNetsVectorWidths>128;256</StaticNetsVectorWidths>");
        AssertClean(await project.Build());
        Assert.Equal("128 256\n", (await project.RunBuilt()).Output);
    }

    [Fact]
    public async Task NativeBuildThatWouldDropWideVectorsSaysSo()
    {
        using var project = new UserProject(package, Program, "<PublishAot>true</PublishAot><IlcInstructionSet>x86-64-v2</IlcInstructionSet>");
        var build = await project.Build();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("warning SNET0305: NativeAOT compiles this program for 'x86-64-v2'", build.Output);
    }

    [Fact]
    public async Task NativeBuildWithOnlyWiderCodeThanThePackagesInstructionSetSaysSo()
    {
        using var project = new UserProject(package, Program, "<PublishAot>true</PublishAot><StaticNetsVectorWidths>512</StaticNetsVectorWidths>");
        var build = await project.BuildForNative();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("warning SNET0307: NativeAOT compiles this program for 'x86-64-v3'", build.Output);

        Assert.Equal("x86-64-v3\n", (await project.Property("IlcInstructionSet", "win-x64")).Output);
        Assert.Equal("x86-64-v3\n", (await project.Property("IlcInstructionSet", "win-x86")).Output);
        Assert.Equal("\n", (await project.Property("IlcInstructionSet", "linux-arm64")).Output);
    }

    /// <summary>The loss and the logit.</summary>
    private static double[] Figures(string output)
        => [.. output.Split('\n')[0].Split(", ").Select(figure => double.Parse(figure.Split(' ')[1], CultureInfo.InvariantCulture))];

    private static void AssertClean(ChildProcess build)
    {
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain("warning", build.Output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }
}
