using Xunit;

namespace StaticNets.Package.Tests;

/// <summary>The package for training on several processes.</summary>
[Collection(UserProject.Cache)]
public sealed class MpiPackageTests(PackedPackage package)
{
    private const string Program =
        """
        using System;
        using StaticNets;
        using StaticNets.Data;
        using StaticNets.Mpi;

        return MpiGroup.Run(group =>
        {
            var data = new Dataset([Column.OfValues(new float[40], 4)], Column.OfIndices(new int[10]));
            using var trainer = new Trainer<Net>(new Net(seed: 1), new Sgd(0.5), new TrainerOptions { Group = group, Threads = 1 });
            trainer.TrainFor(data, epochs: 2, onEpoch: epoch => Console.WriteLine($"{group}, epoch {epoch.Epoch}"));
            return 0;
        });

        [Network]
        [Input(4), Dense(3), SoftmaxCrossEntropy]
        public sealed partial class Net;

        """;

    /// <summary>A process that was started alone needs no MPI.</summary>
    [Fact]
    public async Task ItBringsStaticNetsAndItsCompiler()
    {
        var pack = await ChildProcess.Run(
            PackedPackage.Repository(), "dotnet", "pack", "runtime/Mpi", "-c", "Release", "-o", package.Folder, $"-p:PackageVersion={package.Version}");
        Assert.True(pack.ExitCode == 0, pack.Output);
        using var project = new UserProject(
            package, Program, references: $"<PackageReference Include=\"StaticNets.Mpi\" Version=\"[{package.Version}]\" />");
        var build = await project.Build();
        Assert.True(build.ExitCode == 0, build.Output);
        var run = await project.RunBuilt();
        Assert.Equal((0, "process 0 of 1, epoch 1\nprocess 0 of 1, epoch 2\n"), (run.ExitCode, run.Output));
    }
}
