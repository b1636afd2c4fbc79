using Microsoft.Win32.SafeHandles;

namespace StaticNets;

/// <summary>
/// Opens regular files alone: a folder would be an error that speaks of access, a pipe would be waited for without end, and a device might never come to its
/// end.
/// </summary>
internal static class RegularFile
{
    // A save that looks for abandoned files may have locked this one when it took its place: for a moment, and then nobody has.
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Opens a file to read from any place in it.</summary>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static SafeFileHandle OpenHandle(string path)
    {
        CheckReadable(path);
        // Who reads the old file does not keep a new one from taking its place.
        return Patiently(() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
    }

    /// <summary>Opens a file to read it from its beginning.</summary>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        CheckReadable(path);
        return Patiently(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        CheckReadable(path);
        return Patiently(() => File.ReadAllBytes(path));
    }

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static string ReadText(string path)
    {
        CheckReadable(path);
        return Patiently(() => File.ReadAllText(path));
    }

    /// <summary>What is there instead of a regular file, in words; null if it is one, or nothing.</summary>
    public static string? Otherwise(FileKind kind) => kind switch
    {
        FileKind.Absent or FileKind.Regular => null,
        FileKind.Folder => "a folder",
        FileKind.Pipe => "a named pipe",
        FileKind.Device => "a device",
        _ => "no regular file",
    };

    private static TFile Patiently<TFile>(Func<TFile> open)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return open();
            }
            catch (IOException exception) when (attempt < Attempts && exception.GetType() == typeof(IOException))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static void CheckReadable(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Otherwise(PosixFile.Inspect(path).Kind) is { } other)
            throw new IOException($"{path} cannot be read: it is {other}, but a file is needed.");
    }
}
