namespace StaticNets.Samples.Datasets;

/// <summary>
/// Fashion-MNIST: 60,000 training and 10,000 test pictures of clothes, 28 x 28 grey, in ten classes
/// (Xiao, Rasul and Vollgraf 2017, https://github.com/zalandoresearch/fashion-mnist).
/// </summary>
public static class FashionMnist
{
    /// <summary>The training pictures' file, 60,000 x 28 x 28 bytes in IDX format.</summary>
    public const string TrainImages = "train-images-idx3-ubyte";

    /// <summary>The training labels' file, 60,000 bytes in IDX format.</summary>
    public const string TrainLabels = "train-labels-idx1-ubyte";

    /// <summary>The test pictures' file, 10,000 x 28 x 28 bytes in IDX format.</summary>
    public const string TestImages = "t10k-images-idx3-ubyte";

    /// <summary>The test labels' file, 10,000 bytes in IDX format.</summary>
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    /// <summary>The four official files, which Debian packages as well.</summary>
    public static DatasetDescription Description { get; } = new(
        "Fashion-MNIST",
        "fashion-mnist",
        "dataset-fashion-mnist",
        new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        [
            new(TrainImages, 47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new(TrainLabels, 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new(TestImages, 7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new(TestLabels, 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        ]);
}
