using StaticNets.Generator.Model;

namespace StaticNets.Generator.Ir;

/// <summary>Executes a tensor program in double, point by point: the definition of what every loop means.</summary>
internal sealed class Interpreter(TensorProgram program, int count, Func<int, int, int, double>? uniform = null)
{
    private readonly Dictionary<Tensor, double[]> values = [];

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
        for (int first = 0, end; first < program.Loops.Length; first = end)
        {
            end = program.EndOfScan(first);
            var loops = program.Loops.AsSpan().Slice(first, end - first).ToArray();
            foreach (var loop in loops.Where(loop => loop.Writing == Writing.Whole))
            {
                Array.Clear(this[loop.Output], 0, this[loop.Output].Length);
            }

            if (loops[0].Scan is not { } scan)
            {
                Run(loops[0], [], Reached(loops[0]));
                continue;
            }

            var reached = loops.Select(Reached).ToArray();
            for (var step = 0; step < scan.Time.Extent; step++)
            {
                var fixedTime = new Dictionary<Axis, int> { [scan.Time] = scan.IsReversed ? scan.Time.Extent - 1 - step : step };
                for (var i = 0; i < loops.Length; i++)
                {
                    Run(loops[i], fixedTime, reached[i]);
                }
            }
        }
    }

    /// <summary>Which elements a loop has contributed to, so that it begins others from nothing; all, where it adds to what is there.</summary>
    private bool[] Reached(Loop loop) => [.. Enumerable.Repeat(loop.Writing == Writing.Add, this[loop.Output].Length)];

    /// <param name="bound">Axes that stand still.</param>
    private void Run(Loop loop, Dictionary<Axis, int> bound, bool[] reached)
    {
        var output = this[loop.Output];
        var perExample = loop.Output.Scope == Scope.Example || loop.Reads.Any(read => read.Tensor.Scope == Scope.Example);
        var isSum = loop.Combine is Combine.Assign or Combine.Sum;
        var best = isSum ? [] : Enumerable.Repeat(double.NaN, output.Length).ToArray();
        var reduction = loop.ReductionAxes.ToArray();
        EquatableArray<Axis> free = loop.Axes.Where(axis => !bound.ContainsKey(axis) && !axis.Equals(loop.Lookup?.Axis)).ToArray();
        for (var example = 0; example < (perExample ? count : 1); example++)
        {
            var at = loop.Axes.ToDictionary(axis => axis, axis => bound.TryGetValue(axis, out var position) ? position : 0);
            do
            {
                if (loop.Lookup is { } lookup)
                {
                    var row = (int)(Evaluate(lookup.Index, at, example) ?? -1);
                    if (row < 0 || row >= lookup.Axis.Extent)
                    {
                        continue;
                    }

                    at[lookup.Axis] = row;
                }

                if (Address(loop.Output, loop.Index, at, example) is not int address || Evaluate(loop.Body, at, example) is not double value)
                {
                    continue;
                }

                if (isSum)
                {
                    if (!reached[address])
                    {
                        reached[address] = true;
                        output[address] = 0;
                    }

                    output[address] += value;
                }
                else if (!reached[address] || value > best[address] || double.IsNaN(value))
                {
                    reached[address] = true;
                    best[address] = value;
                    output[address] = loop.Combine == Combine.Maximum ? value : Ordinal(reduction, at);
                }
            }
            while (Advance(free, at));
        }
    }

    private static int Ordinal(Axis[] axes, Dictionary<Axis, int> at) => axes.Aggregate(0, (ordinal, axis) => (ordinal * axis.Extent) + at[axis]);

    private static bool Advance(EquatableArray<Axis> axes, Dictionary<Axis, int> at)
    {
        for (var i = axes.Count - 1; i >= 0; i--)
        {
            if (++at[axes[i]] < axes[i].Extent)
            {
                return true;
            }

            at[axes[i]] = 0;
        }

        return false;
    }

    private static int? Address(Tensor tensor, EquatableArray<Affine> index, Dictionary<Axis, int> at, int example)
    {
        var address = tensor.Scope == Scope.Example ? example : 0;
        for (var i = 0; i < index.Count; i++)
        {
            var value = index[i].Evaluate(at);
            if (value < 0 || value >= tensor.Dimensions[i])
            {
                return null;
            }

            address = (address * tensor.Dimensions[i]) + value;
        }

        return address;
    }

    /// <summary>The value of an expression at a point, or null where it reads out of range.</summary>
    private double? Evaluate(Expression expression, Dictionary<Axis, int> at, int example)
    {
        switch (expression)
        {
            case Constant constant:
                return constant.Value;
            case Position position:
                return position.Value.Evaluate(at);
            case Uniform draw:
                return (uniform ?? throw new InvalidOperationException("The program draws random numbers but the interpreter was given none."))(draw.Stream, example, draw.Element.Evaluate(at));
            case Read read:
                return Address(read.Tensor, read.Index, at, example) is int address ? this[read.Tensor][address] : null;
            case Unary unary:
                return Evaluate(unary.Operand, at, example) is double operand ? Scalar.Evaluate(unary.Operation, operand) : null;
            case Binary binary:
                return Evaluate(binary.Left, at, example) is double left && Evaluate(binary.Right, at, example) is double right
                    ? Scalar.Evaluate(binary.Operation, left, right)
                    : null;
            case Select select:
                return Evaluate(select.Left, at, example) is double a && Evaluate(select.Right, at, example) is double b
                    && Evaluate(select.Then, at, example) is double then && Evaluate(select.Else, at, example) is double otherwise
                    ? (Scalar.Evaluate(select.Comparison, a, b) ? then : otherwise)
                    : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression));
        }
    }
}
