using System.Globalization;
using System.Text;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.Classifying.Sweeps;

/// <summary>
/// Does one job's share of a sweep: of M jobs, the N-th does trainings N, N + M, ..., each in a folder of its own. One that is complete is not done again, and
/// one that was interrupted goes on from its checkpoint.
/// </summary>
public static class SweepJob
{
    /// <summary>What a training's folder has: its settings, and its weights once it is complete.</summary>
    private const string SettingsName = "settings.txt", WeightsName = "weights.safetensors";

    /// <summary>The training log of a folder.</summary>
    public static string LogOf(string folder) => TrainingFiles.LogOf(Path.Combine(folder, WeightsName));

    /// <summary>The folder of one training of a sweep, beside the sweep's file.</summary>
    public static string FolderOf(string sweep, int training) => Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(sweep))!, Path.GetFileNameWithoutExtension(sweep), training.ToString("0000", CultureInfo.InvariantCulture));

    /// <param name="options">What the command line asks for; a training's settings take the place of its own.</param>
    /// <param name="train">Trains as options say.</param>
    /// <param name="output">Where lines go.</param>
    /// <exception cref="InvalidDataException">The file is no sweep, or a folder has a training of other settings.</exception>
    public static void Run(Options options, Action<Options> train, TextWriter output)
    {
        var path = options.Sweep!;
        var sweep = SweepFile.Read(path);
        if (options.Index >= options.Of)
            throw new InvalidDataException($"--index {options.Index} is not below --of {options.Of}: jobs are counted from 0.");
        // All of them, so that a mistake in the last is not found after days.
        for (var training = 0; training < sweep.Count; training++)
            SweepFile.Apply(options, sweep.SettingsOf(training));
        for (var training = options.Index; training < sweep.Count; training += options.Of)
        {
            var settings = sweep.SettingsOf(training);
            var folder = FolderOf(path, training);
            Directory.CreateDirectory(folder);
            Claim(folder, settings);
            var weights = Path.Combine(folder, WeightsName);
            var shown = string.Join(", ", settings.Select(setting => $"{setting.Key} {setting.Value}"));
            if (File.Exists(weights))
            {
                output.WriteLine($"training {training} of {sweep.Count} is complete: {shown}");
                continue;
            }

            output.WriteLine($"training {training} of {sweep.Count}: {shown}");
            train(SweepFile.Apply(options, settings) with { Save = weights, Resume = File.Exists(TrainingFiles.CheckpointOf(weights)) });
        }
    }

    /// <summary>The settings of a training that is in a folder; null if there is none.</summary>
    public static string? SettingsIn(string folder)
        => File.Exists(Path.Combine(folder, SettingsName)) ? File.ReadAllText(Path.Combine(folder, SettingsName)) : null;

    private static void Claim(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var text = string.Concat(settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} {setting.Value}\n"));
        if (SettingsIn(folder) is not { } claimed)
            AtomicFile.Write(Path.Combine(folder, SettingsName), file => file.Write(Encoding.UTF8.GetBytes(text)));
        else if (claimed != text)
            throw new InvalidDataException(
                $"{folder} has a training of another sweep ({FileText.Message(claimed.TrimEnd().Replace("\n", ", "))}): move it away, or name the sweep "
                    + "otherwise.");
    }
}
