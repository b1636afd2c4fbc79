namespace StaticNets.Onnx;

/// <summary>What a model becomes: the source of a declaration, and its parameters.</summary>
public sealed class ImportResult
{
    internal ImportResult(
        string className,
        string? namespaceName,
        string source,
        IReadOnlyList<ImportedParameter> parameters,
        IReadOnlyDictionary<string, string> metadata,
        IReadOnlyList<ImportedValue> inputs,
        IReadOnlyList<ImportedValue> outputs)
    {
        (Class, Namespace, Source, Parameters, Metadata, Inputs, Outputs) = (className, namespaceName, source, parameters, metadata, inputs, outputs);
    }

    /// <summary>The class's name.</summary>
    public string Class { get; }

    /// <summary>The class's namespace, if it has one.</summary>
    public string? Namespace { get; }

    /// <summary>The C# declaration.</summary>
    public string Source { get; }

    /// <summary>The tensors that the network's <c>Load</c> takes, under the network's names.</summary>
    public IReadOnlyList<ImportedParameter> Parameters { get; }

    /// <summary>What the file of parameters says beside them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The network's inputs, in order.</summary>
    public IReadOnlyList<ImportedValue> Inputs { get; }

    /// <summary>The network's outputs, in order.</summary>
    public IReadOnlyList<ImportedValue> Outputs { get; }

    /// <summary>Writes the parameters as a safetensors file.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    public void SaveParameters(string path) => Layers.ParameterWriter.Write(path, Parameters, Metadata);
}

/// <summary>A tensor of the network's parameters.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its shape, as PyTorch has it.</param>
/// <param name="Values">Its elements in row-major order.</param>
public sealed record ImportedParameter(string Name, IReadOnlyList<int> Shape, float[] Values);

/// <summary>What kind of numbers a network's input takes.</summary>
public enum ImportedKind
{
    /// <summary>Floats.</summary>
    Numbers,

    /// <summary>Tokens.</summary>
    Tokens,

    /// <summary>The lengths of another input's sequences, in a span of its own behind that input's.</summary>
    Lengths,
}

/// <summary>An input or an output of the model, and what it is in the network.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Network">The network's name: that of an input's parameter; of lengths, that of the input they belong to.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Shape">The shape of one example.</param>
/// <param name="BatchAxis">The axis of the model's tensor that became the batch, which the network has first; -1 where the whole tensor is one example.</param>
public sealed record ImportedValue(string Model, string Network, ImportedKind Kind, IReadOnlyList<int> Shape, int BatchAxis);
