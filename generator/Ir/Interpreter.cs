
namespace StaticNets.Generator.Ir;

/// <summary>Executes a tensor program in double, point by point: the definition of what every loop means.</summary>
/// <param name="round">What is stored of an element, to see what the rounding of every operation comes to. Default: all of it.</param>
internal sealed class Interpreter(TensorProgram program, int count, Func<int, int, int, double>? uniform = null, Func<double, double>? round = null)
{
    private readonly Dictionary<Tensor, double[]> values = [];

    /// <summary>Where each axis stands, by its id.</summary>
    private readonly int[] at = new int[program.NextId];
    private int example;

    /// <summary>All examples' elements of <paramref name="tensor"/>, one example after another, in row-major order. Zero until computed or set.</summary>
    public double[] this[Tensor tensor]
    {
        get
        {
            if (!values.TryGetValue(tensor, out var array))
            {
                array = tensor.Role == TensorRole.Constant
                    ? [.. tensor.Values]
                    : new double[tensor.Size * (tensor.Scope == Scope.Example ? count : 1)];
                values[tensor] = array;
            }

            return array;
        }
    }

    /// <summary>Gives a tensor its elements.</summary>
    public void Set(Tensor tensor, IEnumerable<double> elements)
    {
        var array = elements.ToArray();
        if (array.Length != this[tensor].Length)
        {
            throw new ArgumentException($"{tensor} holds {this[tensor].Length} elements for {count} examples but gets {array.Length}.", nameof(elements));
        }

        values[tensor] = array;
    }

    public void Run()
    {
        ClearPadding();
        for (int first = 0, end; first < program.Loops.Length; first = end)
        {
            end = program.EndOfScan(first);
            var loops = program.Loops.AsSpan().Slice(first, end - first).ToArray();
            foreach (var loop in loops.Where(loop => loop.Writing == Writing.Whole))
            {
                Array.Clear(this[loop.Output], 0, this[loop.Output].Length);
            }

            var runs = loops.Select(Bind).ToArray();
            for (var step = 0; step < (loops[0].Scan?.Time.Extent ?? 1); step++)
            {
                if (loops[0].Scan is { } scan)
                {
                    at[scan.Time.Id] = scan.IsReversed ? scan.Time.Extent - 1 - step : step;
                }

                foreach (var run in runs)
                {
                    run();
                }
            }
        }
    }

    /// <summary>An input has no steps beyond an example's length: whatever is there reads as 0.</summary>
    private void ClearPadding()
    {
        var tensors = program.Tensors;
        foreach (var lengths in tensors.Where(tensor => tensor.Role == TensorRole.Lengths))
        {
            foreach (var input in tensors.Where(tensor => tensor.Role == TensorRole.Input && tensor.Ordinal == lengths.Ordinal))
            {
                var step = (int)input.Size / input.Dimensions[0];
                for (example = 0; example < count; example++)
                {
                    var real = (int)this[lengths][example] * step;
                    Array.Clear(this[input], (int)((example * input.Size) + real), (int)input.Size - real);
                }
            }
        }
    }

    /// <summary>What runs a loop: all of it, or its part at the position where the time of its scan stands.</summary>
    private Action Bind(Loop loop)
    {
        var output = this[loop.Output];
        var perExample = loop.Output.Scope == Scope.Example || loop.Reads.Any(read => read.Tensor.Scope == Scope.Example);
        var isSum = loop.Combine is Combine.Assign or Combine.Sum;
        var reduction = loop.ReductionAxes.ToArray();
        var free = loop.Axes.Where(axis => !axis.Equals(loop.Scan?.Time) && !axis.Equals(loop.Lookup?.Axis)).ToArray();

        // Which elements the loop has contributed to, so that it begins others from nothing; all, where it adds to what is there.
        bool[] reached = [.. Enumerable.Repeat(loop.Writing == Writing.Add, output.Length)];
        var best = isSum ? [] : new double[output.Length];
        var (row, address, body) = (loop.Lookup is { } lookup ? Bind(lookup.Index) : null, Bind(loop.Output, loop.Index), Bind(loop.Body));
        return () =>
        {
            for (example = 0; example < (perExample ? count : 1); example++)
            {
                Array.ForEach(free, axis => at[axis.Id] = 0);
                do
                {
                    if ((row is null || LookUp()) && address() is >= 0 and var element && body() is double value)
                    {
                        Contribute(element, value);
                    }
                }
                while (Advance(free));
            }
        };

        bool LookUp()
        {
            var axis = loop.Lookup!.Axis;
            at[axis.Id] = (int)(row() ?? -1);
            return at[axis.Id] >= 0 && at[axis.Id] < axis.Extent;
        }

        void Contribute(int element, double value)
        {
            if (isSum)
            {
                output[element] = Stored(reached[element] ? output[element] + value : value);
                reached[element] = true;
            }
            else if (!reached[element] || value > best[element] || double.IsNaN(value))
            {
                reached[element] = true;
                best[element] = value;
                output[element] = loop.Combine == Combine.Maximum
                    ? Stored(value)
                    : reduction.Aggregate(0, (ordinal, axis) => (ordinal * axis.Extent) + at[axis.Id]);
            }
        }
    }

    private double Stored(double value) => round is null ? value : round(value);

    /// <summary>Goes to the next point, the last axis first; false after the last point.</summary>
    private bool Advance(Axis[] axes)
    {
        for (var i = axes.Length - 1; i >= 0; i--)
        {
            if (++at[axes[i].Id] < axes[i].Extent)
            {
                return true;
            }

            at[axes[i].Id] = 0;
        }

        return false;
    }

    /// <summary>What finds the place of a tensor's element in its array, or -1 where an index is out of range.</summary>
    private Func<int> Bind(Tensor tensor, EquatableArray<Affine> index)
    {
        var dimensions = index.Select((value, i) => (Value: value, Extent: tensor.Dimensions[i])).ToArray();
        return () =>
        {
            var address = tensor.Scope == Scope.Example ? example : 0;
            foreach (var (index, extent) in dimensions)
            {
                var position = index.Evaluate(at);
                if (position < 0 || position >= extent)
                {
                    return -1;
                }

                address = (address * extent) + position;
            }

            return address;
        };
    }

    /// <summary>What computes an expression at the current point, or null where it reads out of range.</summary>
    private Func<double?> Bind(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                return () => constant.Value;
            case Position position:
                return () => position.Value.Evaluate(at);
            case Uniform draw:
                var random = uniform ?? throw new InvalidOperationException("The program draws random numbers but the interpreter was given none.");
                return () => random(draw.Stream, example, draw.Element.Evaluate(at));
            case Read read:
                var (values, address) = (this[read.Tensor], Bind(read.Tensor, read.Index));
                return () => address() is >= 0 and var element ? values[element] : null;
            case Unary unary:
                var operand = Bind(unary.Operand);
                return () => operand() is double x ? Scalar.Evaluate(unary.Operation, x) : null;
            case Binary binary:
                var (left, right) = (Bind(binary.Left), Bind(binary.Right));
                return () => left() is double x && right() is double y ? Scalar.Evaluate(binary.Operation, x, y) : null;
            case Select select:
                var (a, b, then, otherwise) = (Bind(select.Left), Bind(select.Right), Bind(select.Then), Bind(select.Else));
                return () => a() is double x && b() is double y && then() is double ifSo && otherwise() is double ifNot
                    ? (Scalar.Evaluate(select.Comparison, x, y) ? ifSo : ifNot)
                    : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }
}
