namespace StaticNets;

/// <summary>
/// Replaces files whole or not at all: what is written goes to a temporary file in the same folder, is flushed to the disk and takes the file's place by a
/// rename, which is flushed too. As with a plain write, symbolic links stay and the file they lead to is written, its mode and owner stay, and a file that may
/// not be written is not. Programs that leave files of their own are built from this file too.
/// </summary>
internal static class AtomicFile
{
    // On Unix this is a shared lock: readers may have one as well, and who wants the file for himself learns that somebody is at it.
    private const FileShare WhileWriting = FileShare.Read | FileShare.Delete;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="write">Writes its contents.</param>
    /// <exception cref="IOException">The file cannot be written; the message names <paramref name="path"/>.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        var (target, replaces, user, group) = FindTarget(path);
        var folder = Path.GetDirectoryName(target)!;
        var temporary = "";
        try
        {
            using (var file = Create(target, replaces, ref temporary))
            {
                write(file);
                if (replaces && !OperatingSystem.IsWindows())
                    TakeOver(file, target, user, group);
                file.Flush(flushToDisk: true);
                AbandonedFiles.Remove(target, temporary);
                // While it is open: nobody takes it for an abandoned one.
                File.Move(temporary, target, overwrite: true);
                temporary = "";
            }

            if (!OperatingSystem.IsWindows())
                PosixFile.FlushFolder(folder);
        }
        catch (Exception exception) when (AbandonedFiles.WithoutNames(exception.Message, target) is var message
            && (message != exception.Message || exception is UnauthorizedAccessException))
        {
            // Nobody knows of the temporary file that the message names.
            throw new IOException($"{path} cannot be written: {message}", exception);
        }
        finally
        {
            if (temporary.Length > 0)
                TryDelete(temporary);
        }
    }

    /// <summary>Refuses what <see cref="Write"/> would refuse before it writes anything.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Check(string path) => FindTarget(path);

    /// <summary>The file that would be written, whether it is there, and who owns it.</summary>
    private static (string Target, bool Replaces, uint User, uint Group) FindTarget(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.EndsInDirectorySeparator(path))
            throw Unwritable(path, "it is the name of a folder, but that of a file is needed");
        var given = Path.GetFullPath(path);
        var (kind, user, group) = PosixFile.Inspect(given);
        if (RegularFile.Otherwise(kind) is { } other)
            throw Unwritable(path, $"it is {other}, and only a file is replaced");
        var target = BehindLinks(given, path);
        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}.");
        if (kind == FileKind.Regular)
            CheckWritable(path, target);
        return (target, kind == FileKind.Regular, user, group);
    }

    /// <summary>The path of the file that a write would change: the end of a chain of links, there or not.</summary>
    private static string BehindLinks(string path, string given)
    {
        const int mostLinks = 40;
        for (var link = 0; link < mostLinks; link++)
        {
            if (!OperatingSystem.IsWindows() && PosixFile.RealPath(path) is { } real)
                return real;
            if (new FileInfo(path).LinkTarget is not { } target)
                return path;
            // A relative link is relative to the folder it really is in.
            var folder = Path.GetDirectoryName(path)!;
            path = Path.GetFullPath(target, OperatingSystem.IsWindows() ? folder : PosixFile.RealPath(folder) ?? folder);
        }

        throw Unwritable(given, "its symbolic links lead to no file");
    }

    /// <summary>Refuses what a plain write would: replacing a file needs no right to the file itself, and whoever may do anything is asked for the mode
    /// nevertheless.</summary>
    private static void CheckWritable(string path, string target)
    {
        const UnixFileMode writable = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (OperatingSystem.IsWindows() ? (File.GetAttributes(target) & FileAttributes.ReadOnly) != 0 : (File.GetUnixFileMode(target) & writable) == 0)
            throw Unwritable(path, "it is read-only");
        try
        {
            File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{path} cannot be written: {exception.Message}", exception);
        }
        catch (IOException)
        {
            // Somebody has it open for himself alone. What he has is not changed.
        }
    }

    private static FileStream Create(string target, bool replaces, ref string temporary)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = WhileWriting };
        // Until it has the old file's mode, it must not be open to anybody whom that shuts out.
        if (replaces && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const int attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            temporary = AbandonedFiles.NewName(target);
            try
            {
                var file = new FileStream(temporary, options);
                if (File.Exists(temporary))
                    return file;
                file.Dispose();
            }
            catch (IOException exception) when (attempt < attempts && exception.GetType() == typeof(IOException))
            {
                // Between its creation and its lock somebody else's save may have taken it for an abandoned one.
            }
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void TakeOver(FileStream file, string target, uint user, uint group)
    {
        var (_, ownUser, ownGroup) = PosixFile.Inspect(file.Name);
        if (ownGroup != group)
            PosixFile.TryGive(file.SafeFileHandle, ownUser, group);
        if (ownUser != user)
            PosixFile.TryGive(file.SafeFileHandle, user, group);
        // After the owner, since a change of that takes bits away.
        File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(target));
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than this one.
        }
    }

    private static IOException Unwritable(string path, string why) => new($"{path} cannot be written: {why}.");
}
