using System.Collections.Immutable;

namespace StaticNets;

/// <summary>One line of a network's table of layers.</summary>
/// <param name="Name">The layer's name, the prefix of its parameters' names.</param>
/// <param name="Declaration">The attribute as written, such as <c>Conv2d(6, 5, Padding = 2)</c>.</param>
/// <param name="OutputShape">The shape of its output for one example.</param>
/// <param name="ParameterCount">The number of its weights and biases.</param>
/// <param name="MultiplyAdds">Multiply-adds of its forward pass for one example.</param>
public sealed record LayerInfo(
    string Name, string Declaration, ImmutableArray<int> OutputShape, int ParameterCount, long MultiplyAdds)
{
    /// <summary>Name, declaration and output shape.</summary>
    public override string ToString() => $"{Name}: {Declaration} -> {Shapes.Text(OutputShape)}";
}
