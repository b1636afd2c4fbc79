using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Passes;
using StaticNets.Numerics;
using ModelLoss = StaticNets.Generator.Model.LossKind;

namespace StaticNets.Tests.Engines;

/// <summary>
/// The interpreter in double. Examples are run with weight 1, and where the network does not need the whole batch at once, alone and once: a batch's results
/// are their results in a row, and the mean of their losses and gradients.
/// </summary>
internal sealed class ReferenceEngine
{
    private readonly NetworkModel model;
    private readonly NetworkData data;
    private readonly ulong seed;
    private readonly long step;
    private readonly Func<double, double>? round;
    private readonly TensorProgram inference;
    private readonly TrainingProgram training;
    private readonly List<Part> evaluated = [];
    private readonly List<Part> trained = [];

    /// <param name="seed">Keys dropout.</param>
    /// <param name="step">Keys dropout.</param>
    /// <param name="round">What is stored of an element; all of it by default.</param>
    public ReferenceEngine(NetworkModel model, NetworkData data, ulong seed = 0, long step = 0, Func<double, double>? round = null)
    {
        this.round = round;
        this.model = model;
        this.data = data;
        this.seed = seed;
        this.step = step;
        inference = RunningStatistics.Apply(WithoutDropout.Apply(model.Forward, default), default);
        var wanted = model.TrainedParameters.Concat(InputsWithGradient.Select(input => input.Tensor)).ToList();
        training = Differentiate.Apply(model.Forward, wanted, model.Losses[0].Kind == ModelLoss.None ? model.Losses[0].Target : null, default);
    }

    /// <summary>The longest sum on the way to the output.</summary>
    public int ForwardReduction => Longest(model.Forward, _ => 1);

    private IEnumerable<InputModel> InputsWithGradient => model.Inputs.Where(input => input.WantsGradient);

    /// <summary>The longest sum on the way to a gradient of <paramref name="count"/> examples.</summary>
    public int BackwardReduction(int count) => Longest(training.Program, loop => loop.Output.Scope == Scope.Shared ? count : 1);

    /// <summary>Output and loss without dropout.</summary>
    public EngineResult Evaluate(int count)
    {
        while (evaluated.Count < count)
        {
            var run = Run(inference, evaluated.Count, 1);
            evaluated.Add(new(run[inference.Output], LossOf(run, inference), [], [])
            {
                MoreOutputs = model.Outputs.ToDictionary(output => output.Name, output => run[output.Tensor]),
            });
        }

        return Join(evaluated.Take(count), count);
    }

    /// <summary>Output, loss and gradients with dropout.</summary>
    public EngineResult Train(int count)
    {
        if (training.Program.Tensors.Any(tensor => tensor.Role == TensorRole.BatchSum))
        {
            return Join([Trained(0, count)], count);
        }

        while (trained.Count < count)
        {
            trained.Add(Trained(trained.Count, 1));
        }

        return Join(trained.Take(count), count);
    }

    private Part Trained(int first, int count)
    {
        var program = training.Program;
        var run = Run(program, first, count);
        return new(
            run[program.Output],
            LossOf(run, program),
            training.Gradients.ToDictionary(entry => entry.Key, entry => run[entry.Value]),
            program.Tensors.Where(tensor => tensor.Role == TensorRole.Statistic)
                .ToDictionary(tensor => model.Parameters[tensor.Ordinal].Name, tensor => run[tensor]));
    }

    private static int Longest(TensorProgram program, Func<Loop, int> examples)
        => (int)program.Loops.Where(loop => loop.Combine == Combine.Sum)
            .Select(loop => loop.ReductionAxes.Aggregate((long)examples(loop), (product, axis) => product * axis.Extent)).Append(1).Max();

    private static double LossOf(Interpreter run, TensorProgram program) => program.Losses.Sum(loss => loss.Weight * run[loss.Value].Sum());

    private Interpreter Run(TensorProgram program, int first, int count)
    {
        var run = new Interpreter(
            program,
            count,
            (stream, example, element) => CounterRandom.Uniform(seed, step, (uint)stream, (uint)(first + example), (uint)element),
            round);
        foreach (var parameter in model.Parameters)
        {
            run.Set(parameter.Tensor, data.Parameters[parameter.Tensor.Ordinal].Select(value => (double)value));
        }

        foreach (var input in model.Inputs)
        {
            run.Set(input.Tensor, NetworkData.Slice(data.Inputs[input.Tensor.Ordinal], input.Tensor, first, count).Select(value => (double)value));
            if (input.Lengths is { } lengths)
            {
                run.Set(lengths, data.Lengths[input.Tensor.Ordinal].Skip(first).Take(count).Select(steps => (double)steps));
            }
        }

        run.Set(model.Losses[0].Target, NetworkData.Slice(data.Targets, model.Losses[0].Target, first, count).Select(value => (double)value));
        foreach (var one in program.Tensors.Where(tensor => tensor.Role is TensorRole.ExampleWeight or TensorRole.ClassWeight or TensorRole.Presence))
        {
            run.Set(one, Enumerable.Repeat(1.0, count * (int)one.Size));
        }

        run.Run();
        return run;
    }

    private EngineResult Join(IEnumerable<Part> parts, int count)
    {
        var denominator = model.Losses[0].Kind == ModelLoss.None ? 1 : Enumerable.Range(0, count).Sum(Counted);
        var chosen = parts.ToList();
        var gradients = new Dictionary<string, double[]>();
        foreach (var tensor in chosen[0].Gradients.Keys)
        {
            var each = chosen.Select(part => part.Gradients[tensor].Select(value => value / denominator));
            if (tensor.Role == TensorRole.Parameter)
            {
                gradients[model.Parameters[tensor.Ordinal].Name] = each.Aggregate(
                    new double[tensor.Size], (sum, gradient) => [.. sum.Zip(gradient, (a, b) => a + b)]);
            }
            else
            {
                gradients[model.Inputs[tensor.Ordinal].Name] = [.. each.SelectMany(gradient => gradient)];
            }
        }

        return new(chosen.Sum(part => part.Loss) / denominator, [.. chosen.SelectMany(part => part.Output)], gradients)
        {
            Statistics = chosen[0].Statistics,
            MoreOutputs = chosen[0].MoreOutputs.Keys.ToDictionary(name => name, name => chosen.SelectMany(part => part.MoreOutputs[name]).ToArray()),
        };
    }

    /// <summary>What an example adds to the number that the mean loss divides by: its elements at real steps, but for ignored labels.</summary>
    private long Counted(int example)
    {
        var target = NetworkData.Slice(data.Targets, model.Losses[0].Target, example, 1);
        var real = data.RealSteps(model.Losses[0]) is { } steps
            ? steps[example] * (target.Length / model.Losses[0].Target.Dimensions[0])
            : target.Length;
        return model.Losses[0].Kind == ModelLoss.SoftmaxCrossEntropy ? target.Take(real).Count(label => label != model.Losses[0].IgnoreIndex) : real;
    }

    /// <summary>What comes of one example, or of all together.</summary>
    private sealed record Part(double[] Output, double Loss, Dictionary<Tensor, double[]> Gradients, Dictionary<string, double[]> Statistics)
    {
        public Dictionary<string, double[]> MoreOutputs { get; init; } = [];
    }
}
