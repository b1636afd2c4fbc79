namespace StaticNets.Onnx;

/// <summary>A model that cannot become a network: the message names the file, the node and its operator, what is missing and the nearest thing that
/// works.</summary>
public sealed class ImportException : Exception
{
    internal ImportException(string problem)
        : base(problem)
    {
        Problem = problem;
    }

    private ImportException(string message, ImportException cause, string? file)
        : base(message, cause)
    {
        (Problem, File, Node, Operator, UnknownInput) = (cause.Problem, file ?? cause.File, cause.Node, cause.Operator, cause.UnknownInput);
    }

    /// <summary>What is wrong, without where.</summary>
    public string Problem { get; }

    /// <summary>The model's file.</summary>
    public string? File { get; }

    /// <summary>The node's name, or that of its first output where it has none; null where no node is at fault.</summary>
    public string? Node { get; internal init; }

    /// <summary>The node's operator.</summary>
    public string? Operator { get; internal init; }

    /// <summary>The input of the model that has to be given a fixed value (<see cref="ImportOptions.Inputs"/>) for the node to become layers.</summary>
    public string? UnknownInput { get; internal init; }

    internal ImportException In(string file)
    {
        var where = Node is null ? "" : $"node '{Node}' ({Operator}): ";
        return new($"{file}: {where}{Problem}", this, file);
    }
}
