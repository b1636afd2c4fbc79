using System.Globalization;
using System.Text;
using StaticNets.Generator.Text;

namespace StaticNets.Tasks;

/// <summary>
/// Lists what a safetensors file holds, by its header: a length of 8 bytes and so many of JSON. What lies behind is checked for its length; the runtime, which
/// reads it, is stricter.
/// </summary>
/// <remarks>https://github.com/huggingface/safetensors, "Format".</remarks>
internal static class SafetensorsListing
{
    private const int LengthBytes = sizeof(ulong);

    // What the reference implementation allows.
    private const int MaxHeaderBytes = 100_000_000;

    private const string Metadata = "__metadata__";

    /// <returns>The lines of the listing; one where the file cannot be read.</returns>
    public static IReadOnlyList<string> Of(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Of(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable("there is no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(exception.Message);
        }
        catch (FormatException exception)
        {
            return Unreadable($"it is no safetensors file: {exception.Message}");
        }
    }

    private static string[] Unreadable(string why) => [WeightsListing.Line(WeightsListing.Unreadable, why)];

    private static List<string> Of(FileStream stream)
    {
        var length = stream.Length;
        if (length < LengthBytes)
        {
            throw new FormatException(Text($"it has {length} bytes, fewer than any"));
        }

        var header = BitConverter.ToUInt64(Littlest(Read(stream, LengthBytes)), 0);
        if (header > (ulong)Math.Min(MaxHeaderBytes, length - LengthBytes))
        {
            throw new FormatException(Text($"it claims a header of {header} bytes, but has {length} in all"));
        }

        var lines = new List<string>();
        var end = ReadTensors(TextOf(Read(stream, (int)header)), lines);
        var data = length - LengthBytes - (long)header;
        return end == data ? lines : throw new FormatException(Text($"its tensors end at byte {end} of the data, but it has {data}"));
    }

    /// <returns>Where the tensors end in the data.</returns>
    private static long ReadTensors(string header, List<string> lines)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var json = new JsonText(header);
        long end = 0;
        json.ReadObject(name =>
        {
            if (!names.Add(name))
            {
                throw new FormatException($"it has {name} twice");
            }

            if (name == Metadata)
            {
                json.ReadObject(key => lines.Add(WeightsListing.Line(WeightsListing.Statement, key, json.ReadString())));
            }
            else
            {
                end = Math.Max(end, ReadTensor(json, name, lines));
            }
        });
        json.ReadEnd();
        return end;
    }

    private static long ReadTensor(JsonText json, string name, List<string> lines)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        json.ReadObject(key =>
        {
            switch (key)
            {
                case "dtype":
                    type = json.ReadString();
                    break;
                case "shape":
                    shape = json.ReadNumbers();
                    break;
                case "data_offsets":
                    offsets = json.ReadNumbers();
                    break;
                default:
                    throw new FormatException($"tensor {name} has an unknown property {key}");
            }
        });
        if (type is null || shape is null || offsets is not { Count: 2 } || offsets[0] > offsets[1])
        {
            throw new FormatException($"tensor {name} lacks its dtype, its shape, or the begin and end of its data");
        }

        lines.Add(WeightsListing.Line([WeightsListing.Tensor, name, type, .. shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture))]));
        return offsets[1];
    }

    private static string TextOf(byte[] header)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(header);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("its header is not UTF-8");
        }
    }

    private static byte[] Read(FileStream stream, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = stream.Read(bytes, read, count - read);
            read += more > 0 ? more : throw new FormatException("it is cut off");
        }

        return bytes;
    }

    private static byte[] Littlest(byte[] bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
