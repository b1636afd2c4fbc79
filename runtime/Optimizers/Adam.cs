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
    private Rule _rule;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="rate">Learning rate, at least 0.</param>
    /// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator, at least 0.</param>
    /// <param name="weightDecay">Factor of the squared norm of the parameters (times 1/2) that is added to the loss; see <see cref="AdamW"/> for the decoupled form.</param>
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
    public override string Description => string.Create(
        CultureInfo.InvariantCulture, $"{GetType().Name}(beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}, weightDecay={WeightDecay})");

    /// <inheritdoc/>
    public override ImmutableArray<string> StateNames => ["exp_avg", "exp_avg_sq"];

    /// <summary>Whether weight decay shrinks the parameters directly instead of entering the gradient.</summary>
    private protected virtual bool Decoupled => false;

    private protected override void Prepare(long step, double rate)
    {
        var correction1 = 1 - Math.Pow(Beta1, step);
        var correction2 = 1 - Math.Pow(Beta2, step);
        _rule = new Rule(
            shrink: Decoupled ? (float)(1 - rate * WeightDecay) : 1,
            decay: Decoupled ? 0 : (float)WeightDecay,
            share1: (float)(1 - Beta1),
            beta2: (float)Beta2,
            share2: (float)(1 - Beta2),
            deviation: (float)Math.Sqrt(correction2),
            epsilon: (float)Epsilon,
            negativeRate: -(float)(rate / correction1));
    }

    private protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> state0, Span<float> state1, float gradientScale) =>
        UpdateLoop.Run(_rule, parameters, gradients, state0, state1, gradientScale);

    private readonly struct Rule(float shrink, float decay, float share1, float beta2, float share2, float deviation, float epsilon, float negativeRate) : IUpdateRule
    {
        private readonly Vector<float> _shrink = new(shrink);
        private readonly Vector<float> _decay = new(decay);
        private readonly Vector<float> _share1 = new(share1);
        private readonly Vector<float> _beta2 = new(beta2);
        private readonly Vector<float> _share2 = new(share2);
        private readonly Vector<float> _deviation = new(deviation);
        private readonly Vector<float> _epsilon = new(epsilon);
        private readonly Vector<float> _negativeRate = new(negativeRate);

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
