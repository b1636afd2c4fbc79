using System.CommandLine;
using System.CommandLine.Parsing;
using StaticNets.Data.Text;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>The command line: options with their explanations and checks.</summary>
internal static class CommandLine
{
    /// <summary>Does what the options ask for and returns the exit code.</summary>
    public delegate int OptionsHandler(Options options, TextWriter output, TextWriter errors);

    private static readonly Dictionary<string, Cell> Cells = new()
    {
        ["rnn"] = Cell.Rnn,
        ["gru"] = Cell.Gru,
        ["lstm"] = Cell.Lstm,
        ["deep-lstm"] = Cell.DeepLstm,
        ["bi-lstm"] = Cell.BiLstm,
    };

    public static RootCommand Create(OptionsHandler run)
    {
        var defaults = new Options();
        var text = new Argument<string?>("TEXT FILE")
        {
            Description =
                "The text to learn from, UTF-8; only its letters a to z and the spaces between them are. [default: the XML documentation in the .NET SDK]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var cell = new Option<Cell>("--cell")
        {
            Description = "Recurrent layers: rnn, gru, lstm, deep-lstm (two layers) or bi-lstm (sees its answer: a cautionary example).",
            HelpName = "rnn|gru|lstm|deep-lstm|bi-lstm",
            DefaultValueFactory = _ => defaults.Cell,
            CustomParser = ParseCell,
        };
        var epochs = SettingOption.Number("--epochs", "Passes over the text; 0 only writes.", defaults.Epochs, 0, 1_000_000);
        var rate = SettingOption.Positive("--rate", "Learning rate of SGD. [default: 1, for deep-lstm 2]");
        var batch = SettingOption.Number("--batch", "Sequences per training step, of 35 characters each.", defaults.Batch, 1, 60_000);
        var clip = SettingOption.Positive("--clip", "The largest norm of a step's gradient. [default: 1]");
        var tokens = SettingOption.Number("--tokens", "How many characters of the text are learned.", defaults.Tokens, 1, int.MaxValue);
        var threads = SettingOption.Number("--threads", "Threads to train on; their number changes the speed, never the result.", defaults.Threads, 1, 1024);
        var seed = SettingOption.Number("--seed", "Draws initial weights, where the text is cut, and what is written.", defaults.Seed, 0UL, ulong.MaxValue);
        var prefix = new Option<string>("--prefix")
        {
            Description = "What the written text begins with.",
            HelpName = "text",
            DefaultValueFactory = _ => defaults.Prefix,
            CustomParser = ParsePrefix,
        };
        var length = SettingOption.Number("--length", "How many characters are written after the prefix.", defaults.Length, 0, 1_000_000);
        var temperature = SettingOption.NotNegative(
            "--temperature", "Below 1 the probable becomes more probable; 0 always takes the most probable.", defaults.Temperature);
        var load = SettingOption.Text("--load", "weights", "A safetensors file to begin with instead of random weights.");
        var save = SettingOption.Text(
            "--save",
            "weights",
            "Where the trained weights go; the training log (NAME.log.json) and the checkpoint (NAME.checkpoint.safetensors) go beside them.");
        save.DefaultValueFactory = _ => defaults.Save;
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint beside --save, to the same bits as without interruption." };
        var plots = SettingOption.Text("--plots", "folder", "Draw a PNG picture of the training there: perplexity over epochs (through samples/charlm.sh).");

        var command = new RootCommand("Trains a character model on a text and writes in its style.")
        {
            text, cell, epochs, rate, batch, clip, tokens, threads, seed, prefix, length, temperature, load, save, resume, plots,
        };
        SettingOption.Exclude(command, resume, load);
        command.SetAction(result => run(
            new Options
            {
                Text = result.GetValue(text),
                Cell = result.GetValue(cell),
                Epochs = result.GetValue(epochs),
                Rate = result.GetValue(rate),
                Batch = result.GetValue(batch),
                Clip = result.GetValue(clip) ?? defaults.Clip,
                Tokens = result.GetValue(tokens),
                Threads = result.GetValue(threads),
                Seed = result.GetValue(seed),
                Prefix = result.GetRequiredValue(prefix),
                Length = result.GetValue(length),
                Temperature = result.GetValue(temperature),
                Load = result.GetValue(load),
                Save = result.GetRequiredValue(save),
                Resume = result.GetValue(resume),
                Plots = result.GetValue(plots),
            },
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>The name of a cell on the command line.</summary>
    public static string NameOf(Cell cell) => Cells.First(named => named.Value == cell).Key;

    private static Cell ParseCell(ArgumentResult result)
    {
        if (Cells.TryGetValue(result.Tokens[0].Value, out var cell))
            return cell;
        result.AddError($"--cell needs rnn, gru, lstm, deep-lstm or bi-lstm, but got '{result.Tokens[0].Value}'.");
        return default;
    }

    private static string ParsePrefix(ArgumentResult result)
    {
        var prefix = TextFile.LettersAndSpaces(result.Tokens[0].Value);
        if (prefix.Length == 0)
            result.AddError($"--prefix needs letters from a to z, but got '{result.Tokens[0].Value}'.");
        return prefix;
    }
}
