using System.CommandLine;
using System.CommandLine.Parsing;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.Classifying;

/// <summary>The command line of a program that trains on Fashion-MNIST: options with their explanations and checks.</summary>
public sealed class ClassifierCommand
{
    private readonly Option<int> _epochs, _batch, _threads;
    private readonly Option<double?> _rate;
    private readonly Option<ulong> _seed;
    private readonly Option<OptimizerKind?> _optimizer;
    private readonly Option<string> _data, _load, _save, _sweep, _report;
    private readonly Option<int> _index, _of;

    /// <param name="defaults">What holds for options that are not given.</param>
    /// <param name="script">The script that starts the program.</param>
    /// <param name="rates">The default learning rates, in words.</param>
    public ClassifierCommand(Options defaults, string script, string rates)
    {
        _epochs = SettingOption.Number("--epochs", "Passes over the training images; 0 only tests.", defaults.Epochs, 0, 1_000_000);
        _batch = SettingOption.Number("--batch", "Images per training step.", defaults.Batch, 1, 60_000);
        _rate = SettingOption.Positive("--rate", $"Learning rate. [default: {rates}]");
        _threads = SettingOption.Number("--threads", "Threads to train on; their number changes the speed, never the result.", defaults.Threads, 1, 1024);
        _seed = SettingOption.Number(
            "--seed", "Draws initial weights and the order of images: the same seed gives the same result.", defaults.Seed, 0UL, ulong.MaxValue);
        _optimizer = new Option<OptimizerKind?>("--optimizer")
        {
            Description = $"Update rule: sgd, momentum (sgd with momentum 0.9), adam or adamw. [default: {defaults.Optimizer.ToString().ToLowerInvariant()}]",
            HelpName = "sgd|momentum|adam|adamw",
            CustomParser = ParseOptimizer,
        };
        _data = SettingOption.Text(
            "--data",
            "folder",
            "Folder with Fashion-MNIST's four files, as they are or with .gz. [default: STATICNETS_DATA, the system's datasets, "
                + "the user's cache, the Debian package, a download]");
        _load = SettingOption.Text("--load", "weights", "A safetensors file to begin with (or to classify with) instead of random weights.");
        _save = SettingOption.Text(
            "--save",
            "weights",
            "Where the trained weights go; the training log (NAME.log.json) and the checkpoint (NAME.checkpoint.safetensors) go beside them.");
        _save.DefaultValueFactory = _ => defaults.Save;
        Resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint beside --save, to the same bits as without interruption." };
        Plots = SettingOption.Text(
            "--plots", "folder", $"Draw PNG pictures of the training there: curves, confusion matrix, test images, filters (through {script}).");
        _sweep = SettingOption.Text(
            "--sweep", "file.json", "Train once for each of the settings that the file lists or draws, each time into a folder of its own beside it.");
        _index = SettingOption.Number("--index", "Which job of a sweep this is, from 0.", defaults.Index, 0, int.MaxValue);
        _of = SettingOption.Number("--of", "The jobs among which a sweep is shared out.", defaults.Of, 1, int.MaxValue);
        _report = SettingOption.Text("--report", "folder", "Compare the trainings of a sweep in this folder, the best first, and do not train.");
        Defaults = defaults;
    }

    public Option<bool> Resume { get; }

    public Option<string> Plots { get; }

    private Options Defaults { get; }

    /// <summary>A program with these options; those of its own come in front of <c>--resume</c>.</summary>
    public RootCommand Create(string description, params Option[] own)
    {
        var command = new RootCommand(description) { _epochs, _batch, _rate, _threads, _seed, _optimizer, _data, _load, _save };
        foreach (var option in own)
            command.Add(option);
        command.Add(Resume);
        command.Add(Plots);
        Option[] sweeping = [_sweep, _index, _of, _report];
        foreach (var option in sweeping)
            command.Add(option);
        SettingOption.Exclude(command, Resume, _load);
        foreach (var option in new Option[] { _save, Resume, Plots, _report })
            SettingOption.Exclude(command, _sweep, option);
        return command;
    }

    /// <summary>What the command line asks for.</summary>
    public Options Read(ParseResult result) => Defaults with
    {
        Epochs = result.GetValue(_epochs),
        Batch = result.GetValue(_batch),
        Rate = result.GetValue(_rate) ?? Defaults.Rate,
        Threads = result.GetValue(_threads),
        Seed = result.GetValue(_seed),
        Optimizer = result.GetValue(_optimizer) ?? Defaults.Optimizer,
        Data = result.GetValue(_data),
        Load = result.GetValue(_load),
        Save = result.GetRequiredValue(_save),
        Resume = result.GetValue(Resume),
        Plots = result.GetValue(Plots),
        Sweep = result.GetValue(_sweep),
        Index = result.GetValue(_index),
        Of = result.GetValue(_of),
        Report = result.GetValue(_report),
    };

    private static OptimizerKind? ParseOptimizer(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        if (char.IsAsciiLetter(name.FirstOrDefault()) && Enum.TryParse<OptimizerKind>(name, ignoreCase: true, out var kind))
            return kind;
        result.AddError($"--optimizer needs sgd, momentum, adam or adamw, but got '{name}'.");
        return null;
    }
}
