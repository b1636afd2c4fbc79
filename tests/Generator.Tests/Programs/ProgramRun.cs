using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Numerics;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>
/// What a program makes of fixed random data, interpreted in double: whatever is given, by its role and id alone, so that all programs of a network get
/// the same.
/// </summary>
internal sealed class ProgramRun
{
    public const int Examples = 2;
    private readonly Dictionary<int, (Tensor Tensor, double[] Values)> made = [];
    private readonly Dictionary<int, Tensor> shapes;

    private ProgramRun(TensorProgram program, NetworkModel model, ProgramRun? encoded)
    {
        var run = new Interpreter(program, Examples, (stream, example, element) => CounterRandom.Uniform(5, 2, (uint)stream, (uint)example, (uint)element));
        foreach (var tensor in program.Tensors.Where(tensor => tensor.Traits.IsGiven))
        {
            if (tensor.Role != TensorRole.Constant)
            {
                run.Set(tensor, encoded?.ValuesOf(tensor) ?? Given(tensor, model));
            }
        }

        run.Run();
        foreach (var tensor in program.Loops.Select(loop => loop.Output).Distinct())
        {
            made[tensor.Id] = (tensor, run[tensor]);
        }

        shapes = program.Tensors.ToDictionary(tensor => tensor.Id);
    }

    /// <summary>The tensors that the program made.</summary>
    public IEnumerable<Tensor> Made => made.Values.Select(entry => entry.Tensor);

    /// <param name="encoded">In a network for one step: what its encoder made.</param>
    public static ProgramRun Of(TensorProgram program, NetworkModel model, ProgramRun? encoded = null) => new(program, model, encoded);

    public double[]? ValuesOf(Tensor tensor) => made.TryGetValue(tensor.Id, out var entry) ? entry.Values : null;

    /// <summary>The first tensor that has another shape in the other program, or that both made, but not the same.</summary>
    public string? Difference(ProgramRun other)
    {
        const double Relative = 1e-9;
        var reshaped = shapes.Values
            .FirstOrDefault(tensor => other.shapes.TryGetValue(tensor.Id, out var theirs) && !theirs.Dimensions.Equals(tensor.Dimensions));
        if (reshaped is not null)
        {
            return $"{reshaped} is {other.shapes[reshaped.Id]}";
        }

        foreach (var (tensor, values) in made.Values.OrderBy(entry => entry.Tensor.Id))
        {
            if (!other.made.TryGetValue(tensor.Id, out var theirs))
            {
                continue;
            }

            var scale = values.Concat(theirs.Values).Where(double.IsFinite).Select(Math.Abs).Append(0).Max();
            for (var i = 0; i < values.Length; i++)
            {
                if (!values[i].Equals(theirs.Values[i]) && !(Math.Abs(values[i] - theirs.Values[i]) <= Relative * scale))
                {
                    return $"{tensor} is {theirs.Values[i]:R} instead of {values[i]:R} at {i}";
                }
            }
        }

        return null;
    }

    private static double[] Given(Tensor tensor, NetworkModel model)
    {
        var random = new Random(tensor.Id);
        var sign = 1;
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        Func<double> draw = tensor.Role switch
        {
            TensorRole.Input when model.Inputs[tensor.Ordinal].Vocabulary is > 0 and var tokens => () => random.Next(tokens),
            TensorRole.Lengths => () => 1 + random.Next(model.Inputs[tensor.Ordinal].Shape[0]),
            TensorRole.Target when model.Losses[0].Classes > 0 => () => random.Next(model.Losses[0].Classes),
            TensorRole.StepNumber or TensorRole.Presence => () => 1,
            // A variance is not negative.
            TensorRole.Parameter when !model.Parameters.Single(parameter => parameter.Tensor.Equals(tensor)).IsTrained => () => Between(0.5, 1.5),
            TensorRole.ExampleWeight => () => Between(0.3, 0.9) * (sign = -sign), // Of sums of losses and their maxima only those of both signs differ.
            _ => () => Between(-1, 1),
        };
        double[] values = [.. Enumerable.Range(0, (int)tensor.Size * (tensor.Scope == Scope.Example ? Examples : 1)).Select(_ => draw())];

        // The runtime clears padding for programs too that have no use for the lengths.
        if (tensor.Role == TensorRole.Input && model.Inputs[tensor.Ordinal].Lengths is { } lengths)
        {
            var real = Given(lengths, model);
            var step = (int)tensor.Size / tensor.Dimensions[0];
            values = [.. values.Select((value, i) => i % tensor.Size / step < real[i / tensor.Size] ? value : 0)];
        }

        return values;
    }
}
