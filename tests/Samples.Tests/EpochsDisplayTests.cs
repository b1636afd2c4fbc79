using Spectre.Console;
using StaticNets.Samples.TrainingProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class EpochsDisplayTests
{
    private readonly StringWriter _output = new();

    [Fact]
    public void Away_from_a_terminal_each_epoch_has_a_line_and_excerpts_have_lines_below()
    {
        Display().Show(done: 0, Train);
        Assert.Equal("epoch 1/2: loss 0.5\nepoch 2/2: loss 0.25\n  what was learned\n", _output.ToString());
    }

    [Fact]
    public void On_a_terminal_one_bar_moves_through_all_epochs()
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(_output) });
        console.Profile.Width = 120;
        Display().ShowLive(console, done: 0, Train);
        var text = _output.ToString();
        Assert.Contains("epoch 2/2: loss 0.25", text);
        Assert.Contains("  what was learned", text);
        Assert.Matches(@"epoch 2/2 .*loss 0\.25", text.Split('\n').Last(line => line.Contains("epoch", StringComparison.Ordinal)));
    }

    private static void Train(TrainingProgressHandler? onProgress, Action<EpochSummary, string?> onEpoch)
    {
        onProgress?.Invoke(new TrainingProgress { Epoch = 1, Epochs = 2, ExamplesDone = 1, Examples = 2, Loss = 0.75 });
        onEpoch(Epoch(1, 0.5), null);
        onEpoch(Epoch(2, 0.25), "what was learned");
    }

    private static EpochSummary Epoch(int epoch, double loss) => new()
    {
        Epoch = epoch,
        Epochs = 2,
        TotalSteps = epoch,
        Loss = loss,
        Accuracy = double.NaN,
        ExamplesPerSecond = 1,
        Duration = TimeSpan.FromSeconds(1),
        Test = null,
    };

    private EpochsDisplay Display() => new(_output, epochs: 2, progress => $"loss {progress.Loss}", epoch => $"loss {epoch.Loss}");
}
