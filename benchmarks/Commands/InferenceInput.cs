namespace StaticNets.Benchmarks.Commands;

/// <summary>A file for samples/LeNet.Inference: what the picture holds takes no part in how long it starts.</summary>
internal static class InferenceInput
{
    /// <summary>28 x 28 black pixels, as PNG.</summary>
    private const string Picture =
        "iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAEE" +
        "lEQVR42mNgGAWjYBQQAwADLAAB1wvpfAAAAABJRU5ErkJggg==";

    /// <summary>Writes a black picture.</summary>
    /// <returns>The arguments with which the sample reads it.</returns>
    public static string[] Write(string folder)
    {
        string picture = Path.Combine(folder, "picture.png");
        File.WriteAllBytes(picture, Convert.FromBase64String(Picture));
        return [picture];
    }
}
