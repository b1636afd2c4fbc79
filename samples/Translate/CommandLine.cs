using System.CommandLine;
using System.CommandLine.Parsing;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>The command line: options with their explanations and checks.</summary>
internal static class CommandLine
{
    /// <summary>Does what the options ask for and returns the exit code.</summary>
    public delegate int OptionsHandler(Options options, TextWriter output, TextWriter errors);

    private static readonly Dictionary<string, Model> Models = new()
    {
        ["gru"] = Model.Gru,
        ["attention"] = Model.Attention,
        ["transformer"] = Model.Transformer,
    };

    public static RootCommand Create(OptionsHandler run)
    {
        var defaults = new Options();
        var model = new Option<Model?>("--model")
        {
            Description =
                "The network: gru (the decoder gets the encoder's last state), attention (it looks at all states, before every token) or transformer. "
                    + "[default: attention]",
            HelpName = "gru|attention|transformer",
            CustomParser = ParseModel,
        };
        var pairs = SettingOption.Text("--pairs", "file", "A UTF-8 file with a sentence, a tab and its translation in each line, to learn instead of dates.");
        var epochs = SettingOption.OptionalNumber(
            "--epochs", "Passes over the pairs; 0 only translates. [default: 20, with --pairs gru 300, attention 250, transformer 200]", 0, 1_000_000);
        var batch = SettingOption.Number("--batch", "Pairs per training step.", defaults.Batch, 1, 60_000);
        var rate = SettingOption.Positive("--rate", "Adam's learning rate at the beginning; it falls along half a cosine. [default: 0.005]");
        var clip = SettingOption.Positive("--clip", "The largest norm of a step's gradient. [default: 1]");
        var threads = SettingOption.Number("--threads", "Threads to train on; their number changes the speed, never the result.", defaults.Threads, 1, 1024);
        var seed = SettingOption.Number("--seed", "Draws initial weights, dropout and the order of the pairs.", defaults.Seed, 0UL, ulong.MaxValue);
        var beam = SettingOption.Number(
            "--beam", "Beginnings that are followed in search of a translation; 1 takes the most probable token at every step.", defaults.Beam, 1, 1000);
        var interactive = new Option<bool>("--interactive") { Description = "Translate what you type in the end, line by line." };
        var load = SettingOption.Text(
            "--load",
            "weights",
            "A safetensors file to begin with instead of random weights; with --pairs, its vocabularies (NAME.source.txt, NAME.target.txt) are beside it.");
        var save = SettingOption.Text(
            "--save",
            "weights",
            "Where the trained weights go; the training log (NAME.log.json) and the checkpoint (NAME.checkpoint.safetensors) go beside them.");
        save.DefaultValueFactory = _ => defaults.Save;
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint beside --save, to the same bits as without interruption." };
        var plots = SettingOption.Text(
            "--plots", "folder", "Draw PNG pictures there: the training, and what the network attends to (through samples/translate.sh).");

        var command = new RootCommand("Learns to translate: dates as people write them into ISO 8601, or the pairs of a file.")
        {
            model, pairs, epochs, batch, rate, clip, threads, seed, beam, interactive, load, save, resume, plots,
        };
        SettingOption.Exclude(command, resume, load);
        command.SetAction(result => run(
            new Options
            {
                Model = result.GetValue(model) ?? defaults.Model,
                Pairs = result.GetValue(pairs),
                Epochs = result.GetValue(epochs),
                Batch = result.GetValue(batch),
                Rate = result.GetValue(rate) ?? defaults.Rate,
                Clip = result.GetValue(clip) ?? defaults.Clip,
                Threads = result.GetValue(threads),
                Seed = result.GetValue(seed),
                Beam = result.GetValue(beam),
                Interactive = result.GetValue(interactive),
                Load = result.GetValue(load),
                Save = result.GetRequiredValue(save),
                Resume = result.GetValue(resume),
                Plots = result.GetValue(plots),
            },
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>The name of a model on the command line.</summary>
    public static string NameOf(Model model) => Models.First(named => named.Value == model).Key;

    private static Model? ParseModel(ArgumentResult result)
    {
        if (Models.TryGetValue(result.Tokens[0].Value, out var model))
            return model;
        result.AddError($"--model needs gru, attention or transformer, but got '{result.Tokens[0].Value}'.");
        return null;
    }
}
