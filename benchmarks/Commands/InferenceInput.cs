using StaticNets.Benchmarks.Networks;

namespace StaticNets.Benchmarks.Commands;

/// <summary>Files for samples/LeNet.Inference: what weights and picture hold takes no part in how long it starts.</summary>
internal static class InferenceInput
{
    /// <summary>28 x 28 black pixels, as PNG.</summary>
    private const string Picture =
        "iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAEE" +
        "lEQVR42mNgGAWjYBQQAwADLAAB1wvpfAAAAABJRU5ErkJggg==";

    /// <summary>Writes untrained weights and a black picture.</summary>
    /// <returns>The arguments with which the sample reads them.</returns>
    public static string[] Write(string folder)
    {
        string weights = Path.Combine(folder, "weights.safetensors"), picture = Path.Combine(folder, "picture.png");
        new LeNet(seed: 1).Parameters.Save(weights);
        File.WriteAllBytes(picture, Convert.FromBase64String(Picture));
        return [weights, picture];
    }
}
