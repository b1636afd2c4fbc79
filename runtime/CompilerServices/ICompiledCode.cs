using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>
/// The code that the compiler emits for one vector width. "Block" methods compute 16 examples side by side, "One" methods a single example.
/// All memory is the runtime's: references point to its first float, offsets are constants.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledCode
{
    /// <summary>Computes the output of a block.</summary>
    static abstract void InferBlock(ref float workspace, ref float parameters);

    /// <summary>Computes the output of a block and its loss, without dropout.</summary>
    static abstract void EvaluateBlock(ref float workspace, ref float parameters);

    /// <summary>Computes the output, loss and gradients of a block, except the gradients that <see cref="TrainChunk"/> makes.</summary>
    /// <param name="workspace">Holds the inputs.</param>
    /// <param name="parameters">The flat buffer of parameters.</param>
    /// <param name="gradients">The flat buffer of gradients.</param>
    /// <param name="region">Which part between two borders of the batch to compute; the workspace is as the part before has left it.</param>
    /// <param name="block">The position of the block in its chunk.</param>
    /// <param name="accumulate">Whether to add to the gradients rather than to overwrite them.</param>
    /// <param name="seed">Keys dropout.</param>
    /// <param name="step">Keys dropout.</param>
    /// <param name="firstExample">The position in the batch of the block's first example; keys dropout.</param>
    static abstract void TrainBlock(
        ref float workspace, ref float parameters, ref float gradients, int region, int block, bool accumulate, ulong seed, long step, uint firstExample);

    /// <summary>Computes the gradients that are summed over all blocks of a chunk at once.</summary>
    static abstract void TrainChunk(ref float workspace, ref float gradients, int blocks, bool accumulate);

    /// <summary>Computes the output of one example.</summary>
    static abstract void InferOne(ref float workspace, ref float parameters);

    /// <summary>Computes the output of one example and its loss, without dropout.</summary>
    static abstract void EvaluateOne(ref float workspace, ref float parameters);

    /// <summary>Computes the output, loss and all gradients of one example.</summary>
    static abstract void TrainOne(
        ref float workspace, ref float parameters, ref float gradients, int region, bool accumulate, ulong seed, long step, uint firstExample);

    /// <summary>Computes the output and loss of one example step by step, looking at every value.</summary>
    /// <returns>The name of the first layer that gives an infinity or NaN, or null.</returns>
    static abstract string? TraceOne(ref float workspace, ref float parameters);
}
