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
/// </remarks>
public abstract class Optimizer
{
    private ParameterSet[]? _states;
    private double _rate;

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
    public void Step(ParameterSet parameters, ParameterSet gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        if (!ReferenceEquals(gradients.Layout, parameters.Layout))
            throw new ArgumentException($"The gradients are those of {gradients.Layout.NetworkName}, the parameters those of {parameters.Layout.NetworkName}.", nameof(gradients));
        BeginStep(parameters.Layout, Rate);
        Update(parameters, gradients, 0, parameters.Values.Length, gradientScale: 1);
    }

    /// <summary>The state tensors of one name, in the layout of the parameters.</summary>
    /// <exception cref="ArgumentException">There is no state of that name.</exception>
    /// <exception cref="InvalidOperationException">No step was done and no state was loaded.</exception>
    public ParameterSet State(string name)
    {
        var index = StateNames.IndexOf(name);
        if (index < 0)
            throw new ArgumentException($"{Description} has no state named '{name}'; it has: {(StateNames.IsEmpty ? "none" : string.Join(", ", StateNames))}.", nameof(name));
        return _states is null ? throw new InvalidOperationException("The optimizer has no state before its first step.") : _states[index];
    }

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
                _states[i] = new ParameterSet(layout);
        }
        else if (!ReferenceEquals(Layout, layout))
        {
            throw new ArgumentException($"This optimizer keeps the state of {Layout.NetworkName}'s parameters and cannot update those of {layout.NetworkName}: make one optimizer per network.", nameof(layout));
        }
    }

    /// <summary>The layout of the state, null before the first step.</summary>
    internal ParameterLayout? Layout { get; private set; }

    /// <summary>Goes on from the state of an optimizer that has done <paramref name="steps"/> steps.</summary>
    internal void Restore(long steps) => Steps = steps;

    /// <summary>
    /// Starts a step: counts it and fixes its scalars. Updates of disjoint ranges that cover the buffer follow, from any threads.
    /// </summary>
    internal void BeginStep(ParameterLayout layout, double rate)
    {
        Attach(layout);
        Steps++;
        Prepare(Steps, rate);
    }

    /// <summary>Updates the floats [<paramref name="start"/>, <paramref name="start"/> + <paramref name="length"/>) of the flat buffer by the gradient times <paramref name="gradientScale"/>.</summary>
    internal void Update(ParameterSet parameters, ParameterSet gradients, int start, int length, float gradientScale)
    {
        var states = _states!;
        Update(
            parameters.Values.Slice(start, length),
            gradients.Values.Slice(start, length),
            states.Length > 0 ? states[0].Values.Slice(start, length) : default,
            states.Length > 1 ? states[1].Values.Slice(start, length) : default,
            gradientScale);
    }

    /// <summary>Computes the scalars of step <paramref name="step"/> (from 1).</summary>
    private protected abstract void Prepare(long step, double rate);

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
