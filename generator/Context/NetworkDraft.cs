using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>A network while it is built: what its layers have made so far.</summary>
/// <param name="declaration">With the layers of blocks written out.</param>
/// <param name="names">The names of all layers, built or not.</param>
/// <param name="whole">The network of which this is that for one step, with the same parameters; null where this is the whole.</param>
internal sealed class NetworkDraft(Declaration declaration, ImmutableArray<string> names, Stepping stepping, NetworkModel? whole, Reports reports)
{
    /// <summary>The places of the whole network's parameters, of which a step may use only some.</summary>
    private readonly Dictionary<string, int>? ordinals = whole?.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Tensor.Ordinal);
    private readonly List<InputModel> inputs = [];
    private readonly List<ParameterModel> parameters = [];
    private readonly Dictionary<string, int> owners = [];
    private readonly List<LayerModel> layers = [];
    private readonly List<StateModel> states = [];
    private readonly List<ExposedModel> exposed = [];
    private readonly List<OutputModel> outputs = [];
    private readonly List<FileStatement> fileStatements = [];
    private readonly List<NormalizationModel> normalizations = [];
    private readonly Dictionary<(Tensor Lengths, LengthRule Rule), Tensor> shortened = [];
    private readonly Dictionary<Tensor, (Tensor Lengths, LengthRule Rule)> origins = [];
    private readonly List<LossModel> losses = [];
    private int streams;
    private int? maximumSteps;
    private Tensor? stepNumber;
    private Tensor? presence;

    public Declaration Declaration => declaration;

    public ImmutableArray<string> Names => names;

    public Reports Reports => reports;

    public ProgramBuilder Builder { get; } = new();

    public ValueTable Values { get; } = new();

    /// <summary>The layer that is being built.</summary>
    public int Position { get; set; }

    public bool UsesXavier { get; } = declaration.Options.Any(option => option is { Name: nameof(Init), Value: (int)Init.Xavier });

    /// <summary>What the network is trained by; none where the caller has the gradient of its output.</summary>
    public IReadOnlyCollection<LossModel> Losses => losses;

    public IReadOnlyCollection<InputModel> Inputs => inputs;

    public IReadOnlyCollection<ParameterModel> Parameters => parameters;

    public IReadOnlyCollection<StateModel> States => states;

    /// <summary>Attention weights that the user can read.</summary>
    public IReadOnlyCollection<ExposedModel> Exposed => exposed;

    /// <summary>What the caller gets beside the network's own value.</summary>
    public IReadOnlyCollection<OutputModel> Outputs => outputs;

    /// <summary>Whether this is the network for one step.</summary>
    public bool IsStep => whole is not null;

    /// <summary>Whether the layer that is being built computes one step, in the network for one step.</summary>
    public bool IsOneStep => IsStep && stepping.IsPerStep(Position);

    /// <summary>The declaration of the layer of another name that has a parameter of this one, or null: of layers with one name enough is said.</summary>
    public string? OwnerOf(string parameter)
        => owners.TryGetValue(parameter, out var owner) && names[owner] != names[Position] ? declaration.Layers[owner].Text : null;

    public Tensor AddParameter(
        string name,
        string part,
        EquatableArray<int> dimensions,
        InitializerKind initializer,
        double value,
        int laneAxis = 0,
        string? summand = null,
        bool isTrained = true,
        double? momentum = null)
    {
        var tensor = Builder.Tensor(name, dimensions, Scope.Shared, laneAxis, TensorRole.Parameter, ordinals?[name] ?? parameters.Count)
            with
        { Origin = Builder.Origin with { Part = part } };
        parameters.Add(new(name, tensor, initializer, value, summand) { IsTrained = isTrained && momentum is null, Momentum = momentum });
        owners[name] = Position;
        return tensor;
    }

    public void AddNormalization(NormalizationModel normalization) => normalizations.Add(normalization);

    public void AddFileStatement(FileStatement statement) => fileStatements.Add(statement);

    public void AddLayer(LayerModel layer) => layers.Add(layer);

    /// <summary>Whether a recurrent layer's state is carried from call to call, or in the network for one step from step to step.</summary>
    public bool CarriesState => IsStep ? IsOneStep : stepping.CarriesState(Position);

    /// <summary>How many steps came before this one, in the network for one step.</summary>
    /// <param name="maximum">The number of steps that the layer which asks can tell apart.</param>
    public Tensor StepNumber(int maximum)
    {
        maximumSteps = Math.Min(maximumSteps ?? maximum, maximum);
        return stepNumber ??= Builder.Tensor("steps", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.StepNumber) with { Origin = Origin.Network };
    }

    /// <summary>1 for each example of the batch: blocks may have more places than there are examples.</summary>
    public Tensor Presence
        => presence ??= Builder.Tensor("presence", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.Presence) with { Origin = Origin.Network };

    /// <summary>The least number of examples that training can do with.</summary>
    public int LeastBatch { get; set; } = 1;

    /// <param name="hasLengths">Whether examples may have fewer steps than the input has places for.</param>
    public InputModel AddInput(string name, EquatableArray<int> shape, bool hasLengths, bool wantsGradient, int vocabulary)
    {
        var tensor = Builder.Tensor(name, shape, Scope.Example, LayerContext.LaneAxis(shape), TensorRole.Input, inputs.Count);
        var lengths = hasLengths ? Builder.Tensor($"{name}.lengths", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.Lengths, inputs.Count) : null;
        var input = new InputModel(name, vocabulary > 0 ? InputKind.Tokens : InputKind.Values, shape, tensor, wantsGradient, vocabulary, lengths)
        {
            IsEncoded =
            stepping.IsEncoded(Position)
        };
        inputs.Add(input);
        return input;
    }

    /// <summary>
    /// The lengths of sequences behind the layer that is being built, which moves a window over them; layers with like windows have the same. An input's
    /// examples must be as long as to leave at least one step.
    /// </summary>
    /// <param name="steps">The steps that the layer gives where all are real.</param>
    public Tensor Shorten(Tensor lengths, LengthRule rule, int steps, string comment)
    {
        if (rule is { Offset: -1, Stride: 1 })
        {
            return lengths;
        }

        if (!shortened.TryGetValue((lengths, rule), out var shorter))
        {
            shorter = Builder.Activation($"{Builder.Origin.Layer}.lengths", EquatableArray<int>.Empty, -1);
            Expression length = lengths.At();
            var step = new Position((Builder.Axis("step", steps) * rule.Stride) - rule.Offset);
            Builder.Sum(shorter, [], new Select(Comparison.LessOrEqual, step, length, 1, 0), $"{comment}: the windows that lie inside the real steps");
            shortened[(lengths, rule)] = shorter;
            origins[shorter] = (lengths, rule);
            var (input, rules) = LengthsOf(shorter);
            var least = rules.Reverse().Aggregate(1, (least, passed) => passed.LeastLength(least));
            inputs[input] = inputs[input] with { LeastLength = Math.Max(inputs[input].LeastLength, least) };
        }

        return shorter;
    }

    /// <summary>The input that lengths come from, and how the layers behind it have shortened them.</summary>
    public (int Input, ImmutableArray<LengthRule> Rules) LengthsOf(Tensor lengths)
    {
        var rules = new List<LengthRule>();
        while (origins.TryGetValue(lengths, out var origin))
        {
            rules.Insert(0, origin.Rule);
            lengths = origin.Lengths;
        }

        return (lengths.Ordinal, [.. rules]);
    }

    /// <summary>Whose lengths a value has, in words.</summary>
    public string LengthsText(Value value)
        => value.Lengths is not { } lengths ? "no lengths"
            : $"the lengths {(origins.ContainsKey(lengths) ? $"that {lengths.Origin.Layer} makes of those " : "")}of '{inputs[LengthsOf(lengths).Input].Name}'";

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

    /// <summary>Whether a call has places for all attention weights and values that the user can read beside the output.</summary>
    public bool HasPlacesForResults => exposed.Count == 0 || exposed.Count + Math.Min(outputs.Count, Agreement.InputsOfBatch - 1) <= ExposedModel.Maximum;

    /// <summary>Adds attention weights that the user can read, and gives the place for them; a step gives those of its own layers, else null.</summary>
    public Tensor? AddExposed(string name, Tensor weights)
    {
        if (IsStep && !IsOneStep)
        {
            return null;
        }

        var ordinal = whole is null ? exposed.Count : whole.Exposed.Single(model => model.Name == name).Tensor.Ordinal;
        var copy = Builder.Tensor($"{name}.exposed", weights.Dimensions, Scope.Example, weights.LaneAxis, TensorRole.Exposed, ordinal);
        exposed.Add(new(name, ExposedModel.ParameterOf(name), copy));
        return copy;
    }

    /// <summary>Adds a value that the caller reads, and gives the place for it; null where this is a step that does not compute it.</summary>
    public Tensor? AddOutput(string name, Tensor value)
    {
        if (IsStep && !IsOneStep)
        {
            return null;
        }

        var ordinal = whole is null ? outputs.Count : whole.Outputs.Single(model => model.Name == name).Tensor.Ordinal;
        var copy = Builder.Tensor($"{name}.output", value.Dimensions, Scope.Example, value.LaneAxis, TensorRole.Output, ordinal);
        outputs.Add(new(name, copy));
        return copy;
    }

    public void AddLoss(LossModel model)
    {
        if (model.Lengths is { } lengths)
        {
            var (input, rules) = LengthsOf(lengths);
            model = model with { LengthsInput = input, LengthRules = rules };
        }

        losses.Add(model);
    }

    /// <summary>Keeps what enters losses over classes for the caller to compare with the labels, who has the output itself.</summary>
    /// <param name="output">The network's own value.</param>
    public void KeepScored(Tensor output)
    {
        for (var i = 0; i < losses.Count; i++)
        {
            if (losses[i].Input is var input && input.Equals(output))
            {
                continue;
            }

            losses[i] = losses[i] with { IsOfOutput = false };
            if (losses[i].Kind is LossKind.SoftmaxCrossEntropy or LossKind.BinaryCrossEntropy)
            {
                var copy = Builder.Derived(input, $"{losses[i].Name}.input", input.Dimensions, Scope.Example, input.LaneAxis, TensorRole.Scored, i);
                Affine[] index = [.. Builder.Axes(input.Dimensions).Select(axis => (Affine)axis)];
                Builder.Assign(copy, index, input.At(index), $"what {losses[i].Name} compares with the labels");
                losses[i] = losses[i] with { Scored = copy };
            }
        }
    }

    public int NextStream() => streams++;

    /// <summary>The network that has been built.</summary>
    /// <param name="surface">What of it shows in the members of its class.</param>
    public NetworkModel Build(Tensor output, NetworkSurface surface, NetworkOptions options)
    {
        ImmutableArray<LossModel> trained = losses.Count > 0
            ? [.. losses]
            : [new(LossKind.None, "", output, Builder.Derived(output, "outputGradient", output.Dimensions, Scope.Example, output.LaneAxis, TensorRole.Target))];
        var program = Builder.Build(output, [.. losses.Select(loss => new WeightedLoss(loss.Value!, loss.Weight))]);
        return new(
            surface, program, [.. inputs], [.. parameters], [.. layers], trained, [.. states], options, Fingerprint.Of(inputs, parameters, layers))
        {
            Encodes = IsStep && stepping.Encodes,
            MaximumSteps = maximumSteps,
            LeastBatch = LeastBatch,
            Exposed = [.. exposed],
            Outputs = [.. outputs],
            FileStatements = [.. fileStatements],
            Normalizations = [.. normalizations],
        };
    }
}
