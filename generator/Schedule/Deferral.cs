using StaticNets.Generator.Ir;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Schedule;

/// <summary>
/// A weight gradient that is computed once for many blocks of examples. Where little but the examples is summed over (dense layers), adding up lanes for
/// every block would cost more than the products; with the examples of a whole chunk as the reduction and the output features in the lanes,
/// nothing is added across lanes.
/// </summary>
/// <param name="Loop">The gradient over the chunk's <paramref name="Features"/> and <paramref name="Deltas"/>.</param>
/// <param name="Source">The activations of a block, kept for every block of the chunk.</param>
/// <param name="DeltaSource">The incoming gradients of a block, which are transposed into <paramref name="Deltas"/>.</param>
internal sealed record Deferral(Loop Loop, Tensor Source, Tensor Features, Tensor DeltaSource, Tensor Deltas)
{
    /// <summary>Blocks in a chunk, at most.</summary>
    public const int MaximumBlocks = Agreement.MaximumBlocks;

    /// <summary>
    /// Floats that all deferrals of a program may keep, 2 GB: then the workspace can still be indexed with ints. What goes beyond is summed per block.
    /// </summary>
    public const int MaximumFloats = 1 << 29;

    /// <summary>With more positions than this to sum over in each block, lanes are summed per block.</summary>
    private const int FewPositions = 8;

    /// <summary>The floats of a block's <see cref="Features"/>, a whole number of cache lines.</summary>
    public long FeaturesLength => Source.Size * VectorTarget.BlockExamples;

    /// <summary>From one example to the next in <see cref="Deltas"/>.</summary>
    public long DeltasStride => (DeltaSource.Size + 3) / 4 * 4;

    /// <summary>The floats that are kept for all blocks.</summary>
    public long Floats => (FeaturesLength + (DeltasStride * VectorTarget.BlockExamples)) * MaximumBlocks;

    public static Deferral? Of(Unit unit, ProgramBuilder builder)
    {
        var loop = unit.Last;
        if (unit.Loops.Length > 1 || !loop.IsContraction || !loop.Output.Traits.MayAccumulate || loop.Accumulates || loop.Finish is not null)
        {
            return null;
        }

        var reads = loop.Reads.ToList();
        var lane = loop.Index[loop.Output.LaneAxis];
        if (reads.Any(read => read.Tensor.Scope != Scope.Example || !Indexing.StaysInside(read)) || lane.Terms.Length != 1
            || loop.ReductionAxes.Aggregate(1L, (product, axis) => product * axis.Extent) >= FewPositions)
        {
            return null;
        }

        var delta = reads.FirstOrDefault(read => Flatten(read).CoefficientOf(lane.Terms[0].Axis) == 1);
        var source = reads.FirstOrDefault(read => !read.Index.Any(index => index.Uses(lane.Terms[0].Axis)));
        if (delta is null || source is null)
        {
            return null;
        }

        Axis block = new(builder.Axis("block", 0).Id, "block", MaximumBlocks, IsRuntimeBound: true),
            example = builder.Axis("example", VectorTarget.BlockExamples);
        var size = (int)delta.Tensor.Size;
        Tensor OfChunk(Tensor tensor, int[] dimensions) => builder.Derived(tensor, tensor.Name, dimensions, Scope.Shared, 2, TensorRole.Intermediate);
        var features = OfChunk(source.Tensor, [MaximumBlocks, (int)source.Tensor.Size, VectorTarget.BlockExamples]);
        var deltas = OfChunk(delta.Tensor, [MaximumBlocks, VectorTarget.BlockExamples, size]);
        var body = new Read(features, new[] { block, Flatten(source), example }) * (Expression)new Read(deltas, new[] { block, example, Flatten(delta) });
        return new(
            loop with { Axes = loop.Axes.Append(block).Append(example).ToArray(), Body = body, Comment = $"{loop.Comment}, over all examples of a chunk" },
            source.Tensor, features, delta.Tensor, deltas);
    }

    /// <summary>The row-major position that a read's index names.</summary>
    private static Affine Flatten(Read read)
    {
        Affine position = 0;
        for (var i = 0; i < read.Index.Count; i++)
        {
            position = (position * read.Tensor.Dimensions[i]) + read.Index[i];
        }

        return position;
    }
}
