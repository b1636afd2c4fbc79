using System.Globalization;
using System.Numerics;

namespace StaticNets;

/// <summary>Reads a checkpoint's metadata; what is missing or malformed is an error that names it.</summary>
internal sealed class CheckpointMetadata(SafetensorsFile file)
{
    public string Path => file.Path;

    public string? Optional(string key) => file.Metadata.TryGetValue(key, out var value) ? value : null;

    public string Text(string key) => Optional(key) ?? throw new InvalidDataException($"{Path} is damaged: its metadata has no {key}.");

    public TNumber Number<TNumber>(string key)
        where TNumber : INumber<TNumber> =>
        TNumber.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"{Path} is damaged: {key} is {FileText.Quote(Text(key))}, which is not a number of its kind.");
}
