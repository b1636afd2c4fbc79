using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace StaticNets;

/// <summary>
/// Parses the JSON header of a safetensors file, which may be hostile: nothing it claims is believed before it is checked
/// against the number of bytes that are there, and nothing is allocated in proportion to a claim.
/// </summary>
/// <remarks>https://github.com/huggingface/safetensors, "Format".</remarks>
internal sealed class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";

    // An object of tensors, each an object, each with two arrays.
    private const int MaxDepth = 3;

    // No tensor has more; without a limit, messages that show a shape could be made as long as the header.
    private const int MaxAxes = 64;

    private readonly string _path;
    private readonly long _dataOffset;

    private SafetensorsHeader(string path, long dataOffset)
    {
        _path = path;
        _dataOffset = dataOffset;
    }

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The tensors by name.</summary>
    public Dictionary<string, SafetensorsEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="path">What messages call the file.</param>
    /// <param name="dataOffset">Where the data begin in the file.</param>
    /// <param name="dataLength">The number of bytes of data.</param>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string path, long dataOffset, long dataLength)
    {
        var header = new SafetensorsHeader(path, dataOffset);
        if (!Utf8.IsValid(json))
            throw header.Damaged("its header is not UTF-8.");
        if (json.IsEmpty || json[0] != (byte)'{')
            throw header.Damaged("its header does not start with '{'.");
        try
        {
            header.ReadObject(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader reports escapes of half surrogate pairs as an InvalidOperationException.
            throw header.Damaged($"its header is not the JSON of a safetensors file: {FileText.Message(exception.Message)}");
        }
        header.CheckOffsets(dataLength);
        return header;
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        var hasMetadata = false;
        while (ReadName(ref reader) is { } name)
        {
            reader.Read();
            if (name == MetadataName)
            {
                if (hasMetadata)
                    throw Damaged($"its header has {MetadataName} twice.");
                hasMetadata = true;
                ReadMetadata(ref reader);
            }
            else if (!Entries.TryAdd(name, ReadEntry(ref reader, name)))
            {
                throw Damaged($"its header has the tensor {FileText.Name(name)} twice.");
            }
        }

        // Spaces may follow; the reader throws at anything else.
        while (reader.Read())
        {
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Damaged($"its {MetadataName} is not an object.");
        while (ReadName(ref reader) is { } key)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw Damaged($"its {MetadataName} holds something other than a string for {FileText.Name(key)}.");
            if (!Metadata.TryAdd(key, reader.GetString()!))
                throw Damaged($"its {MetadataName} has {FileText.Name(key)} twice.");
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Damaged($"tensor {FileText.Name(name)} is not described by an object.");
        string? type = null;
        ImmutableArray<long> shape = default;
        ImmutableArray<long> offsets = default;
        while (ReadName(ref reader) is { } key)
        {
            reader.Read();
            var first = key switch
            {
                "dtype" => type is null,
                "shape" => shape.IsDefault,
                "data_offsets" => offsets.IsDefault,
                _ => throw Damaged($"tensor {FileText.Name(name)} has an unknown property {FileText.Name(key)}."),
            };
            if (!first)
                throw Damaged($"tensor {FileText.Name(name)} has {key} twice.");
            if (key == "dtype")
                type = ReadType(ref reader, name);
            else if (key == "shape")
                shape = ReadNumbers(ref reader, name, key);
            else
                offsets = ReadNumbers(ref reader, name, key);
        }
        if (type is null || shape.IsDefault || offsets.IsDefault)
            throw Damaged($"tensor {FileText.Name(name)} lacks {(type is null ? "dtype" : shape.IsDefault ? "shape" : "data_offsets")}.");
        return MakeEntry(name, type, shape, offsets);
    }

    private SafetensorsEntry MakeEntry(string name, string type, ImmutableArray<long> shape, ImmutableArray<long> offsets)
    {
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw Damaged($"tensor {FileText.Name(name)} has data_offsets [{Join(offsets)}], but a begin and an end are needed.");
        long count = 1;
        long? bytes;
        try
        {
            foreach (var extent in shape)
                count = checked(count * extent);
            bytes = checked(count * SafetensorsEntry.ElementSize(type));
        }
        catch (OverflowException)
        {
            throw Damaged($"tensor {FileText.Name(name)} has the shape [{Join(shape)}], which is more than any file holds.");
        }
        var length = offsets[1] - offsets[0];
        if (bytes is { } needed && length != needed)
            throw Damaged($"tensor {FileText.Name(name)} has {length} bytes, but {type} of shape [{Join(shape)}] needs {needed}.");
        return new SafetensorsEntry(name, TypeOf(type), shape, offsets[0], count) { TypeName = type, ByteCount = length };
    }

    private static SafetensorsType TypeOf(string name) => name switch
    {
        "F32" => SafetensorsType.F32,
        "F64" => SafetensorsType.F64,
        "F16" => SafetensorsType.F16,
        "BF16" => SafetensorsType.BF16,
        _ => SafetensorsType.Other,
    };

    private string ReadType(ref Utf8JsonReader reader, string name) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : throw Damaged($"tensor {FileText.Name(name)} has the dtype of something other than a string.");

    private ImmutableArray<long> ReadNumbers(ref Utf8JsonReader reader, string name, string key)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Damaged($"tensor {FileText.Name(name)} has a {key} that is not an array.");
        var numbers = ImmutableArray.CreateBuilder<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Damaged($"tensor {FileText.Name(name)} has a {key} with something other than whole numbers from 0 to {long.MaxValue}.");
            if (numbers.Count == MaxAxes)
                throw Damaged($"tensor {FileText.Name(name)} has a {key} of more than {MaxAxes} numbers.");
            numbers.Add(number);
        }
        return numbers.ToImmutable();
    }

    /// <summary>The next property's name, or null at the end of the object.</summary>
    private static string? ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    /// <summary>The tensors must cover the data exactly, without overlap or gap, and so none reaches outside the file.</summary>
    private void CheckOffsets(long dataLength)
    {
        var entries = new SafetensorsEntry[Entries.Count];
        Entries.Values.CopyTo(entries, 0);
        Array.Sort(entries, static (a, b) =>
            a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.ByteCount.CompareTo(b.ByteCount));
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Offset < end)
                throw Damaged(
                    $"tensor {FileText.Name(entry.Name)} begins at byte {entry.Offset} of the data, inside the tensor before it, which ends at {end}.");
            if (entry.Offset > end)
                throw Damaged($"tensor {FileText.Name(entry.Name)} begins at byte {entry.Offset} of the data, but the tensor before it ends at {end}.");
            // Both are checked to be at most long.MaxValue: the end is the header's second offset.
            end = entry.Offset + entry.ByteCount;
            if (end > dataLength)
                throw Damaged($"tensor {FileText.Name(entry.Name)} ends at byte {end} of the data, but the file has only {dataLength}: it is cut off.");
            Entries[entry.Name] = entry with { Offset = _dataOffset + entry.Offset };
        }
        if (end < dataLength)
            throw Damaged($"{dataLength - end} bytes follow the last tensor.");
    }

    private static string Join(ImmutableArray<long> numbers)
    {
        const int shown = 8;
        var text = "";
        for (var i = 0; i < numbers.Length && i < shown; i++)
            text += (i == 0 ? "" : ", ") + numbers[i].ToString();
        return numbers.Length > shown ? text + ", ..." : text;
    }

    private InvalidDataException Damaged(string what) => new($"{_path} cannot be read: {what}");
}
