namespace StaticNets;

/// <summary>The temporary files of <see cref="AtomicFile"/>, which stay behind when a process is killed while it writes: the next save of the same file
/// removes them.</summary>
internal static class AbandonedFiles
{
    private const string Ending = ".tmp";
    private const int GuidLength = 32;

    /// <summary>A name for a temporary file beside <paramref name="target"/>.</summary>
    public static string NewName(string target) => $"{target}.{Guid.NewGuid():N}{Ending}";

    /// <summary>Removes the temporary files of <paramref name="target"/> that nobody is writing.</summary>
    /// <param name="target">The file that was to be replaced.</param>
    /// <param name="own">The caller's own, which is open.</param>
    public static void Remove(string target, string own)
    {
        try
        {
            var isLockSeen = false;
            foreach (var candidate in Directory.EnumerateFiles(Path.GetDirectoryName(target)!))
            {
                if (!IsTemporary(candidate, target) || candidate == own || PosixFile.Inspect(candidate).Kind != FileKind.Regular)
                    continue;
                // Some network file systems have no locks: files that are being written look abandoned there, the caller's own as well.
                if (!isLockSeen && TryTake(own, FileOptions.None))
                    return;
                isLockSeen = true;
                TryTake(candidate, FileOptions.DeleteOnClose);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written but not listed. The save itself is not in danger.
        }
    }

    /// <summary>The text without what names of temporary files have beyond the name of <paramref name="target"/>.</summary>
    public static string WithoutNames(string text, string target)
    {
        for (var at = text.IndexOf(target, StringComparison.Ordinal); at >= 0; at = text.IndexOf(target, at + 1, StringComparison.Ordinal))
        {
            var end = at + target.Length;
            var length = 1 + GuidLength + Ending.Length;
            if (end + length <= text.Length && IsTemporary(text.Substring(at, target.Length + length), target))
                text = text.Remove(end, length);
        }

        return text;
    }

    private static bool IsTemporary(string path, string target)
    {
        if (path.Length != target.Length + 1 + GuidLength + Ending.Length || !path.StartsWith(target, StringComparison.Ordinal)
            || !path.EndsWith(Ending, StringComparison.Ordinal))
            return false;
        return path[target.Length] == '.' && Guid.TryParseExact(path.AsSpan(target.Length + 1, GuidLength), "N", out _);
    }

    /// <summary>Opens a file for this process alone.</summary>
    private static bool TryTake(string path, FileOptions options)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, options).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
