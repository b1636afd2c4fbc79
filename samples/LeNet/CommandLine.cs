using System.CommandLine;
using System.CommandLine.Parsing;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.LeNetProgram;

/// <summary>The command line: options with their explanations and checks.</summary>
internal static class CommandLine
{
    /// <summary>Does what the options ask for and returns the exit code.</summary>
    public delegate int OptionsHandler(Options options, TextWriter output, TextWriter errors);

    public static RootCommand Create(OptionsHandler run)
    {
        var defaults = new Options();
        var epochs = SettingOption.Number("--epochs", "Passes over the training images; 0 only tests.", defaults.Epochs, 0, 1_000_000);
        var batch = SettingOption.Number("--batch", "Images per training step.", defaults.Batch, 1, 60_000);
        var rate = SettingOption.Positive("--rate", "Learning rate. [default: sgd 0.9, momentum 0.1, adam and adamw 0.001]");
        var threads = SettingOption.Number("--threads", "Threads to train on; their number changes the speed, never the result.", defaults.Threads, 1, 1024);
        var seed = SettingOption.Number(
            "--seed", "Draws initial weights and the order of images: the same seed gives the same result.", defaults.Seed, 0UL, ulong.MaxValue);
        var optimizer = new Option<OptimizerKind>("--optimizer")
        {
            Description = "Update rule: sgd, momentum (sgd with momentum 0.9), adam or adamw. [default: sgd]",
            HelpName = "sgd|momentum|adam|adamw",
            CustomParser = ParseOptimizer,
        };
        var data = SettingOption.Text(
            "--data",
            "folder",
            "Folder with Fashion-MNIST's four files, as they are or with .gz. [default: STATICNETS_DATA, the system's datasets, "
                + "the user's cache, the Debian package, a download]");
        var load = SettingOption.Text("--load", "weights", "A safetensors file to begin with (or to classify with) instead of random weights.");
        var save = SettingOption.Text(
            "--save",
            "weights",
            "Where the trained weights go; the training log (NAME.log.json) and the checkpoint (NAME.checkpoint.safetensors) go beside them.");
        save.DefaultValueFactory = _ => defaults.Save;
        var predict = SettingOption.Text("--predict", "image.png", "Classify this picture with the weights of --load, or else of --save, and do not train. "
            + "It becomes 28x28 grey; a picture with a light ground is inverted.");
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint beside --save, to the same bits as without interruption." };
        var plots = SettingOption.Text(
            "--plots", "folder", "Draw PNG pictures of the training there: curves, confusion matrix, test images, filters (through samples/lenet.sh).");

        var command = new RootCommand("Trains LeNet on Fashion-MNIST, or classifies a picture with it.")
        {
            epochs, batch, rate, threads, seed, optimizer, data, load, save, predict, resume, plots,
        };
        SettingOption.Exclude(command, resume, load);
        SettingOption.Exclude(command, resume, predict);
        SettingOption.Exclude(command, predict, plots);
        command.SetAction(result => run(
            new Options
            {
                Epochs = result.GetValue(epochs),
                Batch = result.GetValue(batch),
                Rate = result.GetValue(rate),
                Threads = result.GetValue(threads),
                Seed = result.GetValue(seed),
                Optimizer = result.GetValue(optimizer),
                Data = result.GetValue(data),
                Load = result.GetValue(load),
                Save = result.GetRequiredValue(save),
                Predict = result.GetValue(predict),
                Resume = result.GetValue(resume),
                Plots = result.GetValue(plots),
            },
            result.InvocationConfiguration.Output,
            result.InvocationConfiguration.Error));
        return command;
    }

    private static OptimizerKind ParseOptimizer(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        if (char.IsAsciiLetter(name.FirstOrDefault()) && Enum.TryParse<OptimizerKind>(name, ignoreCase: true, out var kind))
            return kind;
        result.AddError($"--optimizer needs sgd, momentum, adam or adamw, but got '{name}'.");
        return default;
    }
}
