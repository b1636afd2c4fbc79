using System.Globalization;
using System.Text.Json;

namespace StaticNets.Samples.Classifying.Sweeps;

/// <summary>The values that a setting takes: a list, or a range to draw from.</summary>
internal sealed class Variation
{
    private readonly IReadOnlyList<string>? _values;
    private readonly double _from, _to;
    private readonly bool _isLogarithmic;
    private readonly bool _isWhole;

    private Variation(IReadOnlyList<string> values) => _values = values;

    private Variation(double from, double to, bool isLogarithmic, bool isWhole)
        => (_from, _to, _isLogarithmic, _isWhole) = (from, to, isLogarithmic, isWhole);

    /// <summary>The number of values; null for a range.</summary>
    public int? Count => _values?.Count;

    public string this[int value] => _values![value];

    /// <exception cref="InvalidDataException">It is neither a list nor a range.</exception>
    public static Variation Read(string path, string name, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 && element.EnumerateArray().All(IsValue))
            return new Variation([.. element.EnumerateArray().Select(value => value.ToString())]);
        if (IsValue(element))
            return new Variation([element.ToString()]);
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("needs a list of values, or a range such as {\"from\": 0.01, \"to\": 1, \"scale\": \"log\"}");
        var (from, to, scale) = (Number("from"), Number("to"), "linear");
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name == "scale")
                scale = property.Value.ToString();
            else if (property.Name is not ("from" or "to"))
                throw Wrong($"has {FileText.Name(property.Name)}, but a range has from, to and scale");
        }

        if (name == "optimizer")
            throw Wrong("has no range: list its values");
        if (scale is not ("linear" or "log"))
            throw Wrong($"has the scale {FileText.Name(scale)}, but scales are linear and log");
        if (from > to || (scale == "log" && from <= 0))
            throw Wrong(string.Create(
                CultureInfo.InvariantCulture, $"has a range from {from} to {to}, which is empty or begins where a logarithm has no value"));
        return new Variation(from, to, scale == "log", isWhole: name != "rate");

        double Number(string bound) =>
            element.TryGetProperty(bound, out var value) && value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble())
                ? value.GetDouble()
                : throw Wrong($"is a range without a number as {bound}");

        InvalidDataException Wrong(string what) => new($"{path}: {name} {what}.");
    }

    /// <summary>One value at random.</summary>
    public string Draw(Random random)
    {
        if (_values is not null)
            return _values[random.Next(_values.Count)];
        var share = random.NextDouble();
        var value = _isLogarithmic ? _from * Math.Pow(_to / _from, share) : _from + (_to - _from) * share;
        return (_isWhole ? Math.Round(value) : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            .ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsValue(JsonElement element) => element.ValueKind is JsonValueKind.Number or JsonValueKind.String;
}
