using System.Collections.Immutable;
using StaticNets.Data;

namespace StaticNets.Images;

/// <summary>Pictures in folders, each of which is a class: <c>train/cat/1.jpg</c>, <c>train/dog/7.png</c>.</summary>
/// <example>
/// <code>
/// var size = new ImageSize(3, 64, 64);
/// var training = ImageFolder.Read("train", size);
/// var test = ImageFolder.Read("test", size, training.Classes);
/// var image = ImageFile.Read("new.jpg", size);
/// </code>
/// </example>
public sealed class ImageFolder
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".bmp", ".tga", ".gif"];

    private ImageFolder(Dataset data, ImmutableArray<string> classes, ImmutableArray<string> files) => (Data, Classes, Files) = (data, classes, files);

    /// <summary>The pictures, as values from 0 to 1 that are kept as bytes, with their classes.</summary>
    public Dataset Data { get; }

    /// <summary>The names of the folders, in the order of the class indices.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The file of each example.</summary>
    public ImmutableArray<string> Files { get; }

    /// <summary>Reads all pictures, by the endings of their names; other files and hidden ones are passed over. Their order is that of their names.</summary>
    /// <param name="path">The folder with a folder for each class.</param>
    /// <param name="size">The network's input.</param>
    /// <param name="classes">The classes in the order of their indices; other folders are an error. Default: the folders there are, in ordinal order.</param>
    /// <exception cref="InvalidDataException">There is no picture, a folder is none of the classes, or a file is no picture or damaged.</exception>
    /// <exception cref="IOException">A folder or a file cannot be read.</exception>
    public static ImageFolder Read(string path, ImageSize size, ImmutableArray<string> classes = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(size);
        size.Checked();
        var folders = Directory.GetDirectories(path).Select(folder => Path.GetFileName(folder)!).Where(name => !name.StartsWith('.'))
            .Order(StringComparer.Ordinal).ToArray();
        if (classes.IsDefault)
            classes = [.. folders];
        var (files, labels) = (new List<string>(), new List<int>());
        foreach (var folder in folders)
        {
            var label = classes.IndexOf(folder);
            if (label < 0)
                throw new InvalidDataException($"{path} has the folder '{folder}', which is none of the classes: {string.Join(", ", classes)}.");
            var pictures = Directory.GetFiles(Path.Combine(path, folder)).Where(IsPicture).Order(StringComparer.Ordinal).ToArray();
            files.AddRange(pictures);
            labels.AddRange(Enumerable.Repeat(label, pictures.Length));
        }

        if (files.Count == 0)
            throw new InvalidDataException($"{path} has no folder with a picture ({string.Join(", ", Endings)}).");
        if ((long)files.Count * size.Size > Array.MaxLength)
            throw new InvalidDataException($"{path} has {files.Count} pictures, which at {size.Size} bytes each are more than an array holds.");
        var pixels = new byte[files.Count * size.Size];
        for (var file = 0; file < files.Count; file++)
            ImageFile.ReadBytes(files[file], size).CopyTo(pixels, file * size.Size);
        return new ImageFolder(new Dataset([Column.OfBytes(pixels, size.Size)], Column.OfIndices([.. labels])), classes, [.. files]);
    }

    /// <summary>The number of pictures and of classes.</summary>
    public override string ToString() => $"{Files.Length} pictures of {Classes.Length} classes";

    private static bool IsPicture(string file) => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()) && !Path.GetFileName(file).StartsWith('.');
}
