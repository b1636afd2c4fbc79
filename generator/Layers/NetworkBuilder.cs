using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>Folds a declaration's layers into a network, checking every shape on the way.</summary>
internal sealed class NetworkBuilder
{
    private readonly Declaration declaration;
    private readonly List<Problem> problems;
    private readonly List<InputModel> inputs = [];
    private readonly List<ParameterModel> parameters = [];
    private readonly Dictionary<string, int> owners = [];
    private readonly List<LayerModel> layers = [];
    private readonly List<StateModel> states = [];
    private readonly List<ExposedModel> exposed = [];
    private readonly List<FileStatement> fileStatements = [];
    private readonly bool isStep;
    private readonly ValueTable values = new();
    private readonly LayerNames names;
    private readonly Stepping? stepping;
    private Tensor? loss;
    private LossModel? lossModel;
    private int streams;
    private int position;
    private int? maximumSteps;
    private Tensor? stepNumber;

    private NetworkBuilder(Declaration declaration, bool isStep, CancellationToken cancellation)
    {
        problems = [.. declaration.Problems];
        this.declaration = declaration = BlockExpansion.Expand(LayerLimit.Apply(declaration, this), this, cancellation);
        this.isStep = isStep;
        names = new(declaration);
        stepping = Stepping.Of(declaration, names);
        UsesXavier = declaration.Options.Any(option => option is { Name: "Init", Value: 1 });
    }

    public ProgramBuilder Builder { get; } = new();

    public bool UsesXavier { get; }

    /// <param name="widths">The vector widths to emit where the class does not choose.</param>
    /// <returns>The network, or null where something is wrong, and everything there is to say.</returns>
    public static (NetworkModel? Network, ImmutableArray<Problem> Problems) Build(Declaration declaration, EquatableArray<int> widths, CancellationToken cancellation)
    {
        var builder = new NetworkBuilder(declaration, isStep: false, cancellation);
        var network = builder.Build(widths, cancellation);
        if (network is not null && builder.CanStep)
        {
            network = network with { Step = new NetworkBuilder(declaration, isStep: true, cancellation).Build(widths, cancellation) };
        }

        return (network, [.. builder.problems]);
    }

    /// <summary>How a network, valid or not, would run step by step, and its layers with those of blocks; null where it could not.</summary>
    public static (Stepping? Stepping, EquatableArray<LayerDeclaration> Layers) Steps(Declaration declaration, CancellationToken cancellation)
    {
        var builder = new NetworkBuilder(declaration, isStep: false, cancellation);
        return (builder.stepping, builder.declaration.Layers);
    }

    /// <summary>Whether the network can be run step by step, and one step leaves anything behind for the next.</summary>
    private bool CanStep => stepping is not null && (states.Count > 0 || stepping.Remembers);

    public void Report(DiagnosticDescriptor descriptor, SourceSpan? span, string[] arguments, string[]? properties = null)
        => problems.Add(new(descriptor, span, arguments, properties ?? []));

    /// <summary>The declaration of the layer of another name that has a parameter of this one, or null: of layers with one name enough is said.</summary>
    public string? OwnerOf(string parameter) => owners.TryGetValue(parameter, out var owner) && names[owner] != names[position] ? declaration.Layers[owner].Text : null;

    public Tensor AddParameter(
        string name, string part, EquatableArray<int> dimensions, InitializerKind initializer, double value, int laneAxis = 0, string? summand = null)
    {
        var tensor = Builder.Tensor(name, dimensions, Scope.Shared, laneAxis, TensorRole.Parameter, parameters.Count) with
        {
            Origin = Builder.Origin with { Part = part },
        };
        parameters.Add(new(name, tensor, initializer, value, summand));
        owners[name] = position;
        return tensor;
    }

    public void AddFileStatement(string key, string value) => fileStatements.Add(new(key, value));

    /// <summary>Whether the layer that is being built computes one step, in the network for one step.</summary>
    public bool IsOneStep => isStep && stepping!.IsPerStep(position);

    /// <summary>Whether a recurrent layer's state is carried from call to call.</summary>
    /// <param name="hasInitial">Whether the layer begins with another's state.</param>
    public bool CarriesState(bool hasInitial) => isStep ? IsOneStep : !hasInitial && stepping is not { Remembers: true };

    /// <summary>The steps of a sequence that a declaration has <paramref name="declared"/> of: 1 in the network for one step.</summary>
    public int Steps(int declared) => IsOneStep ? 1 : declared;

    /// <summary>How many steps came before this one, in the network for one step.</summary>
    /// <param name="maximum">The number of steps that the layer which asks can tell apart.</param>
    public Tensor StepNumber(int maximum)
    {
        maximumSteps = Math.Min(maximumSteps ?? maximum, maximum);
        return stepNumber ??= Builder.Tensor("steps", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.StepNumber) with { Origin = Origin.Network };
    }

    /// <param name="steps">The steps of the whole sequence; 0 where the input is none.</param>
    public Tensor AddInput(LayerContext context, EquatableArray<int> shape, int steps, bool wantsGradient, int vocabulary = 0)
    {
        var tensor = Builder.Tensor(context.Name, shape, Scope.Example, LayerContext.LaneAxis(shape), TensorRole.Input, inputs.Count);
        var lengths = context.Bool("Lengths", false) && !IsOneStep
            ? Builder.Tensor($"{context.Name}.lengths", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.Lengths, inputs.Count)
            : null;
        inputs.Add(new(context.Name, vocabulary > 0 ? InputKind.Tokens : InputKind.Values, shape, tensor, wantsGradient, vocabulary, lengths) { IsEncoded = stepping is { Encodes: true } && !stepping.IsPerStep(position) });
        InputLayerBase.CheckCount(context, inputs.Count);
        context.Result = value => value with { Vocabulary = vocabulary, Lengths = lengths, AllSteps = steps };
        return tensor;
    }

    /// <summary>Whose lengths a value has, in words.</summary>
    public string LengthsText(Value value) => value.Lengths is { } lengths ? $"the lengths of '{inputs[lengths.Ordinal].Name}'" : "no lengths";

    /// <summary>Adds a state that is carried from call to call.</summary>
    /// <param name="isEncoded">Whether it begins with what is computed before the first step, and not with 0.</param>
    public StateModel AddState(string name, int layers, int hidden, bool isEncoded)
    {
        var shape = new[] { layers, hidden };
        var state = new StateModel(
            name,
            Builder.Tensor($"{name}.initial", shape, Scope.Example, 1, TensorRole.InitialState, states.Count),
            Builder.Tensor($"{name}.final", shape, Scope.Example, 1, TensorRole.FinalState, states.Count),
            isEncoded ? Builder.Tensor($"{name}.first", shape, Scope.Example, 1, TensorRole.FinalState, states.Count) : null);
        states.Add(state);
        return state;
    }

    /// <summary>Adds attention weights that the user can read, in a place of their own.</summary>
    public void AddExposed(LayerContext context, Tensor weights)
    {
        var copy = Builder.Tensor($"{context.Name}.exposed", weights.Dimensions, Scope.Example, weights.LaneAxis, TensorRole.Exposed, exposed.Count);
        var index = Builder.Axes(weights.Dimensions).Select(axis => (Affine)axis).ToArray();
        Builder.Assign(copy, index, weights.At(index), $"{context.Comment}: the weights, for the caller");
        exposed.Add(new(context.Name, ExposedModel.ParameterOf(context.Name), copy));
        if (exposed.Count > ExposedModel.Maximum)
        {
            context.Report(Descriptors.NotSupported, "Expose", [context.Declaration.Text, $"a call has places for the weights of {Literal.Of(ExposedModel.Maximum)} layers; leave out Expose here or at another"]);
        }
    }

    public void SetLoss(Tensor tensor, LossModel model)
    {
        loss = tensor;
        lossModel = model;
    }

    public int NextStream() => streams++;

    /// <summary>An argument of <c>[Network]</c>, or null where it is not written.</summary>
    public Argument? Option(string name) => declaration.Options.FirstOrDefault(option => option.Name == name);

    /// <summary>The value that a layer refers to by name; null and a message where there is none before it.</summary>
    public Value? Find(string wanted, LayerContext context, string argument)
    {
        if (values.TryTake(wanted, out var value))
        {
            return value;
        }

        var known = values.Names;
        var later = names.IndexOf(wanted);
        if (later >= position)
        {
            var what = later == position ? "is this layer itself" : $"is {declaration.Layers[later].Text}, later in the list";
            context.Report(Descriptors.CyclicName, argument, [context.Declaration.Text, wanted, what, known.Count == 0 ? "" : $"; before it {Listed(known)}"]);
            return null;
        }

        var nearest = NearestName.Of(wanted, known);
        var advice = nearest is not null ? $"; did you mean '{nearest}'?" : known.Count > 0 ? $"; {Listed(known)}" : "";
        context.Report(Descriptors.UnknownName, argument, [context.Declaration.Text, wanted, advice], nearest is null ? null : ["name", nearest]);
        return null;
    }

    private static string Listed(IReadOnlyCollection<string> names) => $"there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names)}";

    private NetworkModel? Build(EquatableArray<int> widths, CancellationToken cancellation)
    {
        if (declaration.Layers.Count == 0)
        {
            Report(Descriptors.NoLayers, null, [declaration.Type.Name]);
            return null;
        }

        var options = OptionsReader.Read(declaration.Type.Name, widths, this);
        names.Check(this);
        Value? current = null;
        var hasInput = false;
        for (position = 0; position < declaration.Layers.Count; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            current = AddLayer(declaration.Layers[position], names[position], current, ref hasInput);
        }

        // A broken attribute gives no value, so that nothing is built where the C# compiler has something to say.
        if (current is null || declaration.Layers.Any(layer => layer.IsBroken) || problems.Any(problem => problem.IsError))
        {
            return null;
        }

        var network = Finish(current, options);
        ProgramSize.Check(network, this, options);
        if (lossModel is null)
        {
            values.Take(current);
        }

        foreach (var (name, layer) in values.Untaken)
        {
            Report(Descriptors.UnusedValue, layer.Span, [name, layer.Text]);
        }

        return problems.Any(problem => problem.IsError) ? null : network;
    }

    /// <summary>Adds a layer and gives its value, or null where it is not known.</summary>
    private Value? AddLayer(LayerDeclaration layer, string name, Value? current, ref bool hasInput)
    {
        if (layer.IsBroken)
        {
            values.Add(name, null, layer);
            hasInput = true;
            return null;
        }

        if (LayerRegistry.Of(layer.Kind) is not { } kind)
        {
            Report(Descriptors.NotSupported, layer.Span, [layer.Text, "it is not a layer that this version of StaticNets knows"]);
            values.Add(name, null, layer);
            return null;
        }

        if (position > 0 && LayerRegistry.Of(declaration.Layers[position - 1].Kind) is { IsLoss: true })
        {
            Report(Descriptors.LossNotLast, declaration.Layers[position - 1].Span, [declaration.Layers[position - 1].Text, layer.Text]);
            current = null;
        }

        var isInput = kind.IsInput;
        var input = current;
        if (!isInput && layer.Names(Layer.From))
        {
            input = new LayerContext(layer, name, null, this).Named(Layer.From);
        }
        else if (!isInput && !hasInput)
        {
            Report(Descriptors.NoInput, layer.Span, [layer.Text]);
        }
        else if (!isInput && current is not null)
        {
            values.Take(current);
        }

        // One message about a missing input is enough.
        hasInput = true;
        var firstParameter = parameters.Count;
        var firstLoop = Builder.Loops.Length;
        var context = new LayerContext(layer, name, input, this);
        if (!isInput && input is not null && !kind.Suits(input, context))
        {
            // Its arguments are still worth checking.
            context = new LayerContext(layer, name, null, this);
        }

        Builder.Origin = new Origin(name);
        var output = kind.Build(context);
        var value = output is null ? null : context.Result(new Value(output, layer.Text) { Lengths = output.Rank == 2 && !isInput ? input?.Lengths : null, AllSteps = input?.AllSteps ?? 0 });
        if (output is not null)
        {
            var multiplyAdds = Builder.Loops.Skip(firstLoop).Where(loop => loop.IsContraction).Sum(loop => loop.Points);
            layers.Add(new(name, layer.Text, output, parameters.Skip(firstParameter).Sum(parameter => parameter.Tensor.Size), multiplyAdds));
        }

        if (kind.IsLoss)
        {
            return current;
        }

        values.Add(name, value, layer);
        return value;
    }

    private NetworkModel Finish(Value current, NetworkOptions options)
    {
        var output = current.Tensor.Role == TensorRole.Input || (lossModel is null && current is { IsSequence: true, Lengths: not null }) ? Copy(current) : current.Tensor;
        var target = lossModel
            ?? new LossModel(LossKind.None, Builder.Derived(output, "outputGradient", output.Dimensions, Scope.Example, output.LaneAxis, TensorRole.Target));
        return new(
            declaration.Type, Builder.Build(output, loss), [.. inputs], [.. parameters], [.. layers], target, [.. states], options, Fingerprint.Of(inputs, parameters, layers))
        { MaximumSteps = maximumSteps, Exposed = [.. exposed], FileStatements = [.. fileStatements] };
    }

    /// <summary>The output in a place of its own: where it is an input, or where steps that are padding become 0 and get no gradient.</summary>
    private Tensor Copy(Value value)
    {
        var output = Builder.Derived(value.Tensor, "output", value.Shape, Scope.Example, value.Tensor.LaneAxis, TensorRole.Intermediate);
        var index = Builder.Axes(value.Shape).Select(axis => (Affine)axis).ToArray();
        var element = value.Tensor.At(index);
        Builder.Assign(output, index, value.IsSequence ? value.AtRealStep(index[0], element) : element, $"the output is {value.Tensor.Name}");
        return output;
    }
}
