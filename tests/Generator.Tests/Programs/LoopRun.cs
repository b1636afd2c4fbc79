using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>
/// A loop alone, of random data. In a program a loop may compute the same as another of what is there by chance or for a reason: a window's gradients are
/// all the same, a maximum is often the first element.
/// </summary>
internal sealed class LoopRun
{
    /// <summary>About how often the body is computed: for more examples where a loop has few points.</summary>
    private const int Points = 600;
    private const int FewestExamples = 3;
    private const int MostExamples = 40;

    /// <summary>One number in so many is 0, which tells less from less or equal.</summary>
    private const int Zeros = 4;
    private const double Tolerance = 1e-9;

    /// <summary>What is left where numbers of about 1 cancel.</summary>
    private const double Rounding = 1e-14;

    private readonly Loop loop;
    private readonly int nextId;
    private readonly int examples;
    private readonly Dictionary<Tensor, double[]> given = [];
    private readonly double[] result;

    public LoopRun(Loop loop, int nextId)
    {
        this.loop = loop;
        this.nextId = nextId;
        examples = (int)Math.Clamp(Points / loop.Points, FewestExamples, MostExamples);
        var compared = Compared(loop).ToLookup(entry => entry.Tensor, entry => entry.Value);
        foreach (var tensor in loop.Reads.Select(read => read.Tensor).Append(loop.Output).Distinct().Where(tensor => tensor.Role != TensorRole.Constant))
        {
            var random = new Random(tensor.Id);
            double[] values = [.. compared[tensor].Distinct()];
            double Draw() => values.Length > 0 && random.Next(Zeros) > 0 ? values[random.Next(values.Length)]
                : random.Next(Zeros) == 0 ? 0
                : (2 * random.NextDouble()) - 1;
            given[tensor] = [.. Enumerable.Range(0, (int)tensor.Size * (tensor.Scope == Scope.Example ? examples : 1)).Select(_ => Draw())];
        }

        result = Run(loop);
    }

    /// <summary>Whether another loop, which is well formed, makes something else of the same.</summary>
    public bool IsDifferent(Loop other) => AreDifferent(result, Run(other));

    /// <summary>Whether the loop makes the same of two expressions of what it reads.</summary>
    public bool AreSame(Expression left, Expression right) => !AreDifferent(Run(loop with { Body = left }), Run(loop with { Body = right }));

    private static bool AreDifferent(double[] ours, double[] theirs)
        => ours.Length != theirs.Length || !ours.Zip(theirs, AreEqual).All(same => same);

    private static bool AreEqual(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= (Tolerance * Math.Max(Math.Abs(a), Math.Abs(b))) + Rounding;

    private double[] Run(Loop other)
    {
        static double Uniform(int stream, int example, int element) => new Random((stream * 1000) + (example * 100) + element).NextDouble();
        var run = new Interpreter(new([other], other.Output, [], nextId), examples, Uniform);
        foreach (var (tensor, values) in given)
        {
            run.Set(tensor, values);
        }

        run.Run();
        return run[other.Output];
    }

    /// <summary>The tensors that are compared with numbers or positions, with what makes a difference there.</summary>
    private static IEnumerable<(Tensor Tensor, double Value)> Compared(Loop loop)
        => loop.Lookup is { } lookup
            ? Enumerable.Range(-1, lookup.Axis.Extent + 2).Select(position => (lookup.Index.Tensor, (double)position)).Concat(Compared(loop.Body))
            : Compared(loop.Body);

    private static IEnumerable<(Tensor Tensor, double Value)> Compared(Expression expression)
    {
        var own = expression switch
        {
            Select { Left: Read read, Right: var other } => Near(read, other),
            Select { Left: var other, Right: Read read } => Near(read, other),
            _ => [],
        };
        return own.Concat(expression.Parts.SelectMany(Compared));
    }

    private static IEnumerable<(Tensor Tensor, double Value)> Near(Read read, Expression other) => other switch
    {
        Position { Value: var value }
            => Enumerable.Range(value.Minimum - 1, value.Maximum - value.Minimum + 3).Select(position => (read.Tensor, (double)position)),
        Constant { Value: not 0 } constant => new[] { -1, 0, 1 }.Select(step => (read.Tensor, constant.Value + step)),
        _ => [],
    };
}
