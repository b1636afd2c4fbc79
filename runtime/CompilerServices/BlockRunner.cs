using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.CompilerServices;

/// <summary>Cuts a batch into blocks of 16 examples and single ones, and runs the emitted code on each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BlockRunner
{
    /// <summary>Examples in a block: a constant of the compiler.</summary>
    public const int BlockExamples = Agreement.BlockExamples;

    /// <summary>Blocks in a chunk, at most: a constant of the compiler.</summary>
    public const int MaximumBlocks = Agreement.MaximumBlocks;

    // A block costs about as much as this many examples run alone.
    private const int BlockWorth = 5;

    /// <summary>Runs a batch whose spans have been checked.</summary>
    /// <returns>The batch's share of the loss; 0 where it has no targets, NaN where it is the whole and nothing in it counts.</returns>
    public static double Run<TCode>(CodeLayout layout, ParameterSet parameters, scoped in Batch batch)
        where TCode : struct, ICompiledCode
    {
        if (batch.Gradients is not null && layout.Regions > 1)
            return RunRegions<TCode>(layout, parameters, in batch);
        var pool = batch.Gradients is null ? layout.InferencePool : layout.Pool;
        var workspace = pool.Rent();
        var runner = new Runner<TCode>(layout, ref workspace.Reference, ref parameters.Reference, in batch);
        var loss = runner.Run();
        pool.Return(workspace);
        return loss;
    }

    /// <summary>Runs one region of a training pass, or all of them where the batch is the whole.</summary>
    private static double RunRegions<TCode>(CodeLayout layout, ParameterSet parameters, scoped in Batch batch)
        where TCode : struct, ICompiledCode
    {
        var runner = new Runner<TCode>(layout, ref Unsafe.NullRef<float>(), ref parameters.Reference, in batch);
        if (batch.Memory is { } memory)
            return runner.RunRegion(batch.Region, memory);
        var own = ChunkMemory.Rent();
        var loss = 0.0;
        for (var region = 0; region < layout.Regions; region++)
            loss = runner.RunRegion(region, own);
        ChunkMemory.Return(own);
        return loss;
    }

    /// <summary>Runs the examples of a batch one by one until one gives an infinity or NaN.</summary>
    /// <returns>The name of the first layer where it appears, or null.</returns>
    public static string? FindNonFinite<TCode>(CodeLayout layout, ParameterSet parameters, scoped in Batch batch)
        where TCode : struct, ICompiledCode
    {
        var workspace = layout.InferencePool.Rent();
        var runner = new Runner<TCode>(layout, ref workspace.Reference, ref parameters.Reference, in batch);
        string? found = null;
        for (var example = 0; example < batch.Count && found is null; example++)
            found = runner.Trace(example);
        layout.InferencePool.Return(workspace);
        return found;
    }

    /// <summary>Gives the caller the attention weights of one example that it wants.</summary>
    private static void CopyExposed(CodeLayout layout, scoped in Batch batch, int example, ref float workspace)
    {
        for (var i = 0; i < layout.Exposed.Length; i++)
        {
            var weights = layout.Exposed[i];
            if (!batch.Exposed(i).IsEmpty)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, weights.InOne), weights.Size).CopyTo(batch.Exposed(i)[(example * weights.Size)..]);
        }
    }

    /// <summary>Gives the caller those outputs of one example beside the first that it wants.</summary>
    private static void CopyMoreOutputs(CodeLayout layout, scoped in Batch batch, int example, ref float workspace)
    {
        for (var i = 0; i < layout.MoreOutputs.Length; i++)
        {
            var output = layout.MoreOutputs[i];
            var wanted = batch.OutputAt(i + 1);
            if (!wanted.IsEmpty)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, output.InOne), output.Size).CopyTo(wanted[(example * output.Size)..]);
        }
    }

    private ref struct Runner<TCode>
        where TCode : struct, ICompiledCode
    {
        private readonly CodeLayout _layout;
        private ref float _workspace;
        private readonly ref float _parameters;
        private readonly Batch _batch;
        private readonly bool _hasTarget;
        private Sums _losses;
        private bool _accumulate;

        public Runner(CodeLayout layout, ref float workspace, ref float parameters, in Batch batch)
        {
            _layout = layout;
            _workspace = ref workspace;
            _parameters = ref parameters;
            _batch = batch;
            _hasTarget = batch.HasTargets;
            for (var loss = 0; loss < layout.Losses.Length && _hasTarget; loss++)
            {
                var denominator = batch.Part(loss).Denominator;
                _losses[loss].Denominator = denominator == 0 ? layout.LossCount(in batch, loss) : denominator;
            }
        }

        public double Run()
        {
            var count = _batch.Count;
            var done = 0;
            while (count - done >= BlockWorth)
            {
                done += _batch.Gradients is null ? RunBlock(done, 0) : TrainChunk(done);
            }

            for (; done < count; done++)
            {
                RunOne(done);
            }

            return Loss();
        }

        /// <summary>The weighted sum of the losses, each of which the caller gets too.</summary>
        private readonly double Loss()
        {
            var sum = 0.0;
            for (var i = 0; i < _layout.Losses.Length && _hasTarget; i++)
            {
                if (_layout.Losses[i].Info is not { } info)
                    continue;
                var loss = _losses[i].Mean;
                sum += info.Weight * loss;
                if (i < _batch.Losses.Length)
                    _batch.Losses[i] = loss;
            }

            return sum;
        }

        /// <summary>Runs up to <see cref="MaximumBlocks"/> blocks and what is computed for them together.</summary>
        private int TrainChunk(int first)
        {
            var accumulated = _accumulate;
            var done = 0;
            var blocks = 0;
            while (blocks < MaximumBlocks && _batch.Count - first - done >= BlockWorth)
            {
                done += RunBlock(first + done, blocks++);
            }

            TCode.TrainChunk(ref _workspace, ref _batch.Gradients!.Reference, blocks, accumulated);
            return done;
        }

        /// <summary>
        /// Runs one region over all blocks and single examples, each in a workspace of its own, which holds what later regions need of it.
        /// </summary>
        /// <returns>The loss, behind the last region.</returns>
        public double RunRegion(int region, ChunkMemory memory)
        {
            var (first, last) = (region == 0, region == _layout.Regions - 1);
            _accumulate = false;
            for (int done = 0, unit = 0, count; done < _batch.Count; done += count, unit++)
            {
                _workspace = ref memory.Of(unit, _layout.Pool).Reference;
                var isBlock = _batch.Count - done >= BlockWorth;
                count = isBlock ? Math.Min(BlockExamples, _batch.Count - done) : 1;
                if (first && isBlock)
                    LoadBlock(done, count);
                else if (first)
                    LoadOne(done);
                if (isBlock)
                    ComputeBlock(region, done, unit);
                else
                    ComputeOne(region, done);
                if (!last)
                    continue;
                if (isBlock)
                    StoreBlock(done, count);
                else
                    StoreOne(done);
                memory.Return(unit, _layout.Pool);
            }

            return Loss();
        }

        private int RunBlock(int first, int block)
        {
            var count = Math.Min(BlockExamples, _batch.Count - first);
            LoadBlock(first, count);
            ComputeBlock(region: 0, first, block);
            StoreBlock(first, count);
            return count;
        }

        private void LoadBlock(int first, int count)
        {
            InputTransfer.LoadBlock(_layout, in _batch, first, count, ref _workspace);
            StateTransfer.LoadBlock(_layout, in _batch, first, count, ref _workspace);
            if (_layout.Presence is { Size: > 0, InBlock: >= 0 } presence)
                Fill(At(presence.InBlock, BlockExamples), 1, count);
            for (var loss = 0; loss < _layout.Losses.Length && _hasTarget; loss++)
                PackTarget(_layout.Losses[loss], in _batch.Part(loss), _losses[loss].Weight, first, count);
        }

        private void ComputeBlock(int region, int first, int block)
        {
            if (_batch.Gradients is { } gradients)
                TCode.TrainBlock(
                    ref _workspace,
                    ref _parameters,
                    ref gradients.Reference,
                    region,
                    block,
                    _accumulate,
                    _batch.Seed,
                    _batch.Step,
                    (uint)(_batch.FirstExample + first));
            else if (_hasTarget)
                TCode.EvaluateBlock(ref _workspace, ref _parameters);
            else
                TCode.InferBlock(ref _workspace, ref _parameters);
            _accumulate = true;
        }

        private void StoreBlock(int first, int count)
        {
            StateTransfer.StoreBlock(_layout, in _batch, first, count, ref _workspace);
            var output = _layout.Output;
            if (!_batch.Output.IsEmpty)
                Lanes.Unpack(ref At(output.InBlock), Slice(_batch.Output, first, count, output.Size), output.Size, count, BlockExamples);
            if (_batch.Gradients is not null)
                UnpackInputGradients(first, count);
            else
                UnpackResults(first, count);
            for (var i = 0; i < _layout.Losses.Length && _hasTarget; i++)
            {
                var loss = _layout.Losses[i];
                var scored = _batch.Part(i).Scored;
                if (loss.Value.Size > 0)
                    AddLoss(ref _losses[i].Sum, At(loss.Value.InBlock, count));
                if (!scored.IsEmpty && loss.Scored.Size > 0)
                    Lanes.Unpack(
                        ref At(loss.Scored.InBlock), Slice(scored, first, count, loss.Scored.Size), loss.Scored.Size, count, BlockExamples);
            }
        }

        public string? Trace(int example)
        {
            LoadOne(example);
            return TCode.TraceOne(ref _workspace, ref _parameters);
        }

        private void LoadOne(int example)
        {
            InputTransfer.LoadOne(_layout, in _batch, example, ref _workspace);
            StateTransfer.LoadOne(_layout, in _batch, example, ref _workspace);
            if (_layout.Presence is { Size: > 0, InOne: >= 0 } presence)
                At(presence.InOne) = 1;
            for (var i = 0; i < _layout.Losses.Length && _hasTarget; i++)
            {
                var loss = _layout.Losses[i];
                if (loss.Target.InOne >= 0)
                    CopyTarget(loss, in _batch.Part(i), example, At(loss.Target.InOne, loss.Target.Size));
                LoadWeights(loss, in _batch.Part(i), _losses[i].Weight, example);
            }
        }

        private void LoadWeights(BoundLoss loss, scoped in Batch batch, float weight, int example)
        {
            var weights = At(loss.ExampleWeight.InOne, loss.ExampleWeight.Size);
            weights.Fill(weight);
            for (var row = 0; row < weights.Length && !batch.ClassWeights.IsEmpty; row++)
                weights[row] *= loss.WeightOf(batch.Labels[(example * weights.Length) + row], batch.ClassWeights);
            for (var label = 0; label < loss.ClassWeights.Size; label++)
                At(loss.ClassWeights.InOne + label) = weight * ClassWeight(batch.ClassWeights, label);
        }

        private void RunOne(int example)
        {
            LoadOne(example);
            ComputeOne(region: 0, example);
            StoreOne(example);
        }

        private void ComputeOne(int region, int example)
        {
            if (_batch.Gradients is { } gradients)
                TCode.TrainOne(
                    ref _workspace,
                    ref _parameters,
                    ref gradients.Reference,
                    region,
                    _accumulate,
                    _batch.Seed,
                    _batch.Step,
                    (uint)(_batch.FirstExample + example));
            else if (_hasTarget)
                TCode.EvaluateOne(ref _workspace, ref _parameters);
            else
                TCode.InferOne(ref _workspace, ref _parameters);
            _accumulate = true;
        }

        private void StoreOne(int example)
        {
            StateTransfer.StoreOne(_layout, in _batch, example, ref _workspace);
            var output = _layout.Output;
            if (!_batch.Output.IsEmpty)
                At(output.InOne, output.Size).CopyTo(Slice(_batch.Output, example, 1, output.Size));
            for (var i = 0; _batch.Gradients is not null && i < _layout.InputGradients.Length; i++)
            {
                var gradient = _layout.InputGradients[i];
                if (gradient.Size > 0 && !_batch.InputGradient(i).IsEmpty)
                    At(gradient.InOne, gradient.Size).CopyTo(Slice(_batch.InputGradient(i), example, 1, gradient.Size));
            }

            if (_batch.Gradients is null)
            {
                CopyExposed(_layout, in _batch, example, ref _workspace);
                CopyMoreOutputs(_layout, in _batch, example, ref _workspace);
            }

            for (var i = 0; i < _layout.Losses.Length && _hasTarget; i++)
            {
                var loss = _layout.Losses[i];
                var scored = _batch.Part(i).Scored;
                if (loss.Value.Size > 0)
                    AddLoss(ref _losses[i].Sum, At(loss.Value.InOne, 1));
                if (!scored.IsEmpty && loss.Scored.Size > 0)
                    At(loss.Scored.InOne, loss.Scored.Size).CopyTo(Slice(scored, example, 1, loss.Scored.Size));
            }
        }

        private void PackTarget(BoundLoss loss, scoped in Batch batch, float weight, int first, int count)
        {
            var target = loss.Target;
            if (target.InBlock >= 0)
            {
                if (loss.TakesLabels)
                    Lanes.Pack(Slice(batch.Labels, first, count, target.Size), ref At(target.InBlock), target.Size, count, BlockExamples);
                else
                    Lanes.Pack(Slice(batch.Targets, first, count, target.Size), ref At(target.InBlock), target.Size, count, BlockExamples);
            }

            var rows = loss.ExampleWeight.Size;
            var labels = batch.ClassWeights.IsEmpty ? default : Slice(batch.Labels, first, count, rows);
            for (var row = 0; row < rows; row++)
            {
                var lanes = At(loss.ExampleWeight.InBlock + (row * BlockExamples), BlockExamples);
                Fill(lanes, weight, count);
                for (var example = 0; example < count && !labels.IsEmpty; example++)
                    lanes[example] *= loss.WeightOf(labels[(example * rows) + row], batch.ClassWeights);
            }

            for (var label = 0; label < loss.ClassWeights.Size; label++)
                Fill(At(loss.ClassWeights.InBlock + (label * BlockExamples), BlockExamples), weight * ClassWeight(batch.ClassWeights, label), count);
        }

        private static float ClassWeight(ReadOnlySpan<float> weights, int label) => weights.IsEmpty ? 1 : weights[label];

        /// <summary>Gives an element a value for each example, and 0 for what only fills up the block.</summary>
        private static void Fill(Span<float> lanes, float value, int count)
        {
            lanes[..count].Fill(value);
            lanes[count..].Clear();
        }

        private static void CopyTarget(BoundLoss loss, scoped in Batch batch, int example, Span<float> destination)
        {
            if (loss.TakesLabels)
                Lanes.Convert(Slice(batch.Labels, example, 1, destination.Length), destination);
            else
                Slice(batch.Targets, example, 1, destination.Length).CopyTo(destination);
        }

        private void UnpackInputGradients(int first, int count)
        {
            for (var i = 0; i < _layout.InputGradients.Length; i++)
            {
                var gradient = _layout.InputGradients[i];
                if (gradient.Size > 0 && !_batch.InputGradient(i).IsEmpty)
                    Lanes.Unpack(ref At(gradient.InBlock), Slice(_batch.InputGradient(i), first, count, gradient.Size), gradient.Size, count, BlockExamples);
            }
        }

        private void UnpackResults(int first, int count)
        {
            for (var i = 0; i < _layout.Exposed.Length; i++)
            {
                var weights = _layout.Exposed[i];
                if (!_batch.Exposed(i).IsEmpty)
                    Lanes.Unpack(ref At(weights.InBlock), Slice(_batch.Exposed(i), first, count, weights.Size), weights.Size, count, BlockExamples);
            }

            for (var i = 0; i < _layout.MoreOutputs.Length; i++)
            {
                var output = _layout.MoreOutputs[i];
                var wanted = _batch.OutputAt(i + 1);
                if (!wanted.IsEmpty)
                    Lanes.Unpack(ref At(output.InBlock), Slice(wanted, first, count, output.Size), output.Size, count, BlockExamples);
            }
        }

        private static void AddLoss(ref double sum, ReadOnlySpan<float> losses)
        {
            foreach (var loss in losses)
                sum += loss;
        }

        private readonly ref float At(int offset) => ref Unsafe.Add(ref _workspace, offset);

        private readonly Span<float> At(int offset, int length) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _workspace, offset), length);

        private static ReadOnlySpan<T> Slice<T>(ReadOnlySpan<T> span, int first, int count, int size) => span.Slice(first * size, count * size);

        private static Span<T> Slice<T>(Span<T> span, int first, int count, int size) => span.Slice(first * size, count * size);
    }

    /// <summary>A loss while a batch runs.</summary>
    private struct LossSum
    {
        public double Sum;
        public double Denominator;

        /// <summary>What an example's loss is multiplied with; 0 where nothing counts.</summary>
        public readonly float Weight => Denominator == 0 ? 0 : (float)(1 / Denominator);

        /// <summary>A mean over nothing is no number.</summary>
        public readonly double Mean => Denominator == 0 ? double.NaN : Sum;
    }

    [InlineArray(Agreement.MaximumLosses)]
    private struct Sums
    {
        private LossSum _loss;
    }
}
