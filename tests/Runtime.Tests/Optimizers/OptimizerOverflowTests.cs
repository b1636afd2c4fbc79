using Xunit;

namespace StaticNets.Tests.Optimizers;

public sealed class OptimizerOverflowTests
{
    private const int Length = 37;
    private static readonly ParameterLayout Layout = new("Numbers", Length, [new ParameterInfo("values", [Length], 0, [1], Initializer.Constant(0))]);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_step_is_taken_if_and_only_if_all_its_results_are_finite(int seed)
    {
        var random = new Random(seed);
        var (taken, refused) = (0, 0);
        for (var training = 0; training < 400; training++)
        {
            var settings = random.Next();
            var (optimizer, reference) = (Draw(new Random(settings)), Draw(new Random(settings)));
            optimizer.Attach(Layout);
            var (spread, offset) = (random.Next(1, 36), random.Next(-36, 37));
            var parameters = Numbers(random, random.Next(1, 39), 0);
            var expected = parameters.Clone();
            for (var step = 0; step < 6; step++)
            {
                var gradients = Numbers(random, spread, offset);
                var before = Contents(parameters, optimizer);
                reference.BeginStep(Layout, reference.Rate);
                var states = reference.States.ToArray().Select(state => state.Clone()).ToArray();
                var parametersBefore = expected.Clone();
                reference.Update(expected, gradients, 0, Length, 1);
                if (Contents(expected, reference).All(float.IsFinite))
                {
                    reference.EndStep(expected, gradients);
                    optimizer.Step(parameters, gradients);
                    Assert.Equal(Contents(expected, reference), Contents(parameters, optimizer));
                    taken++;
                    continue;
                }

                var thrown = Assert.Throws<ArithmeticException>(() => optimizer.Step(parameters, gradients));
                Assert.Contains("of values would be infinite or not a number", thrown.Message.Replace("parameter values", "of values"));
                Assert.Equal(before, Contents(parameters, optimizer));
                expected.CopyFrom(parametersBefore);
                for (var i = 0; i < states.Length; i++)
                    reference.States[i].CopyFrom(states[i]);
                refused++;
            }
        }

        Assert.InRange(taken, 300, int.MaxValue);
        Assert.InRange(refused, 300, int.MaxValue);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_named_and_changes_nothing()
    {
        var optimizer = new Adam();
        var parameters = Numbers(new Random(1), 1, 0);
        var before = parameters.Values.ToArray();
        var gradients = Numbers(new Random(2), 1, 0);
        gradients.Values[30] = float.NaN;
        var thrown = Assert.Throws<ArithmeticException>(() => optimizer.Step(parameters, gradients));
        Assert.Contains("the gradient of values is infinite or not a number", thrown.Message);
        Assert.Equal(before, parameters.Values);
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void A_state_that_somebody_holds_is_looked_at_in_every_step()
    {
        var optimizer = new Sgd(0.1, momentum: 0.9);
        var (parameters, gradients) = (Numbers(new Random(1), 1, 0), Numbers(new Random(2), 1, 0));
        optimizer.Step(parameters, gradients);
        var momentum = optimizer.State("momentum_buffer");
        optimizer.Step(parameters, gradients);
        momentum.Values[5] = float.MaxValue;
        optimizer.Step(parameters, gradients);
        momentum.Values[5] = float.NaN;
        Assert.Contains("momentum_buffer of values", Assert.Throws<ArithmeticException>(() => optimizer.Step(parameters, gradients)).Message);
        Assert.Equal(3, optimizer.Steps);
    }

    [Fact]
    public void Ordinary_steps_are_known_to_be_safe_without_a_look()
    {
        foreach (var optimizer in new Optimizer[] { new Sgd(0.1), new Sgd(0.1, 0.9, weightDecay: 1e-4), new Sgd(1, 0.99, nesterov: true), new Adam(),
            new Adam(weightDecay: 0.1), new AdamW(0.1) })
        {
            var (parameters, gradients) = (Numbers(new Random(1), 3, 0), Numbers(new Random(2), 3, 0));
            for (var step = 0; step < 20_000; step++)
            {
                optimizer.BeginStep(Layout, optimizer.Rate);
                Assert.True(optimizer.IsSafe(optimizer.Measure(parameters, 0, Length) with { Gradient = 1000 }, 1));
                optimizer.Update(parameters, gradients, 0, Length, 1);
                optimizer.EndStep(parameters, gradients);
            }
        }
    }

    private static Optimizer Draw(Random random)
    {
        var rate = Math.Pow(10, random.Next(-8, 39)) * (random.Next(30) == 0 ? 0 : 1);
        var decay = random.Next(2) == 0 ? 0 : Math.Pow(10, random.Next(-6, 20));
        var momentum = random.Next(3) == 0 ? 0 : random.Next(2) == 0 ? 0.9 : Math.Pow(10, random.Next(-2, 10));
        var epsilon = random.Next(4) == 0 ? 0 : Math.Pow(10, random.Next(-30, 3));
        var (beta1, beta2) = (1 - Math.Pow(10, -random.Next(0, 9)), 1 - Math.Pow(10, -random.Next(0, 9)));
        return random.Next(3) switch
        {
            0 => new Sgd(rate, momentum, random.Next(2) == 0 ? 0 : -3, nesterov: false, decay),
            1 when momentum > 0 => new Sgd(rate, momentum, 0, nesterov: true, decay),
            1 => new AdamW(rate, beta1, beta2, epsilon, decay),
            _ => new Adam(rate, beta1, beta2, epsilon, decay),
        };
    }

    private static ParameterSet Numbers(Random random, int spread, int offset)
    {
        var values = new float[Length];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)((random.NextDouble() - 0.5) * Math.Pow(10, Math.Min(38, offset + random.Next(spread))));
            if (random.Next(8) == 0)
                value = 0;
        }

        return new ParameterSet(Layout) { ["values"] = values };
    }

    private static float[] Contents(ParameterSet parameters, Optimizer optimizer)
    {
        var contents = parameters.Values.ToArray().ToList();
        foreach (var state in optimizer.States)
            contents.AddRange(state.Values.ToArray());
        return [.. contents];
    }
}
