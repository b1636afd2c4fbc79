using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>The trainable tensors of a layer.</summary>
internal static class LayerParameters
{
    /// <summary>The argument of any layer that says whether its parameters are trained.</summary>
    public const string Trainable = nameof(Trainable);

    /// <summary>More parameters than this, with their padding, cannot be indexed.</summary>
    public const int Maximum = int.MaxValue / 2;

    /// <summary>Adds a trainable tensor named after the layer.</summary>
    /// <param name="part">The tensor's own name.</param>
    /// <param name="fanIn">What PyTorch's default initial values scale with.</param>
    /// <param name="module">The module of PyTorch's layer that has the tensor, if the layer has several.</param>
    /// <param name="laneAxis">The dimension of the output's features.</param>
    public static Tensor? Weight(
        this LayerContext context, string part, EquatableArray<int> dimensions, double fanIn, string? module = null, int laneAxis = 0)
    {
        // torch.nn.init.xavier_uniform_: bound sqrt(6 / (fan_in + fan_out)); fans are counted on the tensor as it is stored.
        var receptive = dimensions.Skip(2).Aggregate(1.0, (product, extent) => product * extent);
        var bound = context.Draft.UsesXavier
            ? Math.Sqrt(6 / ((dimensions[0] * receptive) + (dimensions[1] * receptive)))
            : 1 / Math.Sqrt(fanIn);
        return context.Parameter(part, dimensions, InitializerKind.Uniform, bound, laneAxis, module: module);
    }

    /// <summary>
    /// Adds a table of rows, one of which is read at a time, so that its columns are neighbours; initial values are PyTorch's, standard normal,
    /// or uniform Xavier.
    /// </summary>
    /// <param name="module">The module of PyTorch's layer that has the tensor, if the layer has several.</param>
    public static Tensor? Table(this LayerContext context, int rows, int columns, string? module = null)
    {
        var (initializer, value) = context.Draft.UsesXavier
            ? (InitializerKind.Uniform, Math.Sqrt(6.0 / ((double)rows + columns)))
            : (InitializerKind.Normal, 1.0);
        return context.Parameter("weight", new[] { rows, columns }, initializer, value, laneAxis: 1, module: module);
    }

    /// <summary>Adds a bias with PyTorch's default initial values.</summary>
    public static Tensor? Bias(this LayerContext context, int units, double fanIn)
        => context.Parameter("bias", new[] { units }, InitializerKind.Uniform, 1 / Math.Sqrt(fanIn));

    /// <summary>Adds a trainable tensor, or gives null if it is too large or its name is taken, which is reported.</summary>
    /// <param name="part">The tensor's own name.</param>
    /// <param name="summand">The tensor that PyTorch has beside it in files, to be added to it.</param>
    /// <param name="module">The module of PyTorch's layer that has the tensor, if the layer has several.</param>
    public static Tensor? Parameter(
        this LayerContext context,
        string part,
        EquatableArray<int> dimensions,
        InitializerKind initializer,
        double value,
        int laneAxis = 0,
        string? summand = null,
        string? module = null,
        double? momentum = null)
        => context.Add(
            module is null ? $"{context.Name}.{part}" : $"{context.Name}.{module}.{part}",
            part,
            dimensions,
            initializer,
            value,
            laneAxis,
            summand is null ? null : $"{context.Name}.{summand}",
            momentum);

    /// <summary>Adds the trainable tensor that is the layer's whole value and has its name, or gives null where that cannot be, which is reported.</summary>
    public static Tensor? ValueParameter(this LayerContext context, EquatableArray<int> dimensions, InitializerKind initializer, double value)
        => context.Add(context.Name, "value", dimensions, initializer, value, LayerContext.LaneAxis(dimensions), summand: null, momentum: null);

    private static Tensor? Add(
        this LayerContext context,
        string full,
        string part,
        EquatableArray<int> dimensions,
        InitializerKind initializer,
        double value,
        int laneAxis,
        string? summand,
        double? momentum)
    {
        if (LayerContext.Elements(dimensions) is var elements && elements > Maximum)
        {
            context.Report(Descriptors.TooLarge, null, [context.Declaration.Text, LayerContext.Count(elements), "parameters", Literal.Of(Maximum)]);
            return null;
        }

        // Names of layers may have dots: "a.out_proj" has a "weight", and "a" an "out_proj.weight".
        if (context.Draft.OwnerOf(full) is { } owner)
        {
            context.Report(Descriptors.DuplicateName, "Name", [full, context.Declaration.Text, owner]);
            return null;
        }

        return context.Draft.AddParameter(full, part, dimensions, initializer, value, laneAxis, summand, context.Bool(Trainable, true), momentum);
    }

    /// <summary>
    /// Adds a buffer, or gives null as <see cref="Parameter"/> does: a number for each unit that each training step moves towards the batch's.
    /// </summary>
    /// <param name="momentum">The share of the batch's number in each step.</param>
    public static Tensor? Buffer(this LayerContext context, string part, int units, double value, double momentum)
        => context.Parameter(part, new[] { units }, InitializerKind.Constant, value, momentum: momentum);

    /// <summary>
    /// Has files say something of this layer; one that says otherwise is not loaded, nor, with <paramref name="whereUnstated"/>, one that does not say it.
    /// </summary>
    public static void FileStatement(this LayerContext context, string key, string value, string? whereUnstated = null)
        => context.Draft.AddFileStatement(new($"{context.Name}.{key}", value, whereUnstated));
}
