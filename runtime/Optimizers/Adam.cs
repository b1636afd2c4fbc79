using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace StaticNets;

/// <summary>
/// Adam (Kingma and Ba 2015), as <c>torch.optim.Adam</c>; in step t:
/// <code>
/// g = g + weightDecay p
/// m = m + (1 - beta1) (g - m)          v = beta2 v + (1 - beta2) g g
/// p = p - rate / (1 - beta1^t)  m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
/// </code>
/// </summary>
public class Adam : Optimizer
{
    private Scalars _scalars;
    private Rule _rule;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="rate">Learning rate, at least 0.</param>
    /// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator, at least 0.</param>
    /// <param name="weightDecay">Factor of the squared norm of the parameters (times 1/2) that is added to the loss;
    /// see <see cref="AdamW"/> for the decoupled form.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Adam(double rate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(rate, weightDecay)
    {
        Beta1 = Fraction(beta1, nameof(beta1));
        Beta2 = Fraction(beta2, nameof(beta2));
        Epsilon = NotNegative(epsilon, nameof(epsilon));
    }

    /// <summary>Decay of the mean of gradients.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the mean of squared gradients.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public sealed override string Description => string.Create(
        CultureInfo.InvariantCulture, $"{GetType().Name}(beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}, weightDecay={WeightDecay})");

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> StateNames => ["exp_avg", "exp_avg_sq"];

    /// <summary>Whether weight decay shrinks the parameters directly instead of entering the gradient.</summary>
    private protected virtual bool Decoupled => false;

    private protected sealed override bool BoundNeedsParameters => _scalars.Decay != 0 || !(Math.Abs(_scalars.Shrink) <= 1);

    private protected sealed override void Prepare(long step, double rate)
    {
        var correction1 = 1 - Math.Pow(Beta1, step);
        var correction2 = 1 - Math.Pow(Beta2, step);
        _scalars = new Scalars(
            Shrink: Decoupled ? (float)(1 - rate * WeightDecay) : 1,
            Decay: Decoupled ? 0 : (float)WeightDecay,
            Share1: (float)(1 - Beta1),
            Beta2: (float)Beta2,
            Share2: (float)(1 - Beta2),
            Deviation: (float)Math.Sqrt(correction2),
            Epsilon: (float)Epsilon,
            Rate: (float)(rate / correction1));
        _rule = new Rule(_scalars);
    }

    private protected sealed override StepBound Bound(in Magnitudes magnitudes)
    {
        var s = _scalars;
        var parameter = Math.Abs(s.Shrink) * magnitudes.Parameter;
        var gradient = magnitudes.Gradient + s.Decay * parameter;
        var mean = (1 - s.Share1) * magnitudes.State0 + s.Share1 * gradient + StepBound.Rounding * (magnitudes.State0 + gradient);
        var square = (s.Beta2 * magnitudes.State1 + s.Share2 * gradient * gradient) * (1 + StepBound.Rounding);
        // Without an epsilon there is no bound: a mean may stand over a square that has become 0.
        var step = mean / s.Epsilon;
        return new StepBound(Math.Max(Math.Max(parameter, gradient + magnitudes.State0), Math.Max(square, step)), s.Rate * step, mean, square);
    }

    private protected sealed override bool StaysFinite(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients, ReadOnlySpan<float> state0, ReadOnlySpan<float> state1, float gradientScale) =>
        UpdateLoop.StaysFinite(_rule, parameters, gradients, state0, state1, gradientScale);

    private protected sealed override void Update(
        Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> state0, Span<float> state1, float gradientScale) =>
        UpdateLoop.Run(_rule, parameters, gradients, state0, state1, gradientScale);

    /// <summary>What is the same for all parameters in a step.</summary>
    private readonly record struct Scalars(float Shrink, float Decay, float Share1, float Beta2, float Share2, float Deviation, float Epsilon, float Rate);

    private readonly struct Rule(Scalars scalars) : IUpdateRule
    {
        private readonly Vector<float> _shrink = new(scalars.Shrink);
        private readonly Vector<float> _decay = new(scalars.Decay);
        private readonly Vector<float> _share1 = new(scalars.Share1);
        private readonly Vector<float> _beta2 = new(scalars.Beta2);
        private readonly Vector<float> _share2 = new(scalars.Share2);
        private readonly Vector<float> _deviation = new(scalars.Deviation);
        private readonly Vector<float> _epsilon = new(scalars.Epsilon);
        private readonly Vector<float> _negativeRate = new(-scalars.Rate);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> state0, ref Vector<float> state1)
        {
            p *= _shrink;
            g += _decay * p;
            state0 += _share1 * (g - state0);
            state1 = _beta2 * state1 + _share2 * g * g;
            // Where v is 0 without an epsilon, m is 0 too: such a parameter (padding, say) stays.
            var denominator = Vector.SquareRoot(state1) / _deviation + _epsilon;
            var step = Vector.ConditionalSelect(Vector.Equals(state0, Vector<float>.Zero), Vector<float>.Zero, state0 / denominator);
            p += _negativeRate * step;
        }
    }
}
