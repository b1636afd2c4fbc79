using System.Buffers.Binary;

namespace StaticNets.Onnx.Model;

/// <summary>Reads tensors of a model, inline or out of files in the model's folder. What a tensor claims is compared with the bytes that are there
/// first.</summary>
internal sealed class TensorReader(string modelPath)
{
    /// <summary>How many elements were read.</summary>
    public long Elements { get; private set; }

    public ConstantTensor Read(Proto.TensorProto tensor)
    {
        var constant = ReadElements(tensor);
        Elements += constant.Count;
        return constant;
    }

    private ConstantTensor ReadElements(Proto.TensorProto tensor)
    {
        var name = tensor.Name.Length > 0 ? $"tensor '{tensor.Name}'" : "a tensor";
        var count = 1L;
        foreach (var extent in tensor.Dims)
        {
            if (extent is < 0 or > int.MaxValue || (count *= extent) > int.MaxValue)
            {
                throw new ImportException($"{name} has the shape [{string.Join(", ", tensor.Dims.Take(8))}], which is more than can be read");
            }
        }

        int[] shape = [.. tensor.Dims.Select(extent => (int)extent)];
        var type = (Proto.TensorProto.Types.DataType)tensor.DataType;
        if (ElementTypes.KindOf(type) is not { } kind)
        {
            throw new ImportException($"{name} has elements of type {type}, but only numbers and booleans are read");
        }

        if (ElementTypes.SizeOf(type) is not { } size)
        {
            throw new ImportException($"{name} has elements of type {type}, which are not read");
        }

        var isExternal = tensor.DataLocation == Proto.TensorProto.Types.DataLocation.External;
        if (!isExternal && tensor.RawData.IsEmpty)
        {
            return Listed(tensor, type, kind, shape, (int)count, name);
        }

        var bytes = isExternal ? External(tensor, count * size, name) : tensor.RawData.Span;
        if (bytes.Length != count * size)
        {
            throw new ImportException($"{name} has {bytes.Length} bytes, but {count * size} are needed for the shape {Shapes.Text(shape)}");
        }

        return kind == ElementKind.Float
            ? new(shape, Floats(bytes, type, (int)count))
            : new(shape, Integers(bytes, type, (int)count), kind);
    }

    private static ConstantTensor Listed(
        Proto.TensorProto tensor, Proto.TensorProto.Types.DataType type, ElementKind kind, int[] shape, int count, string name)
    {
        var given = type switch
        {
            Proto.TensorProto.Types.DataType.Float => tensor.FloatData.Count,
            Proto.TensorProto.Types.DataType.Double => tensor.DoubleData.Count,
            Proto.TensorProto.Types.DataType.Int64 => tensor.Int64Data.Count,
            Proto.TensorProto.Types.DataType.Uint32 or Proto.TensorProto.Types.DataType.Uint64 => tensor.Uint64Data.Count,
            _ => tensor.Int32Data.Count,
        };
        if (given != count)
        {
            throw new ImportException($"{name} has {given} elements, but {count} are needed for the shape {Shapes.Text(shape)}");
        }

        return type switch
        {
            Proto.TensorProto.Types.DataType.Float => new(shape, [.. tensor.FloatData]),
            Proto.TensorProto.Types.DataType.Double => new(shape, [.. tensor.DoubleData.Select(value => (float)value)]),
            Proto.TensorProto.Types.DataType.Float16 => new(shape, [.. tensor.Int32Data.Select(bits => ElementTypes.HalfToFloat((ushort)bits))]),
            Proto.TensorProto.Types.DataType.Bfloat16 => new(shape, [.. tensor.Int32Data.Select(bits => ElementTypes.BrainToFloat((ushort)bits))]),
            Proto.TensorProto.Types.DataType.Int64 => new(shape, [.. tensor.Int64Data], kind),
            Proto.TensorProto.Types.DataType.Uint32 or Proto.TensorProto.Types.DataType.Uint64
                => new(shape, [.. tensor.Uint64Data.Select(value => unchecked((long)value))], kind),
            _ => new(shape, [.. tensor.Int32Data.Select(value => (long)value)], kind),
        };
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes, Proto.TensorProto.Types.DataType type, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = type switch
            {
                Proto.TensorProto.Types.DataType.Float => ElementTypes.SingleOf(BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(4 * i))),
                Proto.TensorProto.Types.DataType.Double
                    => (float)BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8 * i))),
                Proto.TensorProto.Types.DataType.Float16 => ElementTypes.HalfToFloat(BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2 * i))),
                _ => ElementTypes.BrainToFloat(BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2 * i))),
            };
        }

        return values;
    }

    private static long[] Integers(ReadOnlySpan<byte> bytes, Proto.TensorProto.Types.DataType type, int count)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = type switch
            {
                Proto.TensorProto.Types.DataType.Bool => bytes[i] == 0 ? 0 : 1,
                Proto.TensorProto.Types.DataType.Uint8 => bytes[i],
                Proto.TensorProto.Types.DataType.Int8 => unchecked((sbyte)bytes[i]),
                Proto.TensorProto.Types.DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2 * i)),
                Proto.TensorProto.Types.DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes.Slice(2 * i)),
                Proto.TensorProto.Types.DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(4 * i)),
                Proto.TensorProto.Types.DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(4 * i)),
                _ => BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(8 * i)),
            };
        }

        return values;
    }

    private byte[] External(Proto.TensorProto tensor, long needed, string name)
    {
        string location = "", offsetText = "0", lengthText = "";
        foreach (var entry in tensor.ExternalData)
        {
            switch (entry.Key)
            {
                case "location": location = entry.Value; break;
                case "offset": offsetText = entry.Value; break;
                case "length": lengthText = entry.Value; break;
            }
        }

        var folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(modelPath)) ?? ".");
        var inside = folder.EndsWith(Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal) ? folder : folder + Path.DirectorySeparatorChar;
        string path;
        try
        {
            path = Path.GetFullPath(Path.Combine(folder, location));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new ImportException($"{name} has its data in a file whose name is none");
        }

        if (location.Length == 0 || Path.IsPathRooted(location) || !path.StartsWith(inside, StringComparison.Ordinal) || HasLink(inside, path))
        {
            throw new ImportException($"{name} has its data in '{location}', which is not in the model's folder: only files there are read");
        }

        if (!long.TryParse(offsetText, out var offset) || offset < 0
            || (lengthText.Length > 0 && (!long.TryParse(lengthText, out var length) || length != needed)))
        {
            throw new ImportException($"{name} has {lengthText} bytes at {offsetText} of '{location}', but {needed} are needed for its shape");
        }

        try
        {
            using var file = File.OpenRead(path);
            if (offset > file.Length || file.Length - offset < needed || needed > int.MaxValue)
            {
                throw new ImportException($"{name} has {needed} bytes at {offset} of '{location}', which has {file.Length}: it is cut off");
            }

            file.Position = offset;
            var bytes = new byte[needed];
            for (int read = 0, part; read < bytes.Length; read += part)
            {
                part = file.Read(bytes, read, bytes.Length - read);
                if (part == 0)
                {
                    throw new ImportException($"'{location}' was cut off while {name} was read");
                }
            }

            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"'{location}', in which {name} has its data, cannot be read: {exception.Message}");
        }
    }

    /// <summary>Whether a file, or a folder on the way to it, is a link, which may lead anywhere.</summary>
    private static bool HasLink(string inside, string path)
    {
        for (var part = path; part.Length >= inside.Length; part = Path.GetDirectoryName(part) ?? "")
        {
            if ((File.Exists(part) || Directory.Exists(part)) && (File.GetAttributes(part) & FileAttributes.ReparsePoint) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
