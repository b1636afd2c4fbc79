using System.Buffers.Binary;
using System.Text;

namespace StaticNets.Benchmarks.Native;

/// <summary>Edits the symbol versions that a 64-bit little-endian ELF library requires of others (the ELF gABI and the GNU version sections).</summary>
internal static class ElfVersions
{
    private const uint DynamicSymbols = 11, Relocations = 4, VersionNeeds = 0x6FFFFFFE, VersionIndices = 0x6FFFFFFF;
    private const ushort Weak = 2;

    private readonly record struct Section(uint Type, int Offset, int Size, int Link);

    /// <summary>Marks the requirement of <paramref name="version"/> as weak: the loader then accepts a library that lacks it.
    /// Only a version that no relocation uses may be marked: a symbol that is used would be missing.</summary>
    /// <exception cref="InvalidOperationException">The library does not require the version, or uses a symbol of it.</exception>
    public static void Weaken(string library, string version)
    {
        byte[] elf = File.ReadAllBytes(library);
        var sections = Sections(elf);
        int entry = FindNeed(elf, sections, version)
            ?? throw new InvalidOperationException($"{Path.GetFileName(library)} does not require {version}");
        int index = Read16(elf, entry + 6);
        RequireUnused(elf, sections, index, version);
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(entry + 4), (ushort)(Read16(elf, entry + 4) | Weak));

        // A new file takes the old one's place: the old one may be a hard link into the package cache, which stays as it is.
        // With the same time and size the next build leaves it alone.
        string temporary = library + ".weak";
        var time = File.GetLastWriteTimeUtc(library);
        File.WriteAllBytes(temporary, elf);
        File.SetLastWriteTimeUtc(temporary, time);
        File.Move(temporary, library, overwrite: true);
    }

    private static Section[] Sections(byte[] elf)
    {
        int start = (int)Read64(elf, 0x28), size = Read16(elf, 0x3A), count = Read16(elf, 0x3C);
        var sections = new Section[count];
        for (int i = 0; i < count; i++)
        {
            int at = start + i * size;
            sections[i] = new((uint)Read32(elf, at + 4), (int)Read64(elf, at + 24), (int)Read64(elf, at + 32), Read32(elf, at + 40));
        }
        return sections;
    }

    /// <summary>Offset of the Vernaux entry of <paramref name="version"/>.</summary>
    private static int? FindNeed(byte[] elf, Section[] sections, string version)
    {
        var needs = sections.First(s => s.Type == VersionNeeds);
        int strings = sections[needs.Link].Offset;
        for (int need = needs.Offset; ;)
        {
            int count = Read16(elf, need + 2), entry = need + Read32(elf, need + 8);
            for (int i = 0; i < count; i++, entry += Read32(elf, entry + 12))
            {
                if (Text(elf, strings + Read32(elf, entry + 8)) == version)
                    return entry;
            }
            int next = Read32(elf, need + 12);
            if (next == 0)
                return null;
            need += next;
        }
    }

    private static void RequireUnused(byte[] elf, Section[] sections, int index, string version)
    {
        var indices = sections.First(s => s.Type == VersionIndices);
        int dynamicSymbols = Array.FindIndex(sections, s => s.Type == DynamicSymbols);
        foreach (var section in sections.Where(s => s.Type == Relocations && s.Link == dynamicSymbols))
        {
            for (int at = section.Offset; at < section.Offset + section.Size; at += 24)
            {
                int symbol = Read32(elf, at + 12);
                if (symbol != 0 && Read16(elf, indices.Offset + 2 * symbol) == index)
                    throw new InvalidOperationException($"symbol {symbol} of {version} is used and cannot be left out");
            }
        }
    }

    private static string Text(byte[] elf, int at) => Encoding.ASCII.GetString(elf, at, Array.IndexOf(elf, (byte)0, at) - at);

    private static ushort Read16(byte[] elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(at));

    private static int Read32(byte[] elf, int at) => BinaryPrimitives.ReadInt32LittleEndian(elf.AsSpan(at));

    private static long Read64(byte[] elf, int at) => BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan(at));
}
