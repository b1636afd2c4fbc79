using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>What a kernel's statements compute from random elements, beside what the loops of its unit mean by the interpreter of programs.</summary>
internal sealed class KernelComparison
{
    /// <summary>Blocks of a chunk that are computed, instead of all that it may have.</summary>
    private const int Blocks = 2;

    /// <summary>Sets of elements that are looked at to find one that gives numbers.</summary>
    private const int Tries = 12;

    private readonly LoweredKernel lowered;
    private readonly Unit unit;
    private readonly int examples;
    private readonly Dictionary<Tensor, int> positions;
    private readonly List<Case> cases = [];
    private int seed;

    public KernelComparison(LoweredKernel lowered)
    {
        this.lowered = lowered;
        unit = lowered.Unit;
        examples = lowered.Form.IsBatch ? VectorTarget.BlockExamples : 1;
        positions = unit.Loops.SelectMany(Positions).GroupBy(entry => entry.Tensor).ToDictionary(group => group.Key, group => group.Max(entry => entry.End));
    }

    /// <summary>What is wrong with statements of this kernel, in words; null where they compute what they are to.</summary>
    /// <param name="count">Sets of elements to try.</param>
    public string? Difference(Kernel kernel, int count)
        => Enumerable.Range(0, count).Select(i => Difference(kernel, CaseAt(i))).FirstOrDefault(difference => difference is not null);

    /// <summary>Tensors whose elements are positions of an axis: they choose a row, or are compared with where a point stands.</summary>
    private static IEnumerable<(Tensor Tensor, int End)> Positions(Loop loop)
    {
        if (loop.Lookup is { } lookup)
        {
            yield return (lookup.Index.Tensor, lookup.Axis.Extent);
        }

        var expressions = All(loop.Body).Concat(loop.Finish is null ? [] : All(loop.Finish));
        foreach (var select in expressions.OfType<Select>().Where(select => select.Comparison == Comparison.Equal))
        {
            foreach (var position in All(select.Left).Concat(All(select.Right)).OfType<Position>())
            {
                foreach (var read in select.Left.Reads.Concat(select.Right.Reads))
                {
                    yield return (read.Tensor, position.Value.Maximum + 1);
                }
            }
        }

        static IEnumerable<Expression> All(Expression expression) => expression.Parts.SelectMany(All).Prepend(expression);
    }

    private Case CaseAt(int position)
    {
        // Roots and logarithms need some tensors to be positive; which, is found by trying.
        while (cases.Count <= position)
        {
            var tries = Enumerable.Range(0, Tries).Select(_ => Draw(seed++));
            cases.Add(tries.FirstOrDefault(elements => !elements.Expected.Any(double.IsNaN)) ?? Draw(seed++));
        }

        return cases[position];
    }

    private string? Difference(Kernel kernel, Case elements)
    {
        var memory = lowered.Kernel.Tensors.Distinct().ToDictionary(
            tensor => tensor, tensor => Place(tensor, elements.Given.GetValueOrDefault(tensor, elements.Start), 0));
        var output = memory[unit.Last.Output] = Place(unit.Last.Output, elements.Start, ClearsPadding ? 0.5 : 0);
        try
        {
            var interpreter = new StatementInterpreter(kernel, tensor => memory[tensor], Uniform(elements.Seed));
            Run(isAccumulating: false);
            var difference = Compare(output, elements.Expected);
            if (difference is not null || !kernel.TakesAccumulate)
            {
                return difference;
            }

            // Elements that the unit leaves to others stay.
            Run(isAccumulating: true);
            return Compare(
                output, [.. elements.Expected.Select((value, i) => unit.Last.Writing == Writing.Part && value == elements.Start[i] ? value : value * 2)]);

            void Run(bool isAccumulating)
            {
                var steps = unit.Scan?.Time.Extent ?? 1;
                for (var step = 0; step < steps; step++)
                {
                    interpreter.Run(unit.Scan?.IsReversed == true ? steps - 1 - step : step, isAccumulating, Blocks);
                }
            }
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return exception.Message;
        }
    }

    /// <summary>Whether the kernel sees to it that what follows the elements of a row is 0; else it finds it so.</summary>
    private bool ClearsPadding => lowered.Form.Placements[unit.Last.Output] is { HasPadding: true, ExampleStride: 0 }
        && unit is { Scan: null, Last: { Writing: Writing.Whole, Output.Traits.KeepsElements: false } };

    private string? Compare(double[] output, double[] elements)
    {
        var wanted = Place(unit.Last.Output, elements, 0);
        for (var i = 0; i < output.Length; i++)
        {
            if (!IsNear(output[i], wanted[i]))
            {
                return FormattableString.Invariant($"float {i} is {output[i]:R}, not {wanted[i]:R}");
            }
        }

        return null;
    }

    private static bool IsNear(double value, double wanted)
        => value.Equals(wanted) || (double.IsFinite(wanted) && Math.Abs(value - wanted) <= 1e-9 * (1 + Math.Abs(wanted)));

    private Case Draw(int seed)
    {
        var program = Program();
        var random = new Random(seed);
        var interpreter = new Interpreter(program, examples, Uniform(seed));
        foreach (var tensor in lowered.Kernel.Tensors.Distinct().Where(tensor => tensor.Role != TensorRole.Constant))
        {
            // Positions that are none too, and labels that are left out.
            var least = random.Next(2) == 0 ? -2 : 0.1;
            var end = positions.GetValueOrDefault(tensor, 4);
            Func<double> draw = tensor.Role == TensorRole.Target ? () => random.Next(4) == 0 ? -100 : random.Next(-1, end + 1)
                // The runtime refuses tokens that are out of the vocabulary.
                : positions.ContainsKey(tensor) ? tensor.Role == TensorRole.Input ? () => random.Next(end) : () => random.Next(-1, end + 1)
                : tensor.Role is TensorRole.Lengths or TensorRole.StepNumber ? () => random.Next(4)
                : () => least + (random.NextDouble() * (2 - least));
            interpreter.Set(tensor, Enumerable.Range(0, interpreter[tensor].Length).Select(_ => draw()));
        }

        // What a scan writes is cleared before it.
        var output = interpreter[unit.Last.Output];
        if (unit.Scan is not null && unit.Last.Writing != Writing.Add)
        {
            Array.Clear(output);
        }

        var before = output.ToArray();
        interpreter.Run();
        var given = lowered.Kernel.Tensors.Distinct().Where(tensor => !tensor.Equals(unit.Last.Output))
            .ToDictionary(tensor => tensor, tensor => interpreter[tensor]);
        return new(seed, given, before, interpreter[unit.Last.Output]);
    }

    /// <summary>The unit's loops as a program, with what follows a reduction in a loop of its own and few blocks in a chunk.</summary>
    private TensorProgram Program()
    {
        var builder = new ProgramBuilder(lowered.Plan.NextId);
        var loops = unit.Loops.SelectMany(loop =>
        {
            loop = loop with { Axes = loop.Axes.Select(axis => axis.IsRuntimeBound ? axis with { Extent = Blocks } : axis).ToArray() };
            if (loop.Finish is not { } finish)
            {
                return new[] { loop };
            }

            var total = builder.Tensor("total", loop.Output.Dimensions, loop.Output.Scope, loop.Output.LaneAxis, TensorRole.Intermediate);
            var map = loop with
            {
                Axes = loop.Axes.Where(axis => loop.Index.Any(index => index.Uses(axis))).ToArray(),
                Combine = Combine.Assign,
                Body = WithTotal(finish, new Read(total, loop.Index)),
                Finish = null,
                Lookup = null,
            };
            return [loop with { Output = total, Finish = null }, map];
        }).ToList();
        return new([.. loops], unit.Last.Output, [], builder.NextId);
    }

    private static Expression WithTotal(Expression expression, Read total) => expression is Total ? total : expression.MapParts(part => WithTotal(part, total));

    private static Func<int, int, int, double> Uniform(int seed)
        => (stream, example, element) => new Random((seed * 15485863) + (stream * 7919) + (example * 104729) + element).NextDouble();

    /// <summary>Elements where the kernel expects them.</summary>
    /// <param name="between">What all other floats are.</param>
    private double[] Place(Tensor tensor, double[] elements, double between)
    {
        var placement = lowered.Form.Placements[tensor];
        var floats = new double[placement.Length];
        Array.Fill(floats, between);
        for (var i = 0; i < elements.Length; i++)
        {
            var (rest, address) = (i, 0);
            for (var d = tensor.Rank - 1; d >= 0; d--)
            {
                address += rest % tensor.Dimensions[d] * placement.Strides[d];
                rest /= tensor.Dimensions[d];
            }

            floats[address + (rest * placement.ExampleStride)] = elements[i];
        }

        return floats;
    }

    /// <summary>Elements of what is read, and what the output holds before and after.</summary>
    private sealed record Case(int Seed, Dictionary<Tensor, double[]> Given, double[] Start, double[] Expected);
}
