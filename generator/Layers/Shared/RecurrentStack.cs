using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>What a state of a layer and direction begins with, for each unit.</summary>
internal delegate Func<Affine, Expression> StateBeginning(int layer, int direction, int state);

/// <summary>The layers and directions of a recurrent network on top of one another, while their loops are appended.</summary>
internal sealed class RecurrentStack
{
    private readonly IRecurrentCell cell;
    private readonly LayerContext context;
    private readonly int hidden;
    private readonly int layers;
    private readonly StateBeginning? initial;
    private readonly int steps;
    private readonly ImmutableArray<ImmutableArray<Func<Affine, Expression>>>.Builder final =
        ImmutableArray.CreateBuilder<ImmutableArray<Func<Affine, Expression>>>();
    private readonly List<List<RecurrentStep>> finished = [];
    private ImmutableArray<StateModel> states = [];

    /// <summary>The directions of the top layer.</summary>
    private List<RecurrentStep> top = [];

    public RecurrentStack(IRecurrentCell cell, LayerContext context, int hidden, int layers, StateBeginning? initial)
    {
        this.cell = cell;
        this.context = context;
        this.hidden = hidden;
        this.layers = layers;
        this.initial = initial;
        steps = context.Input.Shape[0];
    }

    /// <summary>The states after all steps, by layer and state tensor.</summary>
    public ImmutableArray<ImmutableArray<Func<Affine, Expression>>> Final => final.ToImmutable();

    private ProgramBuilder Builder => context.Builder;

    /// <summary>Each layer reads all steps of the one below. False where parameters are too large, which is reported.</summary>
    public bool RunLayerByLayer(int directions, double dropout)
    {
        AddStates(directions);
        var input = context.Input.Tensor;
        for (var layer = 0; layer < layers; layer++)
        {
            top = [];
            for (var direction = 0; direction < directions; direction++)
            {
                var source = input;
                if (MakeStep(layer, direction == 1, input.Dimensions[1], Builder.Axis("t", steps)) is not { } step)
                {
                    return false;
                }

                step.Project("input", Builder.Axis("step", steps), (t, i) => source.At(t, i), source.Dimensions[1]);
                step.Begin(InitialStates(layer, direction));
                Builder.Scan(step.Time, direction == 1, () => cell.Step(step));
                top.Add(step);
            }

            Finish(layer);
            if (layer < layers - 1)
            {
                input = Between(layer, dropout);
            }
        }

        return true;
    }

    /// <summary>
    /// All layers step together: the top layer's state of the step before asks the attended sequence for a context, which goes into the bottom layer with the
    /// step's input (Bahdanau, Cho and Bengio 2014).
    /// </summary>
    public bool RunAttending(Value attended, bool isAdditive, double dropout)
    {
        AddStates(1);
        var time = Builder.Axis("t", steps);
        int features = attended.Shape[1], inputs = context.Input.Shape[1];
        if (!isAdditive && features != hidden)
        {
            context.Report(
                Descriptors.UnlikeShapes,
                "Attend",
                [
                    context.Declaration.Text, Documentation.Shape(new[] { hidden }), "its hidden state", attended.ShapeText, attended.Origin,
                    $"a dot product needs keys as wide as the {Literal.Of(hidden)} hidden units: use Score.Additive",
                ]);
            return false;
        }

        if (ScoredAttention.Create(context, "attention.", attended, attended.Tensor, hidden, isAdditive ? hidden : 0) is not { } attention)
        {
            return false;
        }

        var stack = new List<RecurrentStep>();
        for (var layer = 0; layer < layers; layer++)
        {
            if (MakeStep(layer, false, layer == 0 ? features + inputs : hidden, time) is not { } step)
            {
                return false;
            }

            step.Begin(InitialStates(layer, 0));
            stack.Add(step);
        }

        top = [stack[layers - 1]];
        stack[0].Project("input", Builder.Axis("step", steps), (t, i) => context.Input.Tensor.At(t, i), inputs, firstColumn: features);
        Builder.Scan(time, false, () =>
        {
            var attending = Builder.Activation($"{context.Name}.context", new[] { steps, features });
            attention.Append(steps, time, (t, i) => top[0].State(0).At(t, i), hidden, attending);
            stack[0].Project("context", time, (t, i) => attending.At(t, i), features);
            for (var layer = 0; layer < layers; layer++)
            {
                if (layer > 0)
                {
                    ProjectFrom(stack[layer - 1], stack[layer], layer, dropout);
                }

                cell.Step(stack[layer]);
            }
        });
        context.Expose(attention.Weights!);
        for (var layer = 0; layer < layers; layer++)
        {
            top = [stack[layer]];
            Finish(layer);
        }

        return true;
    }

    /// <summary>The hidden states of all steps, [steps, directions * hidden].</summary>
    public Tensor? Sequence()
    {
        if (context.Output(new[] { steps, top.Count * hidden }) is not { } output)
        {
            return null;
        }

        for (var i = 0; i < top.Count; i++)
        {
            top[i].Output(output, i, top.Count, isMasked: true);
        }

        return output;
    }

    /// <summary>The hidden states after the last step, [directions * hidden].</summary>
    public Tensor? Last()
    {
        if (context.Output(new[] { top.Count * hidden }) is not { } output)
        {
            return null;
        }

        for (var i = 0; i < top.Count; i++)
        {
            var u = Builder.Axis("u", hidden);
            Builder.Add(output, [u + (i * hidden)], Combine.Assign, top[i].Final(0)(u), $"{context.Comment}: the last hidden state", top.Count == 1
                ? Writing.Whole
                : Writing.Part);
        }

        return output;
    }

    /// <summary>A state after all steps, [layers * directions, hidden], or [hidden] where that is one.</summary>
    public Tensor FinalStates(string name, int state)
    {
        List<RecurrentStep> all = [.. finished.SelectMany(directions => directions)];
        var output = Builder.Activation(name, all.Count == 1 ? new[] { hidden } : new[] { all.Count, hidden });
        for (var row = 0; row < all.Count; row++)
        {
            var u = Builder.Axis("u", hidden);
            Builder.Add(
                output,
                all.Count == 1 ? [u] : [row, u],
                Combine.Assign,
                all[row].Final(state)(u),
                $"{context.Comment}: the {cell.StateNames[state]} state after the last step",
                all.Count == 1 ? Writing.Whole : Writing.Part);
        }

        return output;
    }

    /// <summary>States that calls carry on, unless the layer also runs backwards, or begins with another's in every call.</summary>
    private void AddStates(int directions)
        => states = directions > 1 || !context.CarriesState
            ? []
            : [.. cell.StateNames.Select(name => context.State(name, layers, hidden, isEncoded: initial is not null))];

    private RecurrentStep? MakeStep(int layer, bool isReversed, int inputs, Axis time)
    {
        var suffix = $"_l{Literal.Of(layer)}{(isReversed ? "_reverse" : "")}";
        return cell.Parameters(context, suffix, inputs, hidden) is { } parameters
            ? new(context, suffix, parameters, cell.StateNames, hidden, cell.Gates(context), isReversed, time)
            : null;
    }

    /// <summary>What the states of a layer begin with: another layer's last, what is carried from the call before, or 0.</summary>
    private Func<Affine, Expression>[] InitialStates(int layer, int direction) => [.. cell.StateNames.Select((_, state) => (Func<Affine, Expression>)(u
        => !states.IsEmpty ? states[state].Initial.At(layer, u) : initial is not null ? initial(layer, direction, state)(u) : 0))];

    private void Finish(int layer)
    {
        finished.Add(top);
        final.Add([.. Enumerable.Range(0, cell.StateNames.Length).Select(state => top[0].Final(state))]);
        for (var state = 0; state < states.Length; state++)
        {
            var u = Builder.Axis("u", hidden);
            Builder.AssignPart(
                states[state].Final, [layer, u], top[0].Final(state)(u), $"{states[state].Name}: layer {Literal.Of(layer + 1)} after the last step");
            if (states[state].First is { } first)
            {
                u = Builder.Axis("u", hidden);
                Builder.AssignPart(
                    first,
                    [layer, u],
                    initial!(layer, 0, state)(u),
                    $"{states[state].Name}: layer {Literal.Of(layer + 1)} before the first step");
            }
        }
    }

    /// <summary>What one layer gives to the next: the outputs of its directions side by side, with dropout in training.</summary>
    private Tensor Between(int layer, double dropout)
    {
        var shape = new[] { steps, top.Count * hidden };
        var joined = Builder.Activation($"{context.Name}.output{Literal.Of(layer + 1)}", shape);
        for (var i = 0; i < top.Count; i++)
        {
            top[i].Output(joined, i, top.Count, isMasked: false);
        }

        return dropout == 0 ? joined : Drop(layer, dropout, Builder.Axis("step", steps), top.Count * hidden, (t, i) => joined.At(t, i));
    }

    /// <summary>Inside a scan: the step's new state of one layer is the next one's input.</summary>
    private void ProjectFrom(RecurrentStep below, RecurrentStep above, int layer, double dropout)
    {
        if (dropout == 0)
        {
            above.Project("input", above.Time, (_, i) => below.State(0).At(below.After, i), hidden);
            return;
        }

        var dropped = Drop(layer - 1, dropout, above.Time, hidden, (_, i) => below.State(0).At(below.After, i));
        above.Project("input", above.Time, (t, i) => dropped.At(t, i), hidden);
    }

    private Tensor Drop(int layer, double dropout, Axis time, int features, Func<Affine, Affine, Expression> value)
    {
        var shape = new[] { steps, features };
        var dropped = Builder.Activation($"{context.Name}.output{Literal.Of(layer + 1)}.dropout", shape);
        Affine[] index = [time, Builder.Axis("i", features)];
        Builder.Assign(
            dropped,
            index,
            RandomDrop.Of(context, value(index[0], index[1]), index, shape, dropout),
            $"{context.Comment}: dropout after layer {Literal.Of(layer + 1)}");
        return dropped;
    }
}
