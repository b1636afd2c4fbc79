using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// Layers and directions of a recurrent network over [steps, features]; what happens in a step is the derived classes'. There is no backpropagation through
/// time here: the loops form a scan, whose derivative is a scan.
/// </summary>
internal abstract class RecurrentLayer : Layer, IRecurrentCell
{
    /// <summary>The argument that names the layer whose last state this one begins with.</summary>
    public const string InitialState = "InitialState";

    private const string Initial = "Initial", Final = "Final";

    public sealed override ImmutableArray<string> Memories => ["Attend", InitialState, .. StateNames.Select(ArgumentOf(Initial))];

    public sealed override ImmutableArray<string> Given => [.. StateNames.Select(ArgumentOf(Final))];

    public sealed override bool IsPerStep(LayerDeclaration declaration) => !declaration.IsOn("Bidirectional");

    public sealed override bool CarriesState(LayerDeclaration declaration) => IsPerStep(declaration) && !declaration.Names(InitialState)
        && !StateNames.Select(ArgumentOf(Initial)).Any(declaration.Names);

    public virtual ImmutableArray<string> StateNames => ["hidden"];

    public abstract int Gates(LayerContext context);

    public virtual RecurrentParameters? Parameters(LayerContext context, string suffix, int inputs, int hidden)
    {
        var rows = Gates(context) * hidden;
        var bound = 1 / Math.Sqrt(hidden);
        return context.Weight($"weight_ih{suffix}", new[] { rows, inputs }, hidden) is { } input
            && context.Weight($"weight_hh{suffix}", new[] { rows, hidden }, hidden) is { } recurrent
            && context.Parameter($"bias_ih{suffix}", new[] { rows }, InitializerKind.SumOfUniforms, bound, summand: $"bias_hh{suffix}") is { } bias
                ? new(input, recurrent, bias)
                : null;
    }

    /// <summary>Has files say what names and shapes do not tell.</summary>
    public virtual void DescribeFiles(LayerContext context)
    {
    }

    public abstract void Step(RecurrentStep step);

    public sealed override Tensor? Build(LayerContext context)
    {
        var hidden = context.AtLeast(1, "hidden", 1);
        var layers = context.AtLeast(1, "Layers", 1);
        var isBidirectional = context.Bool("Bidirectional", false);
        var dropout = context.Number("Dropout", 0, p => p >= 0 && (float)p < 1, "at least 0 and less than 1");
        var initial = context.Text(InitialState).Length > 0 ? context.Named(InitialState) : null;
        var values = StateNames.Select(ArgumentOf(Initial)).Select(argument => context.Text(argument).Length > 0 ? context.Named(argument) : null).ToArray();
        var attended = Memory.Named(context, "Attend");
        var isAdditive = ScoredAttention.IsAdditive(context, byDefault: true);
        var isLast = context.Choice<Return>("Return") == Return.Last;
        if (isBidirectional && context.Text("Attend").Length > 0)
        {
            context.Report(
                Descriptors.NotSupported,
                "Attend",
                [context.Declaration.Text, "a bidirectional layer has no step before to attend with; leave out Attend or Bidirectional"]);
        }

        if (context.Bool("Expose", false) && context.Text("Attend").Length == 0)
        {
            context.Report(Descriptors.NotSupported, "Expose", [context.Declaration.Text, "only a layer with Attend has attention weights; leave out Expose"]);
        }

        if (context.Has("Score") && context.Text("Attend").Length == 0)
        {
            context.Report(Descriptors.NotSupported, "Score", [context.Declaration.Text, "only a layer with Attend scores anything; leave out Score"]);
        }

        var directions = isBidirectional ? 2 : 1;
        if (!context.IsReady || !Fits(context, initial, hidden, layers, isBidirectional) || !Fit(context, values, hidden, layers * directions)
            || (context.Text("Attend").Length > 0 && attended is null))
        {
            return null;
        }

        if (!context.Input.IsSequence)
        {
            WrongRank(context, ASequence, context.Input.Rank == 1 ? ": declare the input as [Input(steps, features)]" : "");
            return null;
        }

        DescribeFiles(context);
        var beginning = initial?.Recurrence is { } recurrence ? (layer, _, state) => recurrence.Final[layer][state]
            : values.Any(value => value is not null)
                ? (layer, direction, state) => values[state] is { } value ? RowOf(value.Tensor, (layer * directions) + direction) : _ => 0
            : (StateBeginning?)null;
        var stack = new RecurrentStack(this, context, hidden, layers, beginning);
        var isBuilt = attended is null ? stack.RunLayerByLayer(directions, dropout) : stack.RunAttending(attended, isAdditive, dropout);
        if (!isBuilt)
        {
            return null;
        }

        for (var state = 0; state < StateNames.Length; state++)
        {
            if (context.Text(ArgumentOf(Final)(StateNames[state])) is { Length: > 0 } name)
            {
                context.Further[name] = stack.FinalStates(name, state);
            }
        }

        context.Result = value => value with
        {
            Recurrence = isBidirectional ? null : new(Kind, hidden, stack.Final),
            Lengths = isLast ? null : context.Input.Lengths,
        };
        return isLast ? stack.Last() : stack.Sequence();
    }

    /// <summary>The argument that names the value which a state begins with, or the one that it ends with: <c>InitialHidden</c>, <c>FinalCell</c>.</summary>
    private static Func<string, string> ArgumentOf(string when) => state => when + char.ToUpperInvariant(state[0]) + state.Substring(1);

    /// <summary>The state of one layer and direction in a value of all.</summary>
    private static Func<Affine, Expression> RowOf(Tensor states, int row) => u => states.Rank == 1 ? states.At(u) : states.At(row, u);

    /// <summary>Whether values have a state for each layer and direction; reports otherwise.</summary>
    private bool Fit(LayerContext context, Value?[] values, int hidden, int rows)
    {
        var fits = true;
        for (var state = 0; state < values.Length; state++)
        {
            var argument = ArgumentOf(Initial)(StateNames[state]);
            if (context.Text(argument).Length == 0)
            {
                continue;
            }

            var needed = rows == 1 ? new[] { hidden } : new[] { rows, hidden };
            var problem = values[state] is not { } value ? ""
                : context.Text(InitialState) is { Length: > 0 } other
                    ? $"it begins with that of '{other}' already; leave out {argument} or {InitialState}"
                : value.IsTokens || value.Lengths is not null
                    || !(value.Shape.Equals(new[] { rows, hidden }) || value.Shape.Equals(needed))
                    ? $"it is {value.ShapeText}, but {Documentation.Shape(needed)} is needed{(rows > 1 ? ", a row for each layer and direction" : "")}"
                : null;
            if (problem is { Length: > 0 })
            {
                context.Report(Descriptors.UnlikeStates, argument, [context.Declaration.Text, values[state]!.Origin, problem]);
            }

            fits &= problem is null;
        }

        return fits;
    }

    private bool Fits(LayerContext context, Value? initial, int hidden, int layers, bool isBidirectional)
    {
        if (context.Text(InitialState).Length == 0)
        {
            return true;
        }

        if (initial is null)
        {
            return false;
        }

        var problem = initial.Recurrence is not { } recurrence ? "only a recurrent layer in one direction has a state to begin with"
            : isBidirectional ? "a bidirectional layer cannot begin with a state"
            : recurrence.Layers
                != layers ? $"it has {Literal.Of(recurrence.Layers)} {(recurrence.Layers == 1 ? "layer" : "layers")} instead of {Literal.Of(layers)}: "
                    + $"set Layers = {Literal.Of(recurrence.Layers)}"
            : recurrence.Hidden
                != hidden ? $"it has {Literal.Of(recurrence.Hidden)} hidden {(recurrence.Hidden == 1 ? "unit" : "units")} instead of {Literal.Of(hidden)}: "
                    + $"use {Literal.Of(recurrence.Hidden)}"
            : recurrence.Final[0].Length != StateNames.Length ? $"a state of {recurrence.Kind} is not one of {Kind}"
            : null;
        if (problem is not null)
        {
            context.Report(Descriptors.UnlikeStates, InitialState, [context.Declaration.Text, initial.Origin, problem]);
        }

        return problem is null;
    }
}
