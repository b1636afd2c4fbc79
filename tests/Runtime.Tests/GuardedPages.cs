using System.ComponentModel;
using System.Runtime.InteropServices;

namespace StaticNets.Tests;

/// <summary>Whole pages of memory followed by one that cannot be touched.</summary>
internal sealed unsafe partial class GuardedPages : IDisposable
{
    private readonly byte* _base;
    private readonly nuint _length;

    public GuardedPages(nuint bytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        var usable = (bytes + page - 1) / page * page;
        _length = usable + page;
        _base = OperatingSystem.IsWindows() ? Reserve(_length, usable) : Map(_length, usable);
        End = _base + usable;
    }

    /// <summary>Where the untouchable page begins.</summary>
    public byte* End { get; }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            VirtualFree(_base, 0, 0x8000);
        else
            munmap(_base, _length);
    }

    private static byte* Map(nuint length, nuint usable)
    {
        const int readWrite = 3, noAccess = 0, isPrivate = 2;
        var anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
        var memory = mmap(null, length, readWrite, isPrivate | anonymous, -1, 0);
        if (memory == (void*)-1 || mprotect((byte*)memory + usable, length - usable, noAccess) != 0)
            throw new Win32Exception();
        return (byte*)memory;
    }

    private static byte* Reserve(nuint length, nuint usable)
    {
        const uint commitAndReserve = 0x3000, readWrite = 4, noAccess = 1;
        var memory = VirtualAlloc(null, length, commitAndReserve, readWrite);
        if (memory == null || !VirtualProtect((byte*)memory + usable, length - usable, noAccess, out _))
            throw new Win32Exception();
        return (byte*)memory;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(void* address, nuint size, uint protection, out uint old);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(void* address, nuint size, uint type);
}
