using System.Collections.Immutable;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// Layers and directions of a recurrent network over [steps, features]; what happens in a step is the derived classes'. There is no backpropagation through time here: the loops
/// form a scan, whose derivative is a scan.
/// </summary>
internal abstract class RecurrentLayer(NetworkBuilder network) : Layer
{
    /// <summary>The value of <c>Return.Last</c>.</summary>
    private const int ReturnLast = 1;

    public override bool IsPerStep(LayerDeclaration declaration)
        => !declaration.Arguments.Any(argument => argument is { Name: "Bidirectional", Value: true } or { Name: "InitialState" or "Attend", Value: string { Length: > 0 } });

    /// <summary>The tensors that go from step to step: hidden, and the cell of an LSTM.</summary>
    protected virtual ImmutableArray<string> StateNames => ["hidden"];

    /// <summary>How many blocks of hidden rows the weights have.</summary>
    protected abstract int Gates(LayerContext context);

    /// <summary>Adds the parameters of one layer and direction; null where they are too large, which is reported.</summary>
    protected virtual RecurrentParameters? Parameters(LayerContext context, string suffix, int inputs, int hidden)
    {
        var rows = Gates(context) * hidden;
        var bound = 1 / Math.Sqrt(hidden);
        return context.Weight($"weight_ih{suffix}", new[] { rows, inputs }, hidden) is { } input
            && context.Weight($"weight_hh{suffix}", new[] { rows, hidden }, hidden) is { } recurrent
            && context.Parameter($"bias_ih{suffix}", new[] { rows }, InitializerKind.SumOfUniforms, bound) is { } bias
                ? new(input, recurrent, bias)
                : null;
    }

    /// <summary>Appends the loops of one step: from the states at <see cref="RecurrentStep.Before"/> to those at <see cref="RecurrentStep.After"/>.</summary>
    protected abstract void Step(RecurrentStep step);

    public sealed override Tensor? Build(LayerContext context)
    {
        var hidden = context.AtLeast(1, "hidden", 1);
        var layers = context.AtLeast(1, "Layers", 1);
        var isBidirectional = context.Bool("Bidirectional", false);
        var dropout = context.Number("Dropout", 0, p => p >= 0 && (float)p < 1, "at least 0 and less than 1");
        var initial = context.Text("InitialState").Length > 0 ? context.Named("InitialState") : null;
        if (!context.IsReady || !Fits(context, initial, hidden, layers, isBidirectional))
        {
            return null;
        }

        if (!context.Input.IsSequence)
        {
            WrongRank(context, "a sequence [steps, features]", context.Input.Rank == 1 ? ": declare the input as [Input(steps, features)]" : "");
            return null;
        }

        var directions = isBidirectional ? 2 : 1;
        var states = isBidirectional || initial is not null ? [] : StateNames.Select(name => context.State(name, layers, hidden)).ToImmutableArray();
        var final = ImmutableArray.CreateBuilder<ImmutableArray<Func<Affine, Expression>>>();
        var current = context.Input.Tensor;
        var stack = new List<RecurrentStep>();
        for (var layer = 0; layer < layers; layer++)
        {
            stack.Clear();
            for (var direction = 0; direction < directions; direction++)
            {
                var suffix = $"_l{Literal.Of(layer)}{(direction == 1 ? "_reverse" : "")}";
                if (Parameters(context, suffix, current.Dimensions[1], hidden) is not { } parameters)
                {
                    return null;
                }

                var step = new RecurrentStep(context, suffix, current, parameters, hidden, Gates(context), isReversed: direction == 1);
                var begin = StateNames.Select((_, i) => Begin(initial, states, i, layer)).ToArray();
                step.Run(StateNames, begin, Step);
                stack.Add(step);
            }

            KeepStates(context, states, stack[0], layer);
            final.Add([.. Enumerable.Range(0, StateNames.Length).Select(i => stack[0].Final(i))]);
            if (layer < layers - 1)
            {
                current = Between(context, stack, layer, dropout);
            }
        }

        context.Result = value => value with
        {
            Recurrence = isBidirectional ? null : new(Kind, hidden, final.ToImmutable()),
            Lengths = context.Int("Return") == ReturnLast ? null : context.Input.Lengths,
        };
        return context.Int("Return") == ReturnLast ? Last(context, stack) : Sequence(context, stack);
    }

    /// <summary>What a state begins with: another layer's last, what is carried from the call before, or 0.</summary>
    private static Func<Affine, Expression> Begin(Value? initial, ImmutableArray<StateModel> states, int state, int layer)
        => initial?.Recurrence is { } recurrence ? recurrence.Final[layer][state]
            : !states.IsEmpty ? u => states[state].Initial.At(layer, u)
            : _ => 0;

    private static void KeepStates(LayerContext context, ImmutableArray<StateModel> states, RecurrentStep step, int layer)
    {
        for (var i = 0; i < states.Length; i++)
        {
            var u = context.Builder.Axis("u", step.Hidden);
            context.Builder.AssignPart(states[i].Final, [layer, u], step.Final(i)(u), $"{states[i].Name}: layer {Literal.Of(layer + 1)} after the last step");
        }
    }

    /// <summary>What one layer gives to the next: the outputs of its directions side by side, with dropout in training.</summary>
    private static Tensor Between(LayerContext context, List<RecurrentStep> stack, int layer, double dropout)
    {
        var b = context.Builder;
        var shape = new[] { context.Input.Shape[0], stack.Count * stack[0].Hidden };
        var joined = b.Activation($"{context.Name}.output{Literal.Of(layer + 1)}", shape);
        for (var i = 0; i < stack.Count; i++)
        {
            stack[i].Output(joined, i, stack.Count, isMasked: false);
        }

        if (dropout == 0)
        {
            return joined;
        }

        var dropped = b.Activation($"{joined.Name}.dropout", shape);
        var index = context.Indices(shape);
        b.Assign(dropped, index, DropoutLayer.Drop(context, joined.At(index), index, shape, dropout), $"{context.Comment}: dropout after layer {Literal.Of(layer + 1)}");
        return dropped;
    }

    private static Tensor? Sequence(LayerContext context, List<RecurrentStep> stack)
    {
        if (context.Output(new[] { context.Input.Shape[0], stack.Count * stack[0].Hidden }) is not { } output)
        {
            return null;
        }

        for (var i = 0; i < stack.Count; i++)
        {
            stack[i].Output(output, i, stack.Count, isMasked: true);
        }

        return output;
    }

    private static Tensor? Last(LayerContext context, List<RecurrentStep> stack)
    {
        var hidden = stack[0].Hidden;
        if (context.Output(new[] { stack.Count * hidden }) is not { } output)
        {
            return null;
        }

        for (var i = 0; i < stack.Count; i++)
        {
            var u = context.Builder.Axis("u", hidden);
            context.Builder.Add(output, [u + (i * hidden)], Combine.Assign, stack[i].Final(0)(u), $"{context.Comment}: the last hidden state", stack.Count == 1 ? Writing.Whole : Writing.Part);
        }

        return output;
    }

    private bool Fits(LayerContext context, Value? initial, int hidden, int layers, bool isBidirectional)
    {
        if (context.Text("InitialState").Length == 0)
        {
            return true;
        }

        if (initial is null)
        {
            return false;
        }

        var problem = initial.Recurrence is not { } recurrence ? "only a recurrent layer in one direction has a state to begin with"
            : isBidirectional ? "a bidirectional layer cannot begin with a state"
            : recurrence.Layers != layers ? $"it has {Literal.Of(recurrence.Layers)} layers instead of {Literal.Of(layers)}: set Layers = {Literal.Of(recurrence.Layers)}"
            : recurrence.Hidden != hidden ? $"it has {Literal.Of(recurrence.Hidden)} hidden units instead of {Literal.Of(hidden)}: use {Literal.Of(recurrence.Hidden)}"
            : recurrence.Final[0].Length != StateNames.Length ? $"a state of {recurrence.Kind} is not one of {Kind}"
            : null;
        if (problem is not null)
        {
            context.Report(Descriptors.UnlikeStates, "InitialState", [context.Declaration.Text, initial.Origin, problem]);
        }

        return problem is null;
    }

    protected NetworkBuilder Network => network;
}

/// <summary>The trainable tensors of one layer and direction.</summary>
/// <param name="Input">[gates * hidden, inputs].</param>
/// <param name="Recurrent">[gates * hidden, hidden].</param>
/// <param name="Bias">[gates * hidden].</param>
/// <param name="RecurrentBias">A second bias of the recurrent part, where its place makes a difference.</param>
internal sealed record RecurrentParameters(Tensor Input, Tensor Recurrent, Tensor Bias, Tensor? RecurrentBias = null);
