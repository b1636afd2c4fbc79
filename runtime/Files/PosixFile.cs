using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StaticNets;

/// <summary>What .NET does not tell of files on Unix: their kind and owner, the real path behind links, and a folder's flush to the disk.</summary>
internal static unsafe partial class PosixFile
{
    private const string Library = "libc";
    private const int TypeMask = 0xF000;

    /// <summary>The kind of what a path leads to, and who owns it (on Windows: nobody).</summary>
    public static (FileKind Kind, uint User, uint Group) Inspect(string path)
    {
        Span<byte> status = stackalloc byte[256];
        status.Clear();
        try
        {
            if (OperatingSystem.IsLinux())
                return Statx(path, status);
            if (OperatingSystem.IsMacOS())
                return Stat(path, status);
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library; what follows tells folders and files apart at least.
        }

        return (Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.Absent, 0, 0);
    }

    /// <summary>The path without any symbolic link; null if nothing is there.</summary>
    public static string? RealPath(string path)
    {
        // NULL as the second argument would leave memory to be freed; no path of Linux or macOS is longer than this.
        const int longest = 4096;
        var buffer = stackalloc byte[longest + 1];
        return RealPath(path, buffer) is null ? null : Marshal.PtrToStringUTF8((nint)buffer);
    }

    /// <summary>Gives a file to a user and a group; nothing happens where that is not allowed.</summary>
    public static void TryGive(SafeFileHandle file, uint user, uint group) => _ = ChangeOwner(file, user, group);

    /// <summary>Writes a folder's entries to the disk, where its file system can do that.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string folder)
    {
        const int readOnly = 0, inputOutputError = 5;
        var descriptor = Open(folder, readOnly);
        if (descriptor < 0)
            return;
        var error = Flush(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (error == inputOutputError)
            throw new IOException($"{folder} cannot be flushed to the disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static (FileKind, uint, uint) Statx(string path, Span<byte> status)
    {
        // The layout of struct statx is the same on all processors, unlike that of struct stat.
        const int currentFolder = -100, basicStatus = 0x7FF, user = 20, group = 24, mode = 28;
        fixed (byte* buffer = status)
        {
            return Statx(currentFolder, path, 0, basicStatus, buffer) != 0
                ? default
                : (KindOf(MemoryMarshal.Read<ushort>(status[mode..])), MemoryMarshal.Read<uint>(status[user..]), MemoryMarshal.Read<uint>(status[group..]));
        }
    }

    private static (FileKind, uint, uint) Stat(string path, Span<byte> status)
    {
        const int mode = 4, user = 16, group = 20;
        fixed (byte* buffer = status)
        {
            var result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOfX64(path, buffer) : Stat(path, buffer);
            return result != 0
                ? default
                : (KindOf(MemoryMarshal.Read<ushort>(status[mode..])), MemoryMarshal.Read<uint>(status[user..]), MemoryMarshal.Read<uint>(status[group..]));
        }
    }

    private static FileKind KindOf(int mode) => (mode & TypeMask) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x1000 => FileKind.Pipe,
        0x2000 or 0x6000 => FileKind.Device,
        _ => FileKind.Other,
    };

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport(Library, EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, byte* status);

    [LibraryImport(Library, EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfX64(string path, byte* status);

    [LibraryImport(Library, EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* RealPath(string path, byte* buffer);

    [LibraryImport(Library, EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport(Library, EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
