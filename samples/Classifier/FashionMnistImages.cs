using StaticNets.Data;
using StaticNets.Samples.Datasets;

namespace StaticNets.Samples.Classifying;

/// <summary>The images of Fashion-MNIST, with grey values from 0 to 1.</summary>
public sealed class FashionMnistImages
{
    private readonly byte[] _testPixels;
    private readonly byte[] _testLabels;

    private FashionMnistImages(IdxFile trainImages, IdxFile trainLabels, IdxFile testImages, IdxFile testLabels)
    {
        Train = Labelled(trainImages, trainLabels);
        Test = Labelled(testImages, testLabels);
        _testPixels = testImages.Values;
        _testLabels = testLabels.Values;
    }

    public Dataset Train { get; }

    public Dataset Test { get; }

    /// <exception cref="InvalidDataException">A file is not what its name says.</exception>
    public static FashionMnistImages Load(DatasetFolder folder) => new(
        Images(folder, FashionMnist.TrainImages),
        Labels(folder, FashionMnist.TrainLabels),
        Images(folder, FashionMnist.TestImages),
        Labels(folder, FashionMnist.TestLabels));

    /// <summary>The pixels of a test image, rows from the top.</summary>
    public byte[] TestPixels(int index) =>
        _testPixels.AsSpan(index * FashionMnistClasses.Side * FashionMnistClasses.Side, FashionMnistClasses.Side * FashionMnistClasses.Side).ToArray();

    public int TestLabel(int index) => _testLabels[index];

    private static IdxFile Images(DatasetFolder folder, string name)
    {
        var path = folder.PathOf(name);
        return IdxFile.Read(path, -1, FashionMnistClasses.Side, FashionMnistClasses.Side);
    }

    private static IdxFile Labels(DatasetFolder folder, string name)
    {
        var path = folder.PathOf(name);
        var file = IdxFile.Read(path, -1);
        if (file.Values.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(FashionMnistClasses.Names.Length - 1)))
            throw new InvalidDataException($"{path} has labels above {FashionMnistClasses.Names.Length - 1}.");
        return file;
    }

    private static Dataset Labelled(IdxFile images, IdxFile labels)
    {
        if (images.Shape[0] != labels.Shape[0] || images.Shape[0] == 0)
            throw new InvalidDataException($"The dataset has {images.Shape[0]} images but {labels.Shape[0]} labels.");
        return new Dataset([Column.OfBytes(images.Values, FashionMnistClasses.Side * FashionMnistClasses.Side)], Column.OfIndices(labels.Values));
    }
}
