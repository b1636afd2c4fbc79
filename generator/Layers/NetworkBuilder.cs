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
    private const int MaximumInputs = 8;

    private readonly Declaration declaration;
    private readonly IReadOnlyDictionary<string, Layer> kinds;
    private readonly List<Problem> problems;
    private readonly List<InputModel> inputs = [];
    private readonly List<ParameterModel> parameters = [];
    private readonly List<LayerModel> layers = [];
    private readonly Dictionary<string, Value> values = [];
    private readonly Dictionary<string, int> ordinals = [];
    private readonly List<string> names = [];
    private Tensor? loss;
    private LossModel? lossModel;
    private int streams;
    private int position;

    private NetworkBuilder(Declaration declaration)
    {
        this.declaration = declaration;
        problems = [.. declaration.Problems];
        kinds = LayerRegistry.For(this);
        UsesXavier = Option("Init") is 1;
    }

    public ProgramBuilder Builder { get; } = new();

    public bool UsesXavier { get; }

    /// <param name="widths">The vector widths to emit where the class does not choose.</param>
    /// <returns>The network, or null where something is wrong, and everything there is to say.</returns>
    public static (NetworkModel? Network, ImmutableArray<Problem> Problems) Build(Declaration declaration, EquatableArray<int> widths, CancellationToken cancellation)
    {
        var builder = new NetworkBuilder(declaration);
        var network = builder.Build(widths, cancellation);
        return (builder.problems.Any(problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error) ? null : network, [.. builder.problems]);
    }

    public void Report(DiagnosticDescriptor descriptor, SourceSpan? span, string[] arguments, string[]? properties = null)
        => problems.Add(new(descriptor, span, arguments, properties ?? []));

    public Tensor AddParameter(string name, EquatableArray<int> dimensions, InitializerKind initializer, double value)
    {
        var tensor = Builder.Tensor(name, dimensions, Scope.Shared, 0, TensorRole.Parameter, parameters.Count);
        parameters.Add(new(name, tensor, initializer, value));
        return tensor;
    }

    public Tensor AddInput(LayerContext context, EquatableArray<int> shape, bool wantsGradient)
    {
        var tensor = Builder.Tensor(context.Name, shape, Scope.Example, shape.Count == 3 ? 0 : shape.Count - 1, TensorRole.Input, inputs.Count);
        inputs.Add(new(context.Name, InputKind.Values, shape, tensor, wantsGradient));
        if (inputs.Count > MaximumInputs)
        {
            context.Report(Descriptors.TooManyInputs, null, [context.Declaration.Text, Literal.Of(inputs.Count), Literal.Of(MaximumInputs)]);
        }

        return tensor;
    }

    public void SetLoss(Tensor tensor, LossModel model)
    {
        loss = tensor;
        lossModel = model;
    }

    public int NextStream() => streams++;

    /// <summary>The value that a layer refers to by name; null and a message where there is none before it.</summary>
    public Value? Find(string wanted, LayerContext context, string argument)
    {
        if (values.TryGetValue(wanted, out var value))
        {
            return value;
        }

        var nearest = Spelling.Nearest(wanted, values.Keys);
        var later = names.IndexOf(wanted);
        if (later >= position)
        {
            var what = later == position ? "is this layer itself" : $"is {declaration.Layers[later].Text}, later in the list";
            context.Report(Descriptors.CyclicName, argument, [context.Declaration.Text, wanted, what, values.Count == 0 ? "" : $"; before it there are {string.Join(", ", values.Keys)}"]);
        }
        else if (later < 0)
        {
            context.Report(
                Descriptors.UnknownName,
                argument,
                [context.Declaration.Text, wanted, nearest is null ? values.Count == 0 ? "" : $"; there are {string.Join(", ", values.Keys)}" : $"; did you mean '{nearest}'?"],
                nearest is null ? null : ["name", nearest]);
        }

        return null;
    }

    private NetworkModel? Build(EquatableArray<int> widths, CancellationToken cancellation)
    {
        if (declaration.Layers.Count == 0)
        {
            Report(Descriptors.NoLayers, declaration.NameSpan, [declaration.Type.Name]);
            return null;
        }

        NameLayers();
        Value? current = null;
        for (position = 0; position < declaration.Layers.Count; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!AddLayer(declaration.Layers[position], names[position], ref current))
            {
                return null;
            }
        }

        return Finish(current, widths);
    }

    private bool AddLayer(LayerDeclaration layer, string name, ref Value? current)
    {
        if (!kinds.TryGetValue(layer.Kind, out var kind))
        {
            Report(Descriptors.NotSupported, layer.Span, [layer.Text, "it is not a layer of StaticNets"]);
            return false;
        }

        if (loss is not null)
        {
            Report(Descriptors.LossNotLast, declaration.Layers[position - 1].Span, [declaration.Layers[position - 1].Text, layer.Text]);
            return false;
        }

        var isInput = kind is InputLayer;
        var context = new LayerContext(layer, name, current, this);
        var input = context.Text("From") is not null && !isInput ? context.Named("From") : current;
        if (context.HasFailed || (input is null && context.Text("From") is not null && !isInput))
        {
            return false;
        }

        if (input is null && !isInput)
        {
            Report(Descriptors.NoInput, layer.Span, [layer.Text]);
            return false;
        }

        context = new LayerContext(layer, name, input, this);
        var before = parameters.Count;
        var loops = Builder.Loops.Length;
        if (kind.Build(context) is not { } output || context.HasFailed)
        {
            return false;
        }

        var multiplyAdds = Builder.Loops.Skip(loops).Where(loop => loop.IsContraction).Sum(loop => loop.Points);
        layers.Add(new(name, layer.Text, output, parameters.Skip(before).Sum(parameter => parameter.Tensor.Size), multiplyAdds));
        if (!kind.IsLoss)
        {
            current = new Value(output, layer.Text);
            values[name] = current;
        }

        return true;
    }

    /// <summary>Gives every layer its name first, so that a reference to a later one can be told from a misspelling.</summary>
    private void NameLayers()
    {
        var taken = new Dictionary<string, string>();
        foreach (var layer in declaration.Layers)
        {
            var kind = layer.Kind.ToLowerInvariant();
            ordinals.TryGetValue(kind, out var ordinal);
            ordinals[kind] = ordinal + 1;
            var argument = layer.Arguments.FirstOrDefault(candidate => candidate.Name == "Name");
            var given = argument?.Value as string;
            var name = !string.IsNullOrEmpty(given) ? given! : layer.Kind == "Input" ? "input" : kind + Literal.Of(ordinal + 1);
            if (!string.IsNullOrEmpty(given) && Naming.Problem(name, layer.Kind == "Input") is { } problem)
            {
                Report(Descriptors.InvalidName, argument!.Span ?? layer.Span, [name, problem]);
            }
            else if (taken.TryGetValue(name, out var other))
            {
                Report(Descriptors.DuplicateName, argument?.Span ?? layer.Span, [name, other]);
            }

            taken[name] = layer.Text;
            names.Add(name);
        }
    }

    private NetworkModel? Finish(Value? current, EquatableArray<int> widths)
    {
        if (current is null || problems.Any(problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error))
        {
            return null;
        }

        var output = current.Tensor;
        if (output.Role == TensorRole.Input)
        {
            output = Copy(current);
        }

        var target = lossModel ?? new LossModel(LossKind.None, Builder.Tensor("outputGradient", output.Dimensions, Scope.Example, output.LaneAxis, TensorRole.Target));
        var chosen = Option("VectorWidths") is int and > 0 and var flags ? new[] { 128, 256, 512 }.Where((_, i) => (flags & (1 << i)) != 0).ToArray() : widths;
        var options = new NetworkOptions(chosen, Option("MaxParameters") is int and > 0 and var most ? most : null, Option("MaxWorkspaceBytes") is long and > 0 and var bytes ? bytes : null);
        CheckSize(options);
        return new(
            declaration.Type, Builder.Build(output, loss), [.. inputs], [.. parameters], [.. layers], target, options, Fingerprint.Of(inputs, parameters, layers));
    }

    /// <summary>A network that gives its input: the output needs a place of its own.</summary>
    private Tensor Copy(Value value)
    {
        var output = Builder.Activation("output", value.Shape, value.Tensor.LaneAxis);
        var index = Builder.Axes(value.Shape).Select(axis => (Affine)axis).ToArray();
        Builder.Assign(output, index, value.Tensor.At(index), "the output is the input");
        return output;
    }

    private void CheckSize(NetworkOptions options)
    {
        // Sums in double: every addend is an int, so neither wraps round.
        var count = parameters.Sum(parameter => (double)Schedule.Placement.PaddedSize(parameter.Tensor));
        if (count > LayerContext.MaximumElements)
        {
            Report(Descriptors.TooLarge, declaration.NameSpan, [declaration.Type.Name, count.ToString("F0", System.Globalization.CultureInfo.InvariantCulture), "parameters", Literal.Of(LayerContext.MaximumElements)]);
            return;
        }

        // The workspace holds, at most, three values of every element for 16 examples.
        var elements = Builder.Loops.Select(loop => loop.Output).Distinct().Where(tensor => tensor.Scope == Scope.Example).Sum(tensor => (double)tensor.Size) * 3 * Targets.VectorTarget.BlockExamples;
        if (elements > int.MaxValue)
        {
            Report(Descriptors.TooLarge, declaration.NameSpan, [declaration.Type.Name, elements.ToString("F0", System.Globalization.CultureInfo.InvariantCulture), "workspace elements", Literal.Of(int.MaxValue)]);
        }

        if (options.MaxParameters is { } budget && parameters.Sum(parameter => parameter.Tensor.Size) is var actual && actual > budget)
        {
            var span = declaration.Options.FirstOrDefault(option => option.Name == "MaxParameters")?.Span;
            Report(Descriptors.OverBudget, span ?? declaration.NameSpan, [declaration.Type.Name, Literal.Of(actual), "parameters", "MaxParameters", Literal.Of(budget)]);
        }
    }

    private object? Option(string name) => declaration.Options.FirstOrDefault(option => option.Name == name)?.Value;
}
