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

    public sealed override ImmutableArray<string> Memories => ["Attend", InitialState];

    public sealed override bool IsPerStep(LayerDeclaration declaration) => !declaration.IsOn("Bidirectional");

    public sealed override bool CarriesState(LayerDeclaration declaration) => IsPerStep(declaration) && !declaration.Names(InitialState);

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

        if (!context.IsReady || !Fits(context, initial, hidden, layers, isBidirectional) || (context.Text("Attend").Length > 0 && attended is null))
        {
            return null;
        }

        if (!context.Input.IsSequence)
        {
            WrongRank(context, ASequence, context.Input.Rank == 1 ? ": declare the input as [Input(steps, features)]" : "");
            return null;
        }

        DescribeFiles(context);
        var stack = new RecurrentStack(this, context, hidden, layers, initial);
        var isBuilt = attended is null ? stack.RunLayerByLayer(isBidirectional ? 2 : 1, dropout) : stack.RunAttending(attended, isAdditive, dropout);
        if (!isBuilt)
        {
            return null;
        }

        context.Result = value => value with
        {
            Recurrence = isBidirectional ? null : new(Kind, hidden, stack.Final),
            Lengths = isLast ? null : context.Input.Lengths,
        };
        return isLast ? stack.Last() : stack.Sequence();
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
