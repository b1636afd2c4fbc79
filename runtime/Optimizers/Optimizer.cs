using System.Collections.Immutable;

namespace StaticNets;

/// <summary>
/// Changes parameters by their gradients. An optimizer belongs to one network: its state (momenta, moments) has
/// the layout of that network's parameters and comes into being with the first step.
/// </summary>
/// <remarks>
/// <para>Semantics and defaults are those of PyTorch's optimizer of the same name, computed in <see cref="float"/>.
/// Every element is updated by itself with separately rounded operations, so the result has the same bits on any vector
/// width and any number of threads.</para>
/// <para>State values below the smallest normal float are set to 0: a parameter whose gradient has vanished would
/// otherwise keep a subnormal moment forever and slow every later step down.</para>
/// <para>A step allocates nothing, except for the state on the first one.</para>
/// <para>A step that would make a parameter or a state infinite or NaN is not taken: nothing has changed then. What a step can make at most
/// is bounded by the largest magnitudes of what it reads; only where the bound is too large are the results themselves computed and looked at, and then
/// thrown away.</para>
/// </remarks>
public abstract class Optimizer
{
    private ParameterSet[]? _states;
    private double _rate;

    // What the states are known not to exceed; NaN where they have to be looked at.
    private double _largestState0 = double.NaN;
    private double _largestState1 = double.NaN;
    private StepBound _bound;

    // Whoever has been given a state may write to it at any time.
    private bool _statesAreShared;

    /// <summary>Stores what all optimizers have.</summary>
    /// <param name="rate">Learning rate, finite and at least 0.</param>
    /// <param name="weightDecay">Weight decay, finite and at least 0.</param>
    private protected Optimizer(double rate, double weightDecay)
    {
        Rate = rate;
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
    }

    /// <summary>Learning rate that <see cref="Step"/> uses, and that a <see cref="LearningRateSchedule"/> starts from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative or non-finite value.</exception>
    public double Rate
    {
        get => _rate;
        set => _rate = NotNegative(value, nameof(Rate));
    }

    /// <summary>Strength of the weight decay; what it multiplies is the optimizer's to say.</summary>
    public double WeightDecay { get; }

    /// <summary>Number of steps done so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Kind and settings apart from the learning rate; two optimizers with the same text go on from each other's state.</summary>
    public abstract string Description { get; }

    /// <summary>Names of the state tensors, one of each per parameter: those of PyTorch's state dictionary. Empty if there is no state.</summary>
    public abstract ImmutableArray<string> StateNames { get; }

    /// <summary>Updates <paramref name="parameters"/> in place by <paramref name="gradients"/> with the rate <see cref="Rate"/>.</summary>
    /// <exception cref="ArgumentException">The layouts differ from each other or from that of the first step.</exception>
    /// <exception cref="ArithmeticException">A gradient is not finite, or a parameter or a state would not be; the message names it. Nothing has
    /// changed.</exception>
    public void Step(ParameterSet parameters, ParameterSet gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        if (!ReferenceEquals(gradients.Layout, parameters.Layout))
            throw new ArgumentException(
                $"The gradients are those of {gradients.Layout.NetworkName}, the parameters those of {parameters.Layout.NetworkName}.", nameof(gradients));
        var length = parameters.Trained.Length;
        BeginStep(parameters.Layout, Rate);
        var magnitudes = Measure(parameters, 0, length) with { Gradient = NonFinite.LargestMagnitude(gradients.Trained) };
        if (!double.IsFinite(magnitudes.Gradient))
            throw NotTaken($"the gradient of {NonFinite.FindTensor(gradients)} is");
        if (Buffers.FindNonFinite(gradients) is { } buffer)
            throw NotTaken($"the batch's {buffer} is");
        if (!IsSafe(magnitudes, gradientScale: 1) && !StaysFinite(parameters, gradients, 0, length, gradientScale: 1))
            throw NotTaken($"{FindNonFinite(parameters, gradients, gradientScale: 1)} would be");
        Update(parameters, gradients, 0, length, gradientScale: 1);
        EndStep(parameters, gradients);

        ArithmeticException NotTaken(string what) =>
            new($"Step {Steps + 1} of {Description} with the rate {Rate} is not taken: {what} infinite or not a number. Nothing has changed.");
    }

    /// <summary>The state tensors of one name, in the layout of the trained parameters. They may be read and written between steps; from then on, every step
    /// looks at all states first.</summary>
    /// <exception cref="ArgumentException">There is no state of that name.</exception>
    /// <exception cref="InvalidOperationException">No step was done and no state was loaded.</exception>
    public ParameterSet State(string name)
    {
        var index = StateNames.IndexOf(name);
        if (index < 0)
            throw new ArgumentException(
                $"{Description} has no state named '{name}'; it has: {(StateNames.IsEmpty ? "none" : string.Join(", ", StateNames))}.", nameof(name));
        if (_states is null)
            throw new InvalidOperationException("The optimizer has no state before its first step.");
        _statesAreShared = true;
        return _states[index];
    }

    /// <summary>The state tensors in the order of <see cref="StateNames"/>, to be read or, before <see cref="Restore"/>, written.</summary>
    internal ReadOnlySpan<ParameterSet> States => _states;

    /// <summary>Kind, settings and learning rate.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Description}, rate {Rate}");

    /// <summary>Makes the state for <paramref name="layout"/> if it is not there.</summary>
    /// <exception cref="ArgumentException">The optimizer already works for another layout.</exception>
    internal void Attach(ParameterLayout layout)
    {
        if (Layout is null)
        {
            Layout = layout;
            _states = new ParameterSet[StateNames.Length];
            for (var i = 0; i < _states.Length; i++)
                _states[i] = new ParameterSet(layout.Trained);
            (_largestState0, _largestState1) = (0, 0);
        }
        else if (!ReferenceEquals(Layout, layout))
        {
            throw new ArgumentException(
                $"This optimizer keeps the state of {Layout.NetworkName}'s parameters and cannot update those of {layout.NetworkName}: "
                    + "make one optimizer per network.",
                nameof(layout));
        }
    }

    /// <summary>The layout of the state, null before the first step.</summary>
    internal ParameterLayout? Layout { get; private set; }

    /// <summary>Goes on from the state of an optimizer that has done <paramref name="steps"/> steps.</summary>
    internal void Restore(long steps)
    {
        Steps = steps;
        (_largestState0, _largestState1) = (double.NaN, double.NaN);
    }

    /// <summary>
    /// Starts a step: fixes its scalars. <see cref="Measure"/> of all ranges, <see cref="IsSafe"/> and, where it is not,
    /// <see cref="StaysFinite(ParameterSet, ParameterSet, int, int, float)"/> of all ranges follow, then
    /// <see cref="Update(ParameterSet, ParameterSet, int, int, float)"/> of disjoint ranges that cover the buffer, from any threads, and
    /// <see cref="EndStep"/>. A step that is given up before the first update has not happened.
    /// </summary>
    internal void BeginStep(ParameterLayout layout, double rate)
    {
        Attach(layout);
        Prepare(Steps + 1, rate);
    }

    /// <summary>The largest magnitudes of a range, apart from the gradient's: of what the bound depends on and is not known.</summary>
    internal Magnitudes Measure(ParameterSet parameters, int start, int length)
    {
        var states = _states!;
        return new Magnitudes(
            0,
            BoundNeedsParameters ? NonFinite.LargestMagnitude(parameters.Values.Slice(start, length)) : 0,
            LargestState(0, _largestState0),
            LargestState(1, _largestState1));

        double LargestState(int index, double known) => states.Length <= index ? 0
            : _statesAreShared || double.IsNaN(known) ? NonFinite.LargestMagnitude(states[index].Values.Slice(start, length))
            : known;
    }

    /// <summary>Whether the step's results are surely finite; if not, they may or may not be.</summary>
    /// <param name="magnitudes">Those of all ranges together.</param>
    /// <param name="gradientScale">What the gradient is multiplied by.</param>
    internal bool IsSafe(in Magnitudes magnitudes, float gradientScale)
    {
        _bound = Bound(magnitudes with { Gradient = magnitudes.Gradient * gradientScale });
        return _bound.IsSafe;
    }

    /// <summary>Whether the results of a range are finite; changes nothing.</summary>
    internal bool StaysFinite(ParameterSet parameters, ParameterSet gradients, int start, int length, float gradientScale)
    {
        return StaysFinite(
            parameters.Values.Slice(start, length), gradients.Values.Slice(start, length), State(0, start, length), State(1, start, length), gradientScale);
    }

    /// <summary>
    /// Updates the floats [<paramref name="start"/>, <paramref name="start"/> + <paramref name="length"/>) of the flat
    /// buffer by the gradient times <paramref name="gradientScale"/>.
    /// </summary>
    internal void Update(ParameterSet parameters, ParameterSet gradients, int start, int length, float gradientScale)
    {
        Update(parameters.Values.Slice(start, length), gradients.Values.Slice(start, length), State(0, start, length), State(1, start, length), gradientScale);
    }

    /// <summary>Ends a step whose ranges are all updated: moves the buffers, and counts it.</summary>
    internal void EndStep(ParameterSet parameters, ParameterSet gradients)
    {
        Buffers.Move(parameters, gradients);
        Steps++;
        // A bound that could not say anything is not one to go on from.
        (_largestState0, _largestState1) = _bound.IsSafe ? (_bound.State0, _bound.State1) : (double.NaN, double.NaN);
    }

    /// <summary>What would not be finite after the step, in words. On copies, and slow: for a step that is known not to stay finite.</summary>
    internal string FindNonFinite(ParameterSet parameters, ParameterSet gradients, float gradientScale)
    {
        var updated = parameters.Clone();
        var states = Array.ConvertAll(_states!, state => state.Clone());
        Update(
            updated.Trained,
            gradients.Trained,
            states.Length > 0 ? states[0].Trained : default,
            states.Length > 1 ? states[1].Trained : default,
            gradientScale);
        return FindNonFinite(states) ?? $"parameter {NonFinite.FindTensor(updated)}";
    }

    /// <summary>What is not finite in the states, in words, or null.</summary>
    internal string? FindNonFiniteState() => FindNonFinite(_states!);

    private string? FindNonFinite(ParameterSet[] states)
    {
        for (var i = 0; i < states.Length; i++)
        {
            if (NonFinite.FindTensor(states[i]) is { } name)
                return $"{StateNames[i]} of {name}";
        }

        return null;
    }

    private Span<float> State(int index, int start, int length) => index < _states!.Length ? _states[index].Values.Slice(start, length) : default;

    /// <summary>Computes the scalars of step <paramref name="step"/> (from 1).</summary>
    private protected abstract void Prepare(long step, double rate);

    /// <summary>Whether <see cref="Bound"/> depends on the largest parameter, in the step that was prepared.</summary>
    private protected abstract bool BoundNeedsParameters { get; }

    /// <summary>What the results of the step that was prepared cannot exceed, rounding apart.</summary>
    private protected abstract StepBound Bound(in Magnitudes magnitudes);

    /// <summary>Whether one range would be finite after the update; the spans of states that do not exist are empty.</summary>
    private protected abstract bool StaysFinite(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients, ReadOnlySpan<float> state0, ReadOnlySpan<float> state1, float gradientScale);

    /// <summary>Updates one range; the spans of states that do not exist are empty.</summary>
    private protected abstract void Update(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> state0, Span<float> state1, float gradientScale);

    private protected static double NotNegative(double value, string argument) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be a finite number of at least 0.");

    private protected static double Fraction(double value, string argument) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(argument, value, $"{argument} must be at least 0 and less than 1.");
}
