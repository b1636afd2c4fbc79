namespace StaticNets.Data;

/// <summary>The checksum of gzip (RFC 1952, section 8), eight bytes at a time: table k gives what a byte comes to with k bytes after it.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;
    private static readonly uint[][] Tables = MakeTables();

    // The register starts with all bits set and the checksum is its complement, which is 0 at the start as a struct's default is.
    private uint _value;

    /// <summary>The checksum of what was added.</summary>
    public readonly uint Value => _value;

    /// <summary>Goes on with more bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_value;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var low = crc ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = Tables[7][(byte)low] ^ Tables[6][(byte)(low >> 8)] ^ Tables[5][(byte)(low >> 16)] ^ Tables[4][low >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }

        foreach (var value in bytes)
            crc = Tables[0][(byte)(crc ^ value)] ^ (crc >> 8);
        _value = ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (var value = 0u; value < 256; value++)
            {
                var crc = value;
                for (var bit = 0; slice == 0 && bit < 8; bit++)
                    crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
                tables[slice][value] = slice == 0 ? crc : (tables[slice - 1][value] >> 8) ^ tables[0][(byte)tables[slice - 1][value]];
            }
        }

        return tables;
    }
}
