using System.Globalization;
using System.Text.Json;

namespace StaticNets.Samples.Classifying.Sweeps;

/// <summary>
/// What a sweep varies, from a JSON file: <c>{"rate": [0.1, 0.5], "batch": [64, 256]}</c> is a grid of four trainings;
/// <c>{"draws": 20, "seed": 1, "rate": {"from": 0.01, "to": 2, "scale": "log"}}</c> are twenty, drawn at random.
/// </summary>
public sealed class SweepFile
{
    private const string Draws = "draws", DrawSeed = "drawSeed";
    private const int MostTrainings = 1_000_000;

    /// <summary>The settings that can vary, in the order of a table's columns.</summary>
    public static readonly IReadOnlyList<string> Names = ["optimizer", "rate", "batch", "epochs", "seed"];

    private readonly List<(string Name, Variation Variation)> _variations = [];
    private readonly int? _draws;
    private readonly int _drawSeed;

    private SweepFile(string path, JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is Draws or DrawSeed)
            {
                var least = property.Name == Draws ? 1 : 0;
                if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out var number) || number < least
                    || number > MostTrainings)
                    throw new InvalidDataException($"{path}: {property.Name} needs a whole number from {least} to {MostTrainings}.");
                if (property.Name == Draws)
                    _draws = number;
                else
                    _drawSeed = number;
            }
            else if (Names.Contains(property.Name))
            {
                _variations.Add((property.Name, Variation.Read(path, property.Name, property.Value)));
            }
            else
            {
                throw new InvalidDataException(
                    $"{path}: {FileText.Name(property.Name)} cannot vary; what can is {string.Join(", ", Names)}, beside {Draws} and {DrawSeed}.");
            }
        }

        if (_variations.Count == 0)
            throw new InvalidDataException($"{path} varies nothing: it needs at least one of {string.Join(", ", Names)}.");
        if (_draws is null && _variations.FirstOrDefault(entry => entry.Variation.Count is null) is { Name: { } name })
            throw new InvalidDataException($"{path}: {name} is a range, of which a grid has no end: list its values, or set {Draws}.");
        var count = 1L;
        foreach (var (_, variation) in _variations)
            count = Math.Min(long.MaxValue / MostTrainings, count * (variation.Count ?? 1));
        if (_draws is null && count > MostTrainings)
            throw new InvalidDataException($"{path} is a grid of more than {MostTrainings} trainings.");
        Count = _draws ?? (int)count;
    }

    /// <summary>The number of trainings.</summary>
    public int Count { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no sweep; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SweepFile Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SweepFile(path, document.RootElement)
                : throw new InvalidDataException($"{path} is no sweep: it needs an object of settings with their values.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is no sweep: {FileText.Message(error.Message)}", error);
        }
    }

    /// <summary>The settings of one training: a function of the file and the training's number alone.</summary>
    /// <param name="training">Which, from 0.</param>
    public IReadOnlyDictionary<string, string> SettingsOf(int training)
    {
        var settings = new Dictionary<string, string>();
        if (_draws is not null)
        {
            // A generator for each training, so that more draws leave those before as they are.
            var random = new Random(Mix(_drawSeed, training));
            foreach (var (name, variation) in _variations)
                settings[name] = variation.Draw(random);
            return settings;
        }

        // The last setting changes first.
        foreach (var (name, variation) in Enumerable.Reverse(_variations))
        {
            settings[name] = variation[training % variation.Count!.Value];
            training /= variation.Count.Value;
        }

        return settings;
    }

    /// <summary>A seed from two numbers (SplitMix64's finalizer): generators of neighbouring seeds would begin with neighbouring values.</summary>
    private static int Mix(int seed, int training)
    {
        var mixed = unchecked(((ulong)seed << 32 | (uint)training) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (int)(mixed >> 33);
    }

    /// <summary>The options of one training, as if its settings had been given on the command line.</summary>
    /// <exception cref="InvalidDataException">A value is none of the option's.</exception>
    public static Options Apply(Options options, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            options = name switch
            {
                "optimizer" => options with
                {
                    Optimizer = Parsed(Enum.TryParse<OptimizerKind>(value, ignoreCase: true, out var kind) && char.IsAsciiLetter(value[0]), kind),
                },
                "rate" => options with { Rate = Parsed(Number(value, out double rate) && double.IsFinite(rate) && rate > 0, rate) },
                "batch" => options with { Batch = Parsed(Number(value, out int batch) && batch is >= 1 and <= 60_000, batch) },
                "epochs" => options with { Epochs = Parsed(Number(value, out int epochs) && epochs is >= 1 and <= 1_000_000, epochs) },
                _ => options with { Seed = Parsed(Number(value, out ulong seed), seed) },
            };

            T Parsed<T>(bool isRight, T parsed) => isRight
                ? parsed
                : throw new InvalidDataException($"{FileText.Quote(value)} is no value of {name} in a sweep; --help says what is.");
        }

        return options;

        static bool Number<T>(string text, out T number)
            where T : struct, System.Numerics.INumber<T> => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
