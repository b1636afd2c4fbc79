using System.Collections.Immutable;

namespace StaticNets.Samples.Datasets;

/// <summary>A public dataset: what it is called, which files it has and where they come from.</summary>
/// <param name="Title">The name people know it by, for messages.</param>
/// <param name="Folder">The name of its folder below a folder of datasets, such as <c>fashion-mnist</c>.</param>
/// <param name="DebianPackage">The Debian package that installs the files below <c>/usr/share/datasets</c>, or null.</param>
/// <param name="BaseUrl">Where the files can be downloaded; ends in a slash.</param>
/// <param name="Files">All files a complete copy has.</param>
public sealed record DatasetDescription(
    string Title,
    string Folder,
    string? DebianPackage,
    Uri BaseUrl,
    ImmutableArray<DatasetFile> Files);

/// <summary>One file of a dataset. Copies lie on disk either as they are or compressed, with <c>.gz</c> added to the name.</summary>
/// <param name="Name">The name without <c>.gz</c>.</param>
/// <param name="Length">The number of bytes, decompressed.</param>
/// <param name="Sha256">
/// SHA-256 of the decompressed contents, in lower-case hexadecimal: mirrors compress the same contents differently, and some serve
/// them decompressed.
/// </param>
public sealed record DatasetFile(string Name, long Length, string Sha256);
