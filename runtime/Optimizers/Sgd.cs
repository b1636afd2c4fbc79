using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace StaticNets;

/// <summary>
/// Stochastic gradient descent with momentum, as <c>torch.optim.SGD</c>:
/// <code>
/// g = g + weightDecay p
/// b = g on the first step, then momentum b + (1 - dampening) g
/// p = p - rate b,   Nesterov: p = p - rate (g + momentum b),   without momentum: p = p - rate g
/// </code>
/// </summary>
public sealed class Sgd : Optimizer
{
    private float _rate;
    private float _share;
    private Plain _plain;
    private Heavy _heavy;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="rate">Learning rate, at least 0.</param>
    /// <param name="momentum">Share of the last step's direction that is kept, at least 0; 0: no momentum and no state.</param>
    /// <param name="dampening">Share of the gradient that does not enter the momentum.</param>
    /// <param name="nesterov">Look ahead along the momentum (Sutskever et al. 2013); needs momentum and no dampening.</param>
    /// <param name="weightDecay">Factor of the squared norm of the parameters (times 1/2) that is added to the loss.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Sgd(double rate = 1e-3, double momentum = 0, double dampening = 0, bool nesterov = false, double weightDecay = 0)
        : base(rate, weightDecay)
    {
        Momentum = NotNegative(momentum, nameof(momentum));
        Dampening = double.IsFinite(dampening) ? dampening : throw new ArgumentOutOfRangeException(nameof(dampening), dampening, "dampening must be finite.");
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException(
                $"Nesterov momentum needs a momentum above 0 (it is {momentum}) and no dampening (it is {dampening}).", nameof(nesterov));
        Nesterov = nesterov;
    }

    /// <summary>Share of the last step's direction that is kept.</summary>
    public double Momentum { get; }

    /// <summary>Share of the gradient that does not enter the momentum.</summary>
    public double Dampening { get; }

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override string Description => string.Create(
        CultureInfo.InvariantCulture, $"Sgd(momentum={Momentum}, dampening={Dampening}, nesterov={(Nesterov ? "true" : "false")}, weightDecay={WeightDecay})");

    /// <inheritdoc/>
    public override ImmutableArray<string> StateNames => Momentum == 0 ? [] : ["momentum_buffer"];

    private protected override bool BoundNeedsParameters => WeightDecay != 0;

    private protected override void Prepare(long step, double rate)
    {
        // The first step takes the gradient itself: the buffer is 0 and the factor of the gradient 1 instead of 1 - dampening.
        (_rate, _share) = ((float)rate, step == 1 ? 1 : (float)(1 - Dampening));
        _plain = new Plain(-_rate, (float)WeightDecay);
        _heavy = new Heavy(-_rate, (float)WeightDecay, (float)Momentum, _share, Nesterov ? -1 : 0);
    }

    private protected override StepBound Bound(in Magnitudes magnitudes)
    {
        var gradient = magnitudes.Gradient + (float)WeightDecay * magnitudes.Parameter;
        if (Momentum == 0)
            return new StepBound(gradient, _rate * gradient, 0, 0);
        var buffer = (float)Momentum * magnitudes.State0 + Math.Abs(_share) * gradient;
        var direction = Nesterov ? gradient + (float)Momentum * buffer : buffer;
        return new StepBound(Math.Max(gradient, Math.Max(buffer, direction)), _rate * direction, buffer * (1 + StepBound.Rounding), 0);
    }

    private protected override bool StaysFinite(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients, ReadOnlySpan<float> state0, ReadOnlySpan<float> state1, float gradientScale) =>
        Momentum == 0
            ? UpdateLoop.StaysFinite(_plain, parameters, gradients, state0, state1, gradientScale)
            : UpdateLoop.StaysFinite(_heavy, parameters, gradients, state0, state1, gradientScale);

    private protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> state0, Span<float> state1, float gradientScale)
    {
        if (Momentum == 0)
            UpdateLoop.Run(_plain, parameters, gradients, state0, state1, gradientScale);
        else
            UpdateLoop.Run(_heavy, parameters, gradients, state0, state1, gradientScale);
    }

    private readonly struct Plain(float negativeRate, float decay) : IUpdateRule
    {
        private readonly Vector<float> _negativeRate = new(negativeRate);
        private readonly Vector<float> _decay = new(decay);

        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> state0, ref Vector<float> state1) =>
            p += _negativeRate * (g + _decay * p);
    }

    private readonly struct Heavy(float negativeRate, float decay, float momentum, float share, int nesterov) : IUpdateRule
    {
        private readonly Vector<float> _negativeRate = new(negativeRate);
        private readonly Vector<float> _decay = new(decay);
        private readonly Vector<float> _momentum = new(momentum);
        private readonly Vector<float> _share = new(share);
        private readonly Vector<int> _nesterov = new(nesterov);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> state0, ref Vector<float> state1)
        {
            g += _decay * p;
            var buffer = _momentum * state0 + _share * g;
            p += _negativeRate * Vector.ConditionalSelect(_nesterov, g + _momentum * buffer, buffer);
            state0 = buffer;
        }
    }
}
