using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Layers;

/// <summary>
/// One layer and direction of a recurrent network while its loops are appended. A state tensor has a row for every step and one more: forwards step t leads from row t to t + 1, backwards
/// from row t + 1 to t. Where examples differ in length, steps that are padding leave the states as they are: so forwards the last row holds the last real step's, and
/// backwards the first real step begins with the initial state.
/// </summary>
internal sealed class RecurrentStep
{
    private readonly LayerContext context;
    private readonly Tensor input;
    private readonly int steps;
    private readonly int gates;
    private readonly bool isReversed;
    private readonly string name;
    private ImmutableArray<Tensor> states = [];

    public RecurrentStep(LayerContext context, string suffix, Tensor input, RecurrentParameters parameters, int hidden, int gates, bool isReversed)
    {
        this.context = context;
        this.input = input;
        this.gates = gates;
        this.isReversed = isReversed;
        Parameters = parameters;
        Hidden = hidden;
        steps = input.Dimensions[0];
        name = context.Name + suffix;
        Time = context.Builder.Axis("t", steps);
        Projection = Gate("projection", gates);
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

    /// <summary>The input times its weights, for all gates: [steps, gates, hidden].</summary>
    public Tensor Projection { get; }

    public string Comment => context.Comment;

    public bool Flag(string argument) => context.Bool(argument, false);

    public Tensor State(int i) => states[i];

    /// <summary>A state's value after all steps.</summary>
    public Func<Affine, Expression> Final(int state) => u => states[state].At(isReversed ? 0 : steps, u);

    /// <summary>A tensor for values of every step.</summary>
    public Tensor Values(string what) => Builder.Activation($"{name}.{what}", new[] { steps, Hidden });

    /// <summary>A tensor for values of several gates at every step.</summary>
    public Tensor Gate(string what, int count) => Builder.Activation($"{name}.{what}", new[] { steps, count, Hidden }, laneAxis: 2);

    /// <summary>The new value of a state at real steps, the old one at padding.</summary>
    public void Assign(int state, Affine u, Expression value, string comment)
        => Builder.AssignPart(states[state], [After, u], Value.AtRealStep(context.Input.Lengths, Time, value, states[state].At(Before, u)), $"{Comment}: {comment}");

    /// <summary>Appends everything: the projection of all steps, the initial states, and the scan.</summary>
    public void Run(ImmutableArray<string> stateNames, Func<Affine, Expression>[] initial, Action<RecurrentStep> step)
    {
        var b = Builder;
        Axis t = b.Axis("step", steps), g = b.Axis("gate", gates), u = b.Axis("u", Hidden), i = b.Axis("i", input.Dimensions[1]);
        b.Sum(
            Projection,
            [t, g, u],
            input.At(t, i) * Parameters.Input.At((g * Hidden) + u, i),
            $"{Comment}: input x weight_ih for all steps");
        states = [.. stateNames.Select(state => b.Activation($"{name}.{state}", new[] { steps + 1, Hidden }))];
        for (var state = 0; state < states.Length; state++)
        {
            var unit = b.Axis("u", Hidden);
            b.AssignPart(states[state], [isReversed ? steps : 0, unit], initial[state](unit), $"{Comment}: the {stateNames[state]} state before the first step");
        }

        b.Scan(Time, isReversed, () => step(this));
    }

    /// <summary>
    /// The sum over the units of a state-like tensor times rows of weight_hh: <c>[step, g, u] = sum over k of value(k) * weight_hh[(first + g) * hidden + u, k]</c>.
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
        var value = states[0].At(isReversed ? t : t + 1, u);
        b.Add(
            output,
            [t, u + (direction * Hidden)],
            Combine.Assign,
            isMasked ? context.Input.AtRealStep(t, value) : value,
            $"{Comment}: the hidden states{(isReversed ? ", backwards" : "")}",
            directions == 1 ? Writing.Whole : Writing.Part);
    }
}
