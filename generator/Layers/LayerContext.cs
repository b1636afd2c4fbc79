using Microsoft.CodeAnalysis;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>What a layer sees while it is built: its arguments, its input, and where to put its parameters, loops and complaints.</summary>
internal sealed class LayerContext(LayerDeclaration declaration, string name, Value? input, NetworkBuilder network)
{
    /// <summary>More elements than this cannot be indexed for a block of 16 examples.</summary>
    public const int MaximumElements = int.MaxValue / 64;

    public LayerDeclaration Declaration => declaration;

    /// <summary>The layer's name, which its output tensor bears.</summary>
    public string Name => name;

    /// <summary>The value that the layer works on.</summary>
    public Value Input => input ?? throw new InvalidOperationException("An input has no value before it.");

    public ProgramBuilder Builder => network.Builder;

    public bool HasFailed { get; private set; }

    /// <summary>The output's comment in emitted code.</summary>
    public string Comment => $"{Name} = {declaration.Text}";

    public int Int(string argument, int otherwise = 0) => Find(argument)?.Value switch
    {
        int value => value,
        short value => value,
        byte value => value,
        _ => otherwise,
    };

    public double Double(string argument, double otherwise) => Find(argument)?.Value switch
    {
        double value => value,
        float value => value,
        int value => value,
        _ => otherwise,
    };

    public bool Bool(string argument, bool otherwise) => Find(argument)?.Value is bool value ? value : otherwise;

    public string? Text(string argument) => Find(argument)?.Value is string { Length: > 0 } value ? value : null;

    public bool Has(string argument) => Find(argument) is not null;

    /// <summary>An int that must be at least <paramref name="least"/>; reports otherwise.</summary>
    public int AtLeast(int least, string argument, int otherwise)
    {
        var value = Int(argument, otherwise);
        if (value < least)
        {
            Report(Descriptors.TooSmall, argument, [declaration.Text, argument, Emit.Literal.Of(value), Emit.Literal.Of(least)], ["nearest", Emit.Literal.Of(least)]);
            return least;
        }

        return value;
    }

    /// <summary>A property that exists for both sides and for each: <c>Stride</c>, <c>StrideHeight</c>, <c>StrideWidth</c>. The attribute's own accessors share fields, so the last one written counts.</summary>
    public (int Height, int Width) Sides(string property, int least, int otherwise)
    {
        int height = otherwise, width = otherwise;
        foreach (var argument in declaration.Arguments)
        {
            if (argument.Name == property)
            {
                height = width = AtLeast(least, property, otherwise);
            }
            else if (argument.Name == property + "Height")
            {
                height = AtLeast(least, argument.Name, otherwise);
            }
            else if (argument.Name == property + "Width")
            {
                width = AtLeast(least, argument.Name, otherwise);
            }
        }

        return (height, width);
    }

    /// <summary>Adds a trainable tensor named after the layer.</summary>
    /// <param name="fanIn">What PyTorch's default initial values scale with.</param>
    public Tensor Weight(string suffix, EquatableArray<int> dimensions, int fanIn)
    {
        // torch.nn.init.xavier_uniform_: bound sqrt(6 / (fan_in + fan_out)); fans are counted on the tensor as it is stored.
        var receptive = dimensions.Skip(2).Aggregate(1.0, (product, extent) => product * extent);
        var bound = network.UsesXavier
            ? Math.Sqrt(6 / ((dimensions[0] * receptive) + (dimensions[1] * receptive)))
            : 1 / Math.Sqrt(fanIn);
        return Parameter(suffix, dimensions, InitializerKind.Uniform, bound);
    }

    /// <summary>Adds a bias with PyTorch's default initial values.</summary>
    public Tensor Bias(int units, int fanIn) => Parameter("bias", new[] { units }, InitializerKind.Uniform, 1 / Math.Sqrt(fanIn));

    public Tensor Parameter(string suffix, EquatableArray<int> dimensions, InitializerKind initializer, double value)
        => network.AddParameter($"{name}.{suffix}", dimensions, initializer, value);

    /// <summary>A tensor for the layer's output, or null if its shape is too large, which is reported.</summary>
    public Tensor? Output(EquatableArray<int> shape, int? laneAxis = null)
    {
        var elements = shape.Aggregate(1.0, (product, extent) => product * extent);
        if (elements > MaximumElements)
        {
            Report(Descriptors.ShapeTooLarge, null, [declaration.Text, Emit.Documentation.Shape(shape), Emit.Literal.Of(MaximumElements)]);
            return null;
        }

        return Builder.Activation(name, shape, laneAxis ?? (shape.Count == 3 ? 0 : shape.Count - 1));
    }

    /// <summary>Applies an expression to every element.</summary>
    public Tensor? Map(Func<Expression, Expression> function)
    {
        if (Output(Input.Shape, Input.Tensor.LaneAxis) is not { } output)
        {
            return null;
        }

        var index = Indices(Input.Shape);
        Builder.Assign(output, index, function(Input.Tensor.At(index)), Comment);
        return output;
    }

    /// <summary>One index per dimension, named as its shape suggests.</summary>
    public Affine[] Indices(EquatableArray<int> shape)
    {
        string[] names = shape.Count switch { 3 => ["c", "y", "x"], 2 => ["step", "i"], _ => ["i"] };
        return [.. Builder.Axes(shape, names).Select(axis => (Affine)axis)];
    }

    /// <summary>Adds a bias along dimension <paramref name="axis"/>, if there is one.</summary>
    public void AddBias(Tensor sum, Tensor? bias, Tensor output, int axis)
    {
        var index = Indices(sum.Dimensions);
        Builder.Assign(output, index, bias is null ? sum.At(index) : sum.At(index) + bias.At(index[axis]), Comment);
    }

    /// <summary>An earlier value by its name, or null, which is reported.</summary>
    public Value? Named(string argument) => Text(argument) is { } wanted ? network.Find(wanted, this, argument) : null;

    /// <summary>The next ordinal of a place that draws random numbers.</summary>
    public int NextStream() => network.NextStream();

    public void Report(DiagnosticDescriptor descriptor, string? argument, string[] arguments, string[]? properties = null)
    {
        HasFailed |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        network.Report(descriptor, (argument is null ? null : Find(argument)?.Span) ?? declaration.Span, arguments, properties);
    }

    public void ReportAt(DiagnosticDescriptor descriptor, SourceSpan? span, string[] arguments, string[]? properties = null)
    {
        HasFailed = true;
        network.Report(descriptor, span ?? declaration.Span, arguments, properties);
    }

    private Argument? Find(string argument) => declaration.Arguments.FirstOrDefault(candidate => candidate.Name == argument);
}
