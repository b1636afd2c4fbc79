using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Makes a tensor of each row of a tensor whose rows are only ever mentioned by number, as the states before and after the one step of a program for one step
/// are. Copies of rows are then copies of tensors, which other passes remove.
/// </summary>
internal sealed class SeparateRows
{
    private readonly ProgramBuilder builder;
    private readonly Dictionary<(Tensor Tensor, int Row), Tensor> rows = [];

    private SeparateRows(TensorProgram program) => builder = new(program.NextId);

    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        program = program with { Loops = [.. program.Loops.Select(WithoutUnitAxes)] };
        var uses = program.Loops.SelectMany(loop => loop.Accesses).ToLookup(use => use.Tensor, use => use.Index);
        HashSet<Tensor> separable = [.. program.Tensors.Where(tensor => IsSeparable(tensor, program) && uses[tensor].All(index => IsNumber(index[0])))];
        var pass = new SeparateRows(program);
        var loops = program.Loops.Select(loop => pass.Replace(loop, separable)).ToList();
        var writers = loops.ToLookup(loop => loop.Output);
        return program with { Loops = [.. loops.Select(loop => Complete(loop, writers))], NextId = pass.builder.NextId };
    }

    /// <summary>The loop without axes of one position.</summary>
    private static Loop WithoutUnitAxes(Loop loop)
    {
        var units = loop.Axes.Where(axis => axis.Extent == 1 && !axis.Equals(loop.Lookup?.Axis) && !axis.Equals(loop.Scan?.Time))
            .ToDictionary(axis => axis, _ => (Affine)0);
        return units.Count == 0 ? loop : Substitution.Substitute(loop, units);
    }

    private static bool IsSeparable(Tensor tensor, TensorProgram program)
        => tensor is { Role: TensorRole.Intermediate, Rank: > 1, LaneAxis: not 0 } && tensor.Dimensions[0] > 1
            && !program.IsResult(tensor);

    private static bool IsNumber(Affine index) => index.Terms.Length == 0;

    /// <summary>A row that one loop alone makes is its whole output.</summary>
    private static Loop Complete(Loop loop, ILookup<Tensor, Loop> writers)
        => loop.Writing == Writing.Part && loop.Output.Traits.IsPrivate && Indexing.CoversOutput(loop) && !writers[loop.Output].Skip(1).Any()
            ? loop with { Writing = Writing.Whole }
            : loop;

    private Loop Replace(Loop loop, HashSet<Tensor> separable)
    {
        var output = separable.Contains(loop.Output) ? Row(loop.Output, loop.Index) : loop.Output;
        return loop.MapReads(read => separable.Contains(read.Tensor) ? new(Row(read.Tensor, read.Index), read.Index.Skip(1).ToArray()) : read) with
        {
            Output = output,
            Index = output.Equals(loop.Output) ? loop.Index : loop.Index.Skip(1).ToArray(),
        };
    }

    private Tensor Row(Tensor tensor, EquatableArray<Affine> index)
    {
        var key = (tensor, index[0].Constant);
        if (!rows.TryGetValue(key, out var row))
        {
            var dimensions = tensor.Dimensions.Items.RemoveAt(0);
            rows[key] = row = builder.Derived(tensor, tensor.Name, dimensions, Scope.Example, tensor.LaneAxis - 1, TensorRole.Intermediate);
        }

        return row;
    }
}
