using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Lower;

/// <summary>Sees a unit with its nests, and its kernel before the first pass, which is null then, and after each.</summary>
internal delegate void KernelObserver(FormPlan form, Unit unit, IReadOnlyList<Nest> nests, KernelPass? pass, Kernel kernel);

/// <summary>Makes the kernel of a unit for one vector width.</summary>
/// <param name="observer">Null in production.</param>
internal sealed class UnitLowering(FormPlan form, VectorTarget target, ProgramBuilder builder, CancellationToken cancellation, KernelObserver? observer = null)
{
    /// <summary>
    /// RyuJIT compiles a method without optimising it beyond 20,000 IL instructions, of which a statement has about 8; what it inlines counts too.
    /// </summary>
    private const int MostStatements = 1400;

    /// <summary>Tiles for fewer registers than this would not keep the multiply-add units busy.</summary>
    private const int FewestRegisters = 8;

    /// <summary>
    /// The kernel, with smaller tiles where it would be too long for the JIT: a product with a stride has a nest for each remainder,
    /// and each of these code of its own near every edge.
    /// </summary>
    public Kernel Lower(Unit unit)
    {
        var attempt = Lower(unit, target);
        for (var registers = target.Registers - 4; registers >= FewestRegisters && Length(attempt.Kernel.Body) > MostStatements; registers -= 4)
        {
            attempt = Lower(unit, target with { Registers = registers });
        }

        foreach (var (pass, kernel) in attempt.Stages)
        {
            observer?.Invoke(form, unit, attempt.Nests, pass, kernel);
        }

        return attempt.Kernel;
    }

    private static int Length(EquatableArray<Statement> statements)
        => statements.Sum(statement => 1 + (statement is Enclosing enclosing ? Length(enclosing.Body) : 0));

    private Attempt Lower(Unit unit, VectorTarget target)
    {
        cancellation.ThrowIfCancellationRequested();
        var names = new KernelNames(unit.Loops, tensor => unit.InPlace.Contains(tensor) ? unit.Last.Output : tensor);
        var output = unit.Last.Output;
        var mayAccumulate = output.Traits.MayAccumulate && !unit.Last.Accumulates;
        var outer = unit.SharedDimension < 0 ? null : builder.Axis("row", output.Dimensions[unit.SharedDimension]);
        var bound = new[] { unit.Scan?.Time, outer }.OfType<Axis>().Select(axis => (Axis: axis, Variable: names.Variable(axis))).ToArray();
        ImmutableArray<Axis> axes = [.. bound.Select(binding => binding.Axis)];
        EquatableArray<Axis> variables = bound.Select(binding => binding.Variable).ToArray();
        var scheduler = new Scheduler(form, target, builder);
        var nests = unit.Loops.Select(loop => Nests(loop, unit.SharedDimension, outer, axes, scheduler)).ToList();
        var pieces = nests.SelectMany(part => part).ToList();
        var sections = pieces.Select(nest => (Statement)new Section(
            pieces.Count > 1 ? nest.Loop.Comment : null, variables, new NestLowering(nest, target.Lanes, names, mayAccumulate).Lower(bound)));
        var parts = outer is null ? sections : [new For(variables[variables.Count - 1], sections.ToArray())];
        EquatableArray<Statement> body = Cleared(unit, nests[nests.Count - 1], names, mayAccumulate).Concat(parts).ToArray();
        List<(KernelPass? Pass, Kernel Kernel)> stages = [(null, AsKernel())];
        foreach (var pass in KernelPasses.All)
        {
            body = pass.Apply(body, names);
            stages.Add((pass, AsKernel()));
        }

        return new(pieces, stages);

        Kernel AsKernel() => new(
            names.References.ToArray(),
            names.Tensors.ToArray(),
            names.OtherReferences.ToArray(),
            names.Streams.ToArray(),
            mayAccumulate,
            TakesBlocks: unit.Loops.Any(loop => loop.Axes.Any(axis => axis.IsRuntimeBound)),
            unit.Scan is null ? null : variables[0],
            body);
    }

    private static List<Nest> Nests(Loop loop, int sharedDimension, Axis? outer, ImmutableArray<Axis> bound, Scheduler scheduler)
    {
        if (outer is not null)
        {
            var row = loop.Index[sharedDimension].Terms[0].Axis;
            loop = Substitution.Substitute(loop, new Dictionary<Axis, Affine> { [row] = outer });
        }

        return [.. scheduler.Schedule(loop, bound)];
    }

    /// <summary>Elements that no nest writes are 0, and so is the padding that vectors read along.</summary>
    private IEnumerable<Statement> Cleared(Unit unit, List<Nest> nests, KernelNames names, bool mayAccumulate)
    {
        var output = unit.Last.Output;
        var placement = form.Placements[output];
        var leavesPadding = !output.Traits.KeepsElements && placement is { HasPadding: true, ExampleStride: 0 }
            && nests.Any(nest => nest.Lane is null || nest.ReducesLanes || nest.LaneReach != placement.PaddedLaneExtent);
        if (unit.Last.Writing != Writing.Whole || unit.Scan is not null || !(leavesPadding || unit.Loops.Any(loop => Overlap.LeavesGaps(loop, builder))))
        {
            return [];
        }

        var clear = new Clear(new(names.ParameterOf(output), 0, 0), placement.Length);
        return [mayAccumulate ? new IfOverwriting(new[] { clear }) : clear];
    }

    /// <summary>A kernel with tiles for so many registers, which may be too long.</summary>
    /// <param name="Stages">The kernel before the first pass and after each.</param>
    private sealed record Attempt(IReadOnlyList<Nest> Nests, List<(KernelPass? Pass, Kernel Kernel)> Stages)
    {
        public Kernel Kernel => Stages[Stages.Count - 1].Kernel;
    }
}
