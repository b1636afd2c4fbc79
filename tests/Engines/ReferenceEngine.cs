using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Passes;
using StaticNets.Numerics;
using ModelLoss = StaticNets.Generator.Model.LossKind;

namespace StaticNets.Tests.Engines;

/// <summary>
/// The interpreter in double. Examples are run alone and once, with weight 1: a batch's results are their results in a row,
/// and the mean of their losses and gradients.
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
    private readonly List<Example> evaluated = [];
    private readonly List<Example> trained = [];

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
        inference = WithoutDropout.Apply(model.Forward, default);
        var wanted = model.Parameters.Select(parameter => parameter.Tensor).Concat(InputsWithGradient.Select(input => input.Tensor)).ToList();
        training = Differentiate.Apply(model.Forward, wanted, model.Loss.Kind == ModelLoss.None ? model.Loss.Target : null, default);
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
            var run = Run(inference, evaluated.Count);
            evaluated.Add(new(run[inference.Output], LossOf(run, inference), [])
            {
                MoreOutputs = model.Outputs.ToDictionary(output => output.Name, output => run[output.Tensor]),
            });
        }

        return Join(evaluated, count);
    }

    /// <summary>Output, loss and gradients with dropout.</summary>
    public EngineResult Train(int count)
    {
        while (trained.Count < count)
        {
            var run = Run(training.Program, trained.Count);
            trained.Add(new(
                run[training.Program.Output], LossOf(run, training.Program), training.Gradients.ToDictionary(entry => entry.Key, entry => run[entry.Value])));
        }

        return Join(trained, count);
    }

    private static int Longest(TensorProgram program, Func<Loop, int> examples)
        => (int)program.Loops.Where(loop => loop.Combine == Combine.Sum)
            .Select(loop => loop.ReductionAxes.Aggregate((long)examples(loop), (product, axis) => product * axis.Extent)).Append(1).Max();

    private static double LossOf(Interpreter run, TensorProgram program) => program.Loss is { } loss ? run[loss][0] : 0;

    private Interpreter Run(TensorProgram program, int example)
    {
        var run = new Interpreter(program, 1, (stream, _, element) => CounterRandom.Uniform(seed, step, (uint)stream, (uint)example, (uint)element), round);
        foreach (var parameter in model.Parameters)
        {
            run.Set(parameter.Tensor, data.Parameters[parameter.Tensor.Ordinal].Select(value => (double)value));
        }

        foreach (var input in model.Inputs)
        {
            run.Set(input.Tensor, NetworkData.Slice(data.Inputs[input.Tensor.Ordinal], input.Tensor, example, 1).Select(value => (double)value));
            if (input.Lengths is { } lengths)
            {
                run.Set(lengths, [data.Lengths[input.Tensor.Ordinal][example]]);
            }
        }

        run.Set(model.Loss.Target, NetworkData.Slice(data.Targets, model.Loss.Target, example, 1).Select(value => (double)value));
        foreach (var weight in program.Tensors.Where(tensor => tensor.Role == TensorRole.ExampleWeight))
        {
            run.Set(weight, [1]);
        }

        run.Run();
        return run;
    }

    private EngineResult Join(List<Example> examples, int count)
    {
        var denominator = model.Loss.Kind == ModelLoss.None ? 1 : Enumerable.Range(0, count).Sum(Counted);
        var chosen = examples.Take(count).ToList();
        var gradients = new Dictionary<string, double[]>();
        foreach (var tensor in chosen[0].Gradients.Keys)
        {
            var each = chosen.Select(example => example.Gradients[tensor].Select(value => value / denominator));
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

        return new(chosen.Sum(example => example.Loss) / denominator, [.. chosen.SelectMany(example => example.Output)], gradients)
        {
            MoreOutputs = chosen[0].MoreOutputs.Keys.ToDictionary(name => name, name => chosen.SelectMany(example => example.MoreOutputs[name]).ToArray()),
        };
    }

    /// <summary>What an example adds to the number that the mean loss divides by: its elements at real steps, but for ignored labels.</summary>
    private long Counted(int example)
    {
        var target = NetworkData.Slice(data.Targets, model.Loss.Target, example, 1);
        var real = model.Loss.Lengths is { } lengths
            ? data.Lengths[lengths.Ordinal][example] * (target.Length / model.Loss.Target.Dimensions[0])
            : target.Length;
        return model.Loss.Kind == ModelLoss.SoftmaxCrossEntropy ? target.Take(real).Count(label => label != model.Loss.IgnoreIndex) : real;
    }

    private sealed record Example(double[] Output, double Loss, Dictionary<Tensor, double[]> Gradients)
    {
        public Dictionary<string, double[]> MoreOutputs { get; init; } = [];
    }
}
