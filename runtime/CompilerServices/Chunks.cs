using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.CompilerServices;

/// <summary>
/// How a batch is cut for training. The cut, and the order in which the chunks' gradients are added up, depend on the batch and the network alone, so that
/// any number of threads gives the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Chunks
{
    /// <summary>Chunks of a batch that has blocks for no more: enough for as many threads.</summary>
    private const int Few = 8;

    /// <summary>Chunks of a batch, at most: of more than <see cref="Few"/>, each has as many blocks as a chunk can have.</summary>
    private const int Maximum = 64;

    /// <summary>The gradients of all chunks together may take this many floats; larger networks get fewer chunks.</summary>
    private const long MaximumGradientFloats = 1L << 28;

    /// <summary>The number of chunks of a batch. All but the last are whole blocks.</summary>
    /// <param name="examples">The examples of the batch, at least 1.</param>
    /// <param name="layout">The network's parameters.</param>
    public static int CountOf(int examples, ParameterLayout layout)
    {
        var blocks = (examples + BlockRunner.BlockExamples - 1) / BlockRunner.BlockExamples;
        var affordable = Math.Max(1, MaximumGradientFloats / Math.Max(1, layout.Length));
        var wanted = Math.Min(blocks, Math.Clamp(blocks / BlockRunner.MaximumBlocks, Few, Maximum));
        return (int)Math.Min(wanted, affordable);
    }

    /// <summary>The examples of one chunk.</summary>
    /// <param name="examples">The examples of the batch.</param>
    /// <param name="chunks">The number of chunks, from <see cref="CountOf"/>.</param>
    /// <param name="chunk">Which, from 0.</param>
    public static (int First, int Count) RangeOf(int examples, int chunks, int chunk)
    {
        var blocks = (examples + BlockRunner.BlockExamples - 1) / BlockRunner.BlockExamples;
        var first = (int)((long)blocks * chunk / chunks) * BlockRunner.BlockExamples;
        var end = Math.Min(examples, (int)((long)blocks * (chunk + 1) / chunks) * BlockRunner.BlockExamples);
        return (first, end - first);
    }

    /// <summary>The most examples that a chunk has of a batch of up to so many: where fewer make one chunk less, the others are larger.</summary>
    /// <param name="examples">The most examples of a batch.</param>
    /// <param name="layout">The network's parameters.</param>
    internal static int LargestOf(int examples, ParameterLayout layout)
    {
        var largest = 0;
        for (var blocks = (examples + BlockRunner.BlockExamples - 1) / BlockRunner.BlockExamples; blocks > 0; blocks--)
        {
            var chunks = CountOf(blocks * BlockRunner.BlockExamples, layout);
            largest = Math.Max(largest, (blocks + chunks - 1) / chunks * BlockRunner.BlockExamples);
        }

        return Math.Min(largest, examples);
    }

    /// <summary>A part of a batch, with all that makes it come out as in the whole.</summary>
    /// <param name="batch">The whole, with its denominator set.</param>
    /// <param name="info">The network.</param>
    /// <param name="first">The part's first example.</param>
    /// <param name="count">The part's examples.</param>
    public static Batch Slice(scoped in Batch batch, NetworkInfo info, int first, int count)
    {
        if (info.Batches > 1)
            throw new ArgumentException($"{info.Name} takes more than one batch has places for.", nameof(info));
        return Slice(in batch, info, first, count, ref Unsafe.NullRef<BatchChain>());
    }

    /// <summary>The same for any network.</summary>
    /// <param name="batch">The whole, with its denominators set.</param>
    /// <param name="info">The network.</param>
    /// <param name="first">The part's first example.</param>
    /// <param name="count">The part's examples.</param>
    /// <param name="chain">What the part is extended with.</param>
    private static Batch Slice(scoped in Batch batch, NetworkInfo info, int first, int count, ref BatchChain chain)
    {
        // A copy keeps seed, step and the first denominator.
        var part = batch;
        if (info.Batches > 1)
            chain.Extend(ref part, info.Batches);
        part.Count = count;
        part.FirstExample = batch.FirstExample + first;
        part.FirstSequence = batch.FirstSequence + first;
        // These are the places of the whole.
        part.Places = null;
        for (var i = 0; i < info.Inputs.Length; i++)
        {
            var input = info.Inputs[i];
            if (input.Kind == InputKind.Tokens)
                part.SetTokens(i, batch.Tokens(i).Slice(first * input.Size, count * input.Size));
            else
                part.SetValues(i, batch.Values(i).Slice(first * input.Size, count * input.Size));
            if (!batch.Lengths(i).IsEmpty)
                part.SetLengths(i, batch.Lengths(i).Slice(first, count));
            if (!batch.InputGradient(i).IsEmpty)
                part.SetInputGradient(i, batch.InputGradient(i).Slice(first * input.Size, count * input.Size));
        }

        part.Labels = Slice(batch.Labels, batch.Count, first, count);
        part.Targets = Slice(batch.Targets, batch.Count, first, count);
        for (var loss = 1; loss < info.Losses.Length; loss++)
        {
            ref readonly var whole = ref batch.Part(loss);
            part.SetLabels(loss, Slice(whole.Labels, batch.Count, first, count));
            part.SetTargets(loss, Slice(whole.Targets, batch.Count, first, count));
            part.SetDenominator(loss, whole.Denominator);
            part.SetClassWeights(loss, whole.ClassWeights);
        }

        if (!batch.Output.IsEmpty)
            part.Output = batch.Output.Slice(first * info.OutputSize, count * info.OutputSize);
        return part;
    }

    /// <summary>
    /// Computes a batch's loss and gradient on the calling thread, chunk after chunk: the same bits as a trainer's step on many.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch; its gradients are overwritten.</param>
    /// <returns>The batch's share of the loss.</returns>
    public static double Backward<T>(T network, scoped in Batch batch)
        where T : class, INetwork<T>
    {
        var gradients = batch.Gradients ?? throw new ArgumentException("The batch has no gradients to write to.", nameof(batch));
        var chunks = CountOf(batch.Count, gradients.Layout);
        if (chunks == 1)
            return T.Run(network, in batch);
        batch.Losses.Clear();
        Span<double> denominators = stackalloc double[Agreement.MaximumLosses];
        for (var i = 0; i < Math.Max(1, T.Info.Losses.Length); i++)
        {
            var denominator = batch.Part(i).Denominator;
            denominators[i] = denominator == 0 ? T.LossCount(in batch, i) : denominator;
        }

        if (T.Info.TrainsOnWholeBatches)
            return BackwardInRegions(network, in batch, chunks, denominators);


        // Sums pair up like the digits of a binary counter: after chunk 3, ((0 + 1) + (2 + 3)). Level n holds a sum of 2^n chunks.
        var pool = GradientPool<T>.Shared;
        Levels levels = default;
        var loss = 0.0;
        BatchChain chain = default;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var (first, count) = RangeOf(batch.Count, chunks, chunk);
            var part = Slice(in batch, T.Info, first, count, ref chain);
            var sum = chunk == 0 ? gradients : pool.Rent();
            part.Gradients = sum;
            loss += RunPart(network, ref part, denominators, batch.Losses);
            var level = 0;
            for (; levels[level] is { } earlier; level++)
            {
                Add(sum, earlier);
                pool.Return(sum);
                sum = earlier;
                levels[level] = null;
            }

            levels[level] = sum;
        }

        Fold(ref levels, pool);
        return loss;
    }

    /// <summary>The same where the chunks meet at borders: all of them have a gradient and memory until the end.</summary>
    private static double BackwardInRegions<T>(T network, scoped in Batch batch, int chunks, ReadOnlySpan<double> denominators)
        where T : class, INetwork<T>
    {
        var pool = GradientPool<T>.Shared;
        ParameterSets sums = default;
        ChunkMemories memories = default;
        for (var chunk = 0; chunk < chunks; chunk++)
            (sums[chunk], memories[chunk]) = (chunk == 0 ? batch.Gradients! : pool.Rent(), ChunkMemory.Rent());
        ReadOnlySpan<ParameterSet> all = ((Span<ParameterSet>)sums!)[..chunks];
        var loss = 0.0;
        BatchChain chain = default;
        for (var region = 0; region <= T.Info.Borders.Length; region++)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var (first, count) = RangeOf(batch.Count, chunks, chunk);
                var part = Slice(in batch, T.Info, first, count, ref chain);
                (part.Gradients, part.Memory, part.Region) = (all[chunk], memories[chunk], region);
                // The loss is there behind the last region, and 0 before.
                loss += RunPart(network, ref part, denominators, batch.Losses);
            }

            if (region < T.Info.Borders.Length)
                T.Info.Borders[region].Meet(all);
        }

        AddUp(all, 0, batch.Gradients!.Layout.TrainedLength);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            if (chunk > 0)
                pool.Return(all[chunk]);
            ChunkMemory.Return(memories[chunk]!);
        }

        return loss;
    }

    /// <summary>Adds what is left of the counter, from the smallest sums up.</summary>
    private static void Fold<T>(ref Levels levels, GradientPool<T> pool)
        where T : class, INetwork<T>
    {
        ParameterSet? sum = null;
        for (var level = 0; level < Levels.Length; level++)
        {
            if (levels[level] is not { } earlier)
                continue;
            if (sum is not null)
            {
                Add(sum, earlier);
                pool.Return(sum);
            }

            sum = earlier;
        }
    }

    /// <summary>Runs a part of a batch and adds its losses to those of the whole.</summary>
    private static double RunPart<T>(T network, ref Batch part, ReadOnlySpan<double> denominators, Span<double> losses)
        where T : class, INetwork<T>
    {
        for (var loss = 0; loss < Math.Max(1, T.Info.Losses.Length); loss++)
            part.SetDenominator(loss, denominators[loss]);
        if (losses.IsEmpty)
            return T.Run(network, in part);
        Span<double> own = stackalloc double[Agreement.MaximumLosses];
        own = own[..losses.Length];
        own.Clear();
        scoped Batch run = part;
        run.Losses = own;
        var sum = T.Run(network, in run);
        for (var loss = 0; loss < losses.Length; loss++)
            losses[loss] += own[loss];
        return sum;
    }

    /// <summary>Adds up pair by pair what chunks have in a range of floats, of which the first gets the sum.</summary>
    internal static void AddUp(ReadOnlySpan<ParameterSet> chunks, int first, int length)
    {
        for (var span = 1; span < chunks.Length; span *= 2)
        {
            for (var left = 0; left + span < chunks.Length; left += 2 * span)
                Add(chunks[left + span].WithBatchSums.Slice(first, length), chunks[left].WithBatchSums.Slice(first, length));
        }
    }

    /// <summary>target += source.</summary>
    internal static void Add(ParameterSet source, ParameterSet target) => Add(source.Trained, target.Trained);

    /// <summary>target += source.</summary>
    internal static void Add(ReadOnlySpan<float> source, Span<float> target)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(source);
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < to.Length; i++)
            to[i] += from[i];
        for (var i = to.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] += source[i];
    }

    private static ReadOnlySpan<TValue> Slice<TValue>(ReadOnlySpan<TValue> span, int examples, int first, int count)
    {
        var size = span.Length / examples;
        return span.Slice(first * size, count * size);
    }

    [InlineArray(Maximum)]
    private struct ParameterSets
    {
        private ParameterSet? _set;
    }

    [InlineArray(Maximum)]
    private struct ChunkMemories
    {
        private ChunkMemory? _memory;
    }

    [InlineArray(Length)]
    private struct Levels
    {
        /// <summary>One more than log2 of <see cref="Maximum"/>.</summary>
        public const int Length = 7;

        private ParameterSet? _level;
    }
}
