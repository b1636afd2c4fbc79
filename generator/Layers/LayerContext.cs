using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>What a layer sees while it is built: its arguments, its input, and where to put its parameters, loops and complaints.</summary>
/// <param name="input">Null where a mistake before it leaves the shape unknown.</param>
internal sealed class LayerContext(LayerDeclaration declaration, string name, Value? input, NetworkBuilder network)
{
    /// <summary>
    /// A value of more elements than this, its gradient and what else a block of 16 examples needs of it cannot be indexed. What all layers need together is <see cref="ProgramSize"/>'s to check.
    /// </summary>
    public const int MaximumElements = int.MaxValue / 64;

    /// <summary>More parameters than this, with their padding, cannot be indexed.</summary>
    public const int MaximumParameters = int.MaxValue / 2;

    public LayerDeclaration Declaration => declaration;

    /// <summary>The layer's name, which its output tensor bears.</summary>
    public string Name => name;

    /// <summary>Whether the input's shape is known and no argument was found wrong: a layer checks its arguments first, so that it does so even where its input is not known.</summary>
    public bool IsReady => input is not null && !HasFailed;

    /// <summary>The value that the layer works on; only where <see cref="IsReady"/>.</summary>
    public Value Input => input ?? throw new InvalidOperationException("A layer asks for its input only where it is ready.");

    public ProgramBuilder Builder => network.Builder;

    public bool HasFailed { get; private set; }

    /// <summary>What the layer says of its value beyond the tensor.</summary>
    public Func<Value, Value> Result { get; set; } = value => value;

    /// <summary>The output's comment in emitted code.</summary>
    public string Comment => $"{Name} = {declaration.Text}";

    public int Int(string argument, int otherwise = 0) => Find(argument)?.Value is int value ? value : otherwise;

    public double Double(string argument, double otherwise) => Find(argument)?.Value is double value ? value : otherwise;

    public bool Bool(string argument, bool otherwise) => Find(argument)?.Value is bool value ? value : otherwise;

    /// <summary>The value of an enum, by ordinal; reports one that has no name.</summary>
    /// <param name="names">Of the enum's values, in their order.</param>
    public int Choice(string argument, string[] names, int otherwise = 0)
    {
        var value = Int(argument, otherwise);
        if (value >= 0 && value < names.Length)
        {
            return value;
        }

        Report(Descriptors.OutOfRange, argument, [declaration.Text, argument, Literal.Of(value), string.Join(" or ", names)]);
        return otherwise;
    }

    /// <summary>A string argument, empty where it is not written.</summary>
    public string Text(string argument) => Find(argument)?.Value as string ?? "";

    public bool Has(string argument) => Find(argument) is not null;

    /// <summary>An int that must be at least <paramref name="least"/>, and at most <paramref name="most"/>; reports otherwise.</summary>
    /// <param name="most">No size is greater than <see cref="MaximumElements"/>, and up to there a few times an argument is still an int.</param>
    public int AtLeast(int least, string argument, int otherwise, int most = MaximumElements)
    {
        var value = Int(argument, otherwise);
        if (value < least)
        {
            Report(Descriptors.TooSmall, argument, [declaration.Text, argument, Literal.Of(value), Literal.Of(least)], ["here", Literal.Of(least)]);
            return least;
        }

        if (value > most)
        {
            Report(Descriptors.OutOfRange, argument, [declaration.Text, argument, Literal.Of(value), $"at most {Literal.Of(most)}"]);
            return least;
        }

        return value;
    }

    /// <summary>A number that must fulfil a condition; reports otherwise.</summary>
    /// <param name="needed">The condition in words.</param>
    public double Number(string argument, double otherwise, Func<double, bool> isGood, string needed)
    {
        var value = Double(argument, otherwise);
        if (!isGood(value))
        {
            Report(Descriptors.OutOfRange, argument, [declaration.Text, argument, value.ToString("R", CultureInfo.InvariantCulture), needed]);
            return otherwise;
        }

        return value;
    }

    /// <summary>A property that exists for both sides and for each: <c>StrideHeight</c> and <c>StrideWidth</c> go before <c>Stride</c>.</summary>
    public (int Height, int Width) Sides(string property, int least, (int Height, int Width) otherwise)
    {
        var both = Has(property) ? AtLeast(least, property, least) : (int?)null;
        return (AtLeast(least, property + "Height", both ?? otherwise.Height), AtLeast(least, property + "Width", both ?? otherwise.Width));
    }

    /// <summary>Adds a trainable tensor named after the layer.</summary>
    /// <param name="fanIn">What PyTorch's default initial values scale with.</param>
    public Tensor? Weight(string suffix, EquatableArray<int> dimensions, double fanIn)
    {
        // torch.nn.init.xavier_uniform_: bound sqrt(6 / (fan_in + fan_out)); fans are counted on the tensor as it is stored.
        var receptive = dimensions.Skip(2).Aggregate(1.0, (product, extent) => product * extent);
        var bound = network.UsesXavier
            ? Math.Sqrt(6 / ((dimensions[0] * receptive) + (dimensions[1] * receptive)))
            : 1 / Math.Sqrt(fanIn);
        return Parameter(suffix, dimensions, InitializerKind.Uniform, bound);
    }

    /// <summary>Adds a table of rows, one of which is read at a time, so that its columns are neighbours; initial values are PyTorch's, standard normal, or uniform Xavier.</summary>
    public Tensor? Table(int rows, int columns) => network.UsesXavier
        ? Parameter("weight", new[] { rows, columns }, InitializerKind.Uniform, Math.Sqrt(6.0 / ((double)rows + columns)), laneAxis: 1)
        : Parameter("weight", new[] { rows, columns }, InitializerKind.Normal, 1, laneAxis: 1);

    /// <summary>Adds a bias with PyTorch's default initial values.</summary>
    public Tensor? Bias(int units, double fanIn) => Parameter("bias", new[] { units }, InitializerKind.Uniform, 1 / Math.Sqrt(fanIn));

    /// <summary>Adds a trainable tensor, or gives null if it is too large or its name is taken, which is reported.</summary>
    /// <param name="summand">The tensor that PyTorch has beside it in files, to be added to it.</param>
    public Tensor? Parameter(string suffix, EquatableArray<int> dimensions, InitializerKind initializer, double value, int laneAxis = 0, string? summand = null)
    {
        if (Elements(dimensions) is var elements && elements > MaximumParameters)
        {
            Report(Descriptors.TooLarge, null, [declaration.Text, Count(elements), "parameters", Literal.Of(MaximumParameters)]);
            return null;
        }

        // Names of layers may have dots: "a.out_proj" has a "weight", and "a" an "out_proj.weight".
        var full = $"{name}.{suffix}";
        if (network.OwnerOf(full) is { } owner)
        {
            Report(Descriptors.DuplicateName, "Name", [full, declaration.Text, owner]);
            return null;
        }

        return network.AddParameter(full, dimensions, initializer, value, laneAxis, summand is null ? null : $"{name}.{summand}");
    }

    /// <summary>Has files say something of this layer; one that says otherwise is not loaded, nor, with <paramref name="whereUnstated"/>, one that does not
    /// say it.</summary>
    public void FileStatement(string key, string value, string? whereUnstated = null) => network.AddFileStatement(new($"{name}.{key}", value, whereUnstated));

    /// <summary>A tensor for the layer's output, or null if its shape is too large, which is reported.</summary>
    public Tensor? Output(EquatableArray<int> shape)
    {
        if (Elements(shape) > MaximumElements)
        {
            Report(Descriptors.ShapeTooLarge, null, [declaration.Text, Documentation.Shape(shape), input is null ? "" : $" from {input.Description}", Literal.Of(MaximumElements)]);
            return null;
        }

        return Builder.Activation(name, shape, LaneAxis(shape));
    }

    /// <summary>The channels of an image, else the last axis.</summary>
    public static int LaneAxis(EquatableArray<int> shape) => shape.Count == 3 ? 0 : shape.Count - 1;

    /// <summary>Applies an expression to every element.</summary>
    public Tensor? Map(Func<Expression, Expression> function)
    {
        if (Output(Input.Shape) is not { } output)
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

    /// <summary>The position of an element in row-major order.</summary>
    public static Affine RowMajor(Affine[] index, EquatableArray<int> shape)
    {
        Affine position = 0;
        for (var i = 0; i < index.Length; i++)
        {
            position = (position * shape[i]) + index[i];
        }

        return position;
    }

    /// <summary>Writes the output: the sum, with a bias along dimension <paramref name="axis"/> if there is one.</summary>
    public void AddBias(Tensor sum, Tensor? bias, Tensor output, int axis)
    {
        var index = Indices(sum.Dimensions);
        Builder.Assign(output, index, bias is null ? sum.At(index) : sum.At(index) + bias.At(index[axis]), Comment);
    }

    /// <summary>The earlier value that a required argument names, or null: either it is reported, or a mistake before it leaves its shape unknown.</summary>
    public Value? Named(string argument) => network.Find(Find(argument)?.Value as string ?? "", this, argument);

    /// <summary>Whether the same steps are real in two values that are joined step by step; reports otherwise.</summary>
    /// <param name="argument">The argument that names the second.</param>
    public bool HaveLikeLengths(Value first, Value second, string argument)
    {
        if (first.Lengths == second.Lengths)
        {
            return true;
        }

        Report(
            Descriptors.UnlikeLengths,
            argument,
            [declaration.Text, first.ShapeText, first.Origin, network.LengthsText(first), second.ShapeText, second.Origin, network.LengthsText(second)]);
        return false;
    }

    /// <summary>The steps of a sequence that a declaration has <paramref name="declared"/> of: 1 in the network for one step.</summary>
    public int Steps(int declared) => network.Steps(declared);

    /// <summary>Makes the layer's value one from outside.</summary>
    /// <param name="steps">The steps of the whole sequence; 0 where the input is none.</param>
    public Tensor AddInput(EquatableArray<int> shape, int steps, bool wantsGradient, int vocabulary = 0) => network.AddInput(this, shape, steps, wantsGradient, vocabulary);

    /// <summary>Makes the layer's value the network's loss.</summary>
    public void SetLoss(Tensor loss, LossModel model) => network.SetLoss(loss, model);

    /// <summary>Whether this builds the layer for one step of its sequence.</summary>
    public bool IsOneStep => network.IsOneStep;

    /// <summary>Adds a state of this layer that is carried from call to call.</summary>
    public StateModel State(string suffix, int layers, int hidden, bool isEncoded) => network.AddState($"{name}.{suffix}", layers, hidden, isEncoded);

    /// <summary>Whether the states of this recurrent layer are carried from call to call.</summary>
    public bool CarriesState(bool hasInitial) => network.CarriesState(hasInitial);

    /// <summary>How many steps came before this one, one number; only where <see cref="IsOneStep"/>.</summary>
    /// <param name="maximum">The number of steps that the layer can tell apart.</param>
    public Tensor StepNumber(int maximum) => network.StepNumber(maximum);

    /// <summary>Gives an axis over all steps the position of this one; only where <see cref="IsOneStep"/>.</summary>
    public Lookup ThisStep(Axis steps) => new(steps, (Read)StepNumber(steps.Extent).At());

    /// <summary>Rows of all steps that a layer looks back on. In the network for one step: what the steps before have left, with the one row of this step put in its place.</summary>
    /// <param name="rows">[steps, ...].</param>
    /// <param name="allSteps">The steps of the whole sequence.</param>
    public Tensor AllRows(Tensor rows, int allSteps)
    {
        if (!IsOneStep)
        {
            return rows;
        }

        var cache = Builder.Tensor($"{rows.Name}.steps", rows.Dimensions.Items.SetItem(0, allSteps), Scope.Example, rows.LaneAxis, TensorRole.Cache);
        var row = Builder.Axis("t", allSteps);
        var rest = Builder.Axes(rows.Dimensions.Items.RemoveAt(0)).Select(axis => (Affine)axis).ToArray();
        Builder.Add(
            cache,
            [row, .. rest],
            Combine.Assign,
            rows.At([0, .. rest]),
            $"{Comment}: {rows.Name} of this step beside those of the steps before",
            Writing.Part,
            lookup: ThisStep(row));
        return cache;
    }

    /// <summary>Lets the user read these attention weights after a forward pass, if the layer says so.</summary>
    public void Expose(Tensor weights)
    {
        if (Bool("Expose", false))
        {
            network.AddExposed(this, weights);
        }
    }

    /// <summary>The next ordinal of a place that draws random numbers.</summary>
    public int NextStream() => network.NextStream();

    /// <param name="argument">The argument at fault; null for the whole attribute.</param>
    /// <param name="properties">
    /// What a code fix needs: <c>here</c> and what to write in the argument's place, the name of a property and what to set it to, or <c>before</c> and an attribute to insert.
    /// </param>
    public void Report(DiagnosticDescriptor descriptor, string? argument, string[] arguments, string[]? properties = null)
        => ReportAt(descriptor, argument is null ? null : Find(argument)?.Span, arguments, properties);

    public void ReportAt(DiagnosticDescriptor descriptor, SourceSpan? span, string[] arguments, string[]? properties = null)
    {
        HasFailed |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        network.Report(descriptor, span ?? declaration.Span, arguments, properties);
    }

    /// <summary>In double, where no product of extents wraps round.</summary>
    private static double Elements(EquatableArray<int> shape) => shape.Aggregate(1.0, (product, extent) => product * extent);

    public static string Count(double count) => count.ToString("F0", CultureInfo.InvariantCulture);

    private Argument? Find(string argument) => declaration.Arguments.FirstOrDefault(candidate => candidate.Name == argument);
}
