using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>
/// One layer and direction of a recurrent network while its loops are appended. A state tensor has a row for every step and one more: forwards step t leads
/// from row t to t + 1, backwards from row t + 1 to t. Where examples differ in length, steps that are padding leave the states as they are: so forwards the
/// last row holds the last real step's, and backwards the first real step begins with the initial state.
/// </summary>
internal sealed class RecurrentStep
{
    private readonly LayerContext context;
    private readonly int steps;
    private readonly int gates;
    private readonly bool isReversed;
    private readonly string name;
    private readonly List<Tensor> projections = [];

    public RecurrentStep(
        LayerContext context,
        string suffix,
        RecurrentParameters parameters,
        ImmutableArray<string> stateNames,
        int hidden,
        int gates,
        bool isReversed,
        Axis time)
    {
        this.context = context;
        this.gates = gates;
        this.isReversed = isReversed;
        Parameters = parameters;
        Hidden = hidden;
        Time = time;
        steps = time.Extent;
        name = context.Name + suffix;
        States = [.. stateNames.Select(state => context.Builder.Activation($"{name}.{state}", new[] { steps + 1, hidden }))];
    }

    public ProgramBuilder Builder => context.Builder;

    public RecurrentParameters Parameters { get; }

    public int Hidden { get; }

    /// <summary>The step.</summary>
    public Axis Time { get; }

    /// <summary>The row of the state tensors that the step starts from.</summary>
    public Affine Before => isReversed ? Time + 1 : Time;

    /// <summary>The row of the state tensors that the step makes.</summary>
    public Affine After => isReversed ? Time : Time + 1;

    public string Comment => context.Comment;

    public ImmutableArray<Tensor> States { get; }

    public Tensor State(int i) => States[i];

    /// <summary>The inputs times their weights, for a gate and unit of the step.</summary>
    public Expression Projection(Affine gate, Affine u)
        => projections.Select(part => part.At(Time, gate, u)).Aggregate((sum, part) => sum + part);

    /// <summary>A state's value after all steps.</summary>
    public Func<Affine, Expression> Final(int state) => u => States[state].At(isReversed ? 0 : steps, u);

    /// <summary>A tensor for values of every step.</summary>
    public Tensor Values(string what) => Builder.Activation($"{name}.{what}", new[] { steps, Hidden });

    /// <summary>A tensor for values of several gates at every step.</summary>
    public Tensor Gate(string what, int count) => Builder.Activation($"{name}.{what}", new[] { steps, count, Hidden }, laneAxis: 2);

    /// <summary>The new value of a state at real steps, the old one at padding.</summary>
    public void Assign(int state, Affine u, Expression value, string comment)
        => Builder.AssignPart(
            States[state], [After, u], Value.AtRealStep(context.Input.Lengths, Time, value, States[state].At(Before, u)), $"{Comment}: {comment}");

    /// <summary>Appends the product of some of the inputs with their columns of weight_ih, as a part of the projection.</summary>
    /// <param name="time">A new axis where the inputs of all steps are known beforehand, else <see cref="Time"/>, inside the scan.</param>
    /// <param name="input">Input i of a step, as a read.</param>
    /// <param name="firstColumn">Where the inputs' columns begin.</param>
    public void Project(string what, Axis time, Func<Affine, Affine, Expression> input, int inputs, int firstColumn = 0)
    {
        var b = Builder;
        var part = Gate(what, gates);
        Axis g = b.Axis("gate", gates), u = b.Axis("u", Hidden), i = b.Axis("i", inputs);
        b.Sum(part, [time, g, u], input(time, i) * Parameters.Input.At((g * Hidden) + u, i + firstColumn), $"{Comment}: {what} x weight_ih");
        projections.Add(part);
    }

    /// <summary>Appends the states before the first step.</summary>
    public void Begin(Func<Affine, Expression>[] initial)
    {
        for (var state = 0; state < States.Length; state++)
        {
            var u = Builder.Axis("u", Hidden);
            Builder.AssignPart(States[state], [isReversed ? steps : 0, u], initial[state](u), $"{Comment}: the state before the first step");
        }
    }

    /// <summary>
    /// The sum over the units of a state-like tensor times rows of weight_hh:
    /// <c>[step, g, u] = sum over k of value(k) * weight_hh[(first + g) * hidden + u, k]</c>.
    /// </summary>
    public Tensor Recur(string what, int first, int count, Func<Affine, Expression> value)
    {
        var b = Builder;
        var sum = Gate(what, count);
        Axis g = b.Axis("gate", count), u = b.Axis("u", Hidden), k = b.Axis("k", Hidden);
        b.Sum(sum, [Time, g, u], value(k) * Parameters.Recurrent.At((g * Hidden) + u + (first * Hidden), k), $"{Comment}: hidden state x weight_hh");
        return sum;
    }

    /// <summary>Writes the hidden states of all steps to columns of a tensor.</summary>
    /// <param name="isMasked">Whether padding becomes 0.</param>
    public void Output(Tensor output, int direction, int directions, bool isMasked)
    {
        var b = Builder;
        Axis t = b.Axis("step", steps), u = b.Axis("u", Hidden);
        var value = States[0].At(isReversed ? t : t + 1, u);
        b.Add(
            output,
            [t, u + (direction * Hidden)],
            Combine.Assign,
            isMasked ? context.Input.AtRealStep(t, value) : value,
            $"{Comment}: the hidden states{(isReversed ? ", backwards" : "")}",
            directions == 1 ? Writing.Whole : Writing.Part);
    }
}
