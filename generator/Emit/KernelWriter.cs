using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>An emitted method and how to call it.</summary>
/// <param name="Tensors">What its references point to, in order.</param>
/// <param name="Streams">The random streams whose keys it takes, in order.</param>
/// <param name="TakesAccumulate">Whether its caller says to add to a gradient instead of overwriting it.</param>
/// <param name="TakesBlocks">Whether its caller says how many blocks a chunk has.</param>
/// <param name="Time">The axis of the scan whose step it computes, or null.</param>
internal sealed record Kernel(string Signature, string Body, IReadOnlyList<Tensor> Tensors, IReadOnlyList<int> Streams, bool TakesAccumulate, bool TakesBlocks, Axis? Time);

/// <summary>Writes the method of a unit.</summary>
internal sealed class KernelWriter(FormPlan form, VectorTarget target, ProgramBuilder builder, CancellationToken cancellation)
{
    public Kernel Write(Unit unit)
    {
        cancellation.ThrowIfCancellationRequested();
        var scope = new KernelScope(unit.Loops, tensor => unit.InPlace.Contains(tensor) ? unit.Last.Output : tensor);
        var writer = new SourceWriter();
        var output = unit.Last.Output;
        var mayAccumulate = output.Role == TensorRole.ParameterGradient && !unit.Last.Accumulates;
        var outer = unit.SharedDimension < 0 ? null : builder.Axis("row", output.Dimensions[unit.SharedDimension]);
        var bound = new[] { unit.Scan?.Time, outer }.OfType<Axis>().ToImmutableArray();
        var nests = unit.Loops.Select(loop => Nests(loop, unit.SharedDimension, outer, bound)).ToList();
        Clear(unit, nests[nests.Count - 1], scope, writer, mayAccumulate);
        if (outer is not null)
        {
            writer.Open($"for ({VectorSyntax.Int} {outer.Name} = 0; {outer.Name} < {Literal.Of(outer.Extent)}; {outer.Name}++)");
        }

        var pieces = nests.SelectMany(part => part).ToList();
        foreach (var nest in pieces)
        {
            if (pieces.Count > 1)
            {
                writer.Open($"// {nest.Loop.Comment}");
            }

            new NestWriter(nest, target.Lanes, scope, writer, mayAccumulate).Write(bound);
            if (pieces.Count > 1)
            {
                writer.Close();
            }
        }

        if (outer is not null)
        {
            writer.Close();
        }

        var takesBlocks = unit.Loops.Any(loop => loop.Axes.Any(axis => axis.IsRuntimeBound));
        var parameters = scope.References.Select(name => $"ref float {name}")
            .Concat(scope.Streams.Select((_, i) => $"uint key{Literal.Of(i)}a, uint key{Literal.Of(i)}b"))
            .Concat(scope.Streams.Count > 0 ? ["uint firstExample"] : Array.Empty<string>())
            .Concat(takesBlocks ? ["int blocks"] : Array.Empty<string>())
            .Concat(unit.Scan is { } scan ? [$"{VectorSyntax.Int} {scan.Time.Name}"] : Array.Empty<string>())
            .Concat(mayAccumulate ? ["bool accumulate"] : Array.Empty<string>());
        var notes = string.Concat(scope.OtherReferences.Select(other => $"// {other.Name} is {other.First} once more: the JIT loads again what it would otherwise keep on the stack.\n"));
        return new(string.Join(", ", parameters), notes + writer, scope.Tensors, scope.Streams, mayAccumulate, takesBlocks, unit.Scan?.Time);
    }

    private List<Nest> Nests(Loop loop, int sharedDimension, Axis? outer, ImmutableArray<Axis> bound)
    {
        if (outer is not null)
        {
            var row = loop.Index[sharedDimension].Terms[0].Axis;
            loop = Passes.Substitution.Substitute(loop, new Dictionary<Axis, Affine> { [row] = outer });
        }

        return [.. Scheduler.Schedule(loop, tensor => form.Placements[tensor], form.Example, bound, target, builder)];
    }

    /// <summary>Elements that no nest writes are 0, and so is the padding that vectors read along.</summary>
    private void Clear(Unit unit, List<Nest> nests, KernelScope scope, SourceWriter writer, bool mayAccumulate)
    {
        var output = unit.Last.Output;
        var placement = form.Placements[output];
        var leavesPadding = output.Role is not TensorRole.ParameterGradient && placement is { HasPadding: true, ExampleStride: 0 }
            && nests.Any(nest => nest.Lane is null || nest.ReducesLanes || nest.LaneReach != placement.PaddedLaneExtent);
        if (unit.Last.Writing != Writing.Whole || unit.Scan is not null || !(leavesPadding || unit.Loops.Any(loop => Scheduler.LeavesGaps(loop, builder))))
        {
            return;
        }

        var clear = $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {scope.ParameterOf(output)}, {Literal.Of(placement.Length)}).Clear();";
        if (mayAccumulate)
        {
            writer.Open("if (!accumulate)");
            writer.Line(clear);
            writer.Close();
        }
        else
        {
            writer.Line(clear);
        }
    }
}
