namespace StaticNets;

/// <summary>What a path leads to, symbolic links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing is there, or nothing can be known of it; opening it says why.</summary>
    Absent,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe (FIFO).</summary>
    Pipe,

    /// <summary>A device such as <c>/dev/full</c>.</summary>
    Device,

    /// <summary>A socket, or what else a file system may have.</summary>
    Other,
}
