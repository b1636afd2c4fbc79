namespace StaticNets.Onnx;

/// <summary>What the caller of an import knows that the model's file does not say.</summary>
public sealed class ImportOptions
{
    /// <summary>A dimension whose size is left open: the batch.</summary>
    public const int AnyBatch = -1;

    /// <summary>The class's name. Default: the file's, as an identifier.</summary>
    public string? Class { get; init; }

    /// <summary>The class's namespace. Default: none.</summary>
    public string? Namespace { get; init; }

    /// <summary>
    /// The sizes of named dimensions, <see cref="AnyBatch"/> for the batch. A first dimension of any size is the batch without being listed; for others a
    /// size is needed.
    /// </summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();

    /// <summary>Inputs that always have one value: they are no inputs of the network.</summary>
    public IReadOnlyDictionary<string, ConstantTensor> Inputs { get; init; } = new Dictionary<string, ConstantTensor>();

    /// <summary>Whether training changes the parameters. Default: true.</summary>
    public bool Trainable { get; init; } = true;
}
