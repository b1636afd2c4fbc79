using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using StaticNets.CompilerServices;

namespace StaticNets;

/// <summary>
/// What a network remembers of several sequences that run side by side: the hidden and cell states of its recurrent layers, the keys and values of the steps so
/// far, what it has encoded, one sequence after another in one buffer. A call that is given a state starts from it and leaves the new one in it, so that a long
/// sequence can be fed part by part. Each network has a class of its own, <c>CharLm.State</c>.
/// </summary>
/// <remarks>
/// Calls may share one state as long as they use different sequences of it; a sequence is not for use by several threads at once.
/// </remarks>
public abstract class RecurrentState
{
    private readonly ParameterSet _tensors;
    private Workspace? _scratch;

    /// <summary>Makes the states of <paramref name="count"/> sequences, all 0.</summary>
    /// <param name="network">The network.</param>
    /// <param name="count">The number of sequences, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sequence, or there are more than one buffer can hold.</exception>
    /// <exception cref="ArgumentException">The network carries no state.</exception>
    protected RecurrentState(NetworkInfo network, int count)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"count is {count}, but a state needs at least 1 sequence.");
        if (network.States.IsEmpty)
            throw new ArgumentException(
                $"{network.Name} remembers nothing of a sequence: it has no layer whose state could be kept, or cannot be run step by step.", nameof(network));
        Network = network;
        Count = count;
        SequenceSize = network.StateSize;
        var most = AlignedFloats.MaxLength / SequenceSize;
        if (count > most)
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"count is {count}, but a sequence of {network.Name} takes {SequenceSize} floats, and a state holds at most {most} of them.");
        _tensors = new ParameterSet(new ParameterLayout(network.Name, count * SequenceSize, Entries(network, count)));
    }

    /// <summary>The network whose state this is.</summary>
    public NetworkInfo Network { get; }

    /// <summary>The number of sequences.</summary>
    public int Count { get; }

    /// <summary>The floats of one sequence.</summary>
    public int SequenceSize { get; }

    /// <summary>All floats, sequence after sequence; <see cref="NetworkInfo.States"/> says what is where in a sequence.</summary>
    public Span<float> Values => _tensors.Values;

    /// <summary>The floats of one sequence.</summary>
    /// <param name="sequence">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public Span<float> Sequence(int sequence) => Values.Slice(Checked(sequence, nameof(sequence)) * SequenceSize, SequenceSize);

    /// <summary>Sets every sequence back to its beginning: all 0.</summary>
    public void Reset() => Values.Clear();

    /// <summary>Sets one sequence back to its beginning: all 0.</summary>
    /// <param name="sequence">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public void Reset(int sequence) => Sequence(sequence).Clear();

    /// <summary>Copies all sequences of another state of the same network.</summary>
    /// <param name="other">The state to copy, of as many sequences.</param>
    /// <exception cref="ArgumentException">It belongs to another network or has more or fewer sequences.</exception>
    public void CopyFrom(RecurrentState other)
    {
        CheckNetwork(other);
        if (other.Count != Count)
            throw new ArgumentException($"other has {Sequences(other.Count)}, but this state has {Count}.", nameof(other));
        other.Values.CopyTo(Values);
    }

    /// <summary>Copies one sequence of another state of the same network, or of this one.</summary>
    /// <param name="other">The state to copy from.</param>
    /// <param name="source">The sequence to copy.</param>
    /// <param name="destination">The sequence of this state that becomes the copy.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public void CopyFrom(RecurrentState other, int source, int destination)
    {
        CheckNetwork(other);
        other.Checked(source, nameof(source));
        Checked(destination, nameof(destination));
        other.Sequence(source).CopyTo(Sequence(destination));
    }

    /// <summary>
    /// Saves the state in safetensors format, as <c>lstm1.hidden</c> of shape <c>[count, layers, hidden]</c> and so on. The file appears
    /// whole or not at all.
    /// </summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <exception cref="InvalidOperationException">A value is not finite; a file that is there is kept.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => _tensors.Save(path);

    /// <summary>Loads a state that <see cref="Save"/> wrote, of the same network and as many sequences. If it fails, nothing has changed.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or lacks tensors, has others or has other shapes (the message lists each), or a value is
    /// not finite.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        ParameterFile.Load(_tensors, file, new ParameterFileOptions(Contents: "the state"));
    }

    /// <summary>
    /// Working memory for single steps, so many floats for each sequence, one after another: only one thread at a time takes a step of a sequence.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Scratch(int floats) => ref (_scratch ?? MakeScratch(floats)).Reference;

    /// <summary>The floats of a sequence whose number has been checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Reference(int sequence) => ref Unsafe.Add(ref _tensors.Reference, (nint)sequence * SequenceSize);

    /// <summary>The network's name, and the numbers of sequences and of their floats.</summary>
    public override string ToString() => $"state of {Network.Name}: {Sequences(Count)} of {SequenceSize} floats";

    /// <summary>All floats as tensors with names, for files.</summary>
    internal ParameterSet Tensors => _tensors;

    private Workspace MakeScratch(int floats)
    {
        Interlocked.CompareExchange(ref _scratch, new Workspace(checked(floats * Count)), null);
        return _scratch;
    }

    private static ImmutableArray<ParameterInfo> Entries(NetworkInfo network, int count)
        => [.. network.States.Select(
            state => new ParameterInfo(state.Name, [count, .. state.Shape], state.Offset, [network.StateSize, .. state.Strides], default))];

    private static string Sequences(int count) => count == 1 ? "1 sequence" : $"{count} sequences";

    private int Checked(int sequence, string argument) => (uint)sequence < (uint)Count
        ? sequence
        : throw new ArgumentOutOfRangeException(argument, sequence, $"{argument} is {sequence}, but the state has sequences 0 to {Count - 1}.");

    private void CheckNetwork(RecurrentState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Network.Layout, Network.Layout))
            throw new ArgumentException($"other is a state of {other.Network.Name}, but one of {Network.Name} is needed.", nameof(other));
    }
}
