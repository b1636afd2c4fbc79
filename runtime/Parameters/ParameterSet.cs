using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNets;

/// <summary>
/// A network's weights and biases, or their gradients: one aligned flat buffer in the network's own order, with each
/// tensor to be had by name in PyTorch's shape and order.
/// </summary>
/// <remarks>Reading from many threads at once is safe; writing needs the caller's care, as with an array.</remarks>
public sealed class ParameterSet
{
    private readonly AlignedFloats _floats;

    /// <summary>Makes a set of zeros.</summary>
    /// <param name="layout">The names, shapes and places of the tensors.</param>
    public ParameterSet(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _floats = new AlignedFloats(layout.GradientLength);
        BatchCounts = layout.Counters.IsEmpty ? [] : new long[layout.Counters.Length];
    }

    /// <summary>The names, shapes and places of the tensors.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>
    /// The whole flat buffer in the network's own order, for code that treats all parameters alike (optimizers, norms).
    /// Padding floats are 0 and must stay 0.
    /// </summary>
    public Span<float> Values => _floats.Span[..Layout.Length];

    /// <summary>What each of <see cref="ParameterLayout.Counters"/> has counted.</summary>
    internal long[] BatchCounts { get; }

    /// <summary>The floats of trained parameters alone, which come first.</summary>
    internal Span<float> Trained => _floats.Span[..Layout.TrainedLength];

    /// <summary>All floats, those behind <see cref="Values"/> too.</summary>
    internal Span<float> WithBatchSums => _floats.Span;

    /// <summary>The flat buffer's first float, on a 64-byte boundary; for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _floats.Reference;
    }

    /// <summary>The number of tensors.</summary>
    public int Count => Layout.Entries.Length;

    /// <summary>The names of the tensors, in the order in which they are saved.</summary>
    public IReadOnlyList<string> Names => Layout.Names;

    /// <summary>A copy of one tensor, or the values to set it to, in PyTorch's row-major order.</summary>
    /// <param name="name">A name such as <c>conv2d1.weight</c>.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name, or the values are not as many as its shape has.</exception>
    public float[] this[string name]
    {
        get
        {
            var values = new float[Layout[name].Size];
            CopyTo(name, values);
            return values;
        }
        set => Set(name, value);
    }

    /// <summary>Copies one tensor out, in PyTorch's row-major order.</summary>
    /// <param name="name">A name such as <c>conv2d1.weight</c>.</param>
    /// <param name="destination">Receives the elements; as long as the tensor.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name, or the destination has another length.</exception>
    public void CopyTo(string name, Span<float> destination)
    {
        var info = Layout[name];
        CheckLength(info, destination.Length, nameof(destination));
        CopyTo(info, destination);
    }

    /// <summary>Sets one tensor from values in PyTorch's row-major order.</summary>
    /// <param name="name">A name such as <c>conv2d1.weight</c>.</param>
    /// <param name="values">The elements; as many as the tensor has.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name, or there are more or fewer values.</exception>
    public void Set(string name, ReadOnlySpan<float> values)
    {
        var info = Layout[name];
        CheckLength(info, values.Length, nameof(values));
        Set(info, values);
    }

    /// <summary>
    /// Draws every tensor anew by its <see cref="ParameterInfo.Initializer"/>. The values depend only on the seed, the
    /// tensors' positions in the layout and their elements' row-major positions, not on the order in memory.
    /// </summary>
    /// <param name="seed">The same seed gives the same values.</param>
    public void Initialize(ulong seed)
    {
        Array.Clear(BatchCounts);
        var values = Values;
        values.Clear();
        for (var entry = 0; entry < Layout.Entries.Length; entry++)
        {
            var info = Layout.Entries[entry];
            var draws = new InitialValues(seed, entry);
            for (var walk = new RowMajor(info); !walk.Ended; walk.Next())
                values[walk.Position] = draws.Next(info.Initializer);
        }
    }

    /// <summary>
    /// Saves all tensors in safetensors format, in PyTorch's names, shapes and order. The file appears whole or not at all; a
    /// failure leaves a file that was there as it was.
    /// </summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <param name="allowNonFinite">Whether elements that are infinite or not a number are saved. Loading needs <see cref="LoadAllowances.NonFinite"/> then.
    /// Default: false.</param>
    /// <exception cref="InvalidOperationException">An element is not finite; a file that is there is kept. The message names the tensor and the
    /// element.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, bool allowNonFinite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!allowNonFinite && NonFiniteElement.Find(this) is { } found)
            throw new InvalidOperationException(
                $"{path} is not written: {found.Text(found.Tensor.Name)} in {Layout.NetworkName}. Allow values that are not finite to save them all the same.");
        Safetensors.Write(path, [.. ParameterFile.Counters(this), .. Tensors()], ParameterFile.Metadata(Layout));
    }

    /// <summary>
    /// The tensors as <see cref="Safetensors.Write"/> takes them, to be written together with others. Values are copied when they are written.
    /// </summary>
    /// <param name="prefix">Put before every name. Default: nothing.</param>
    public ImmutableArray<SafetensorsTensor> Tensors(string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ParameterFile.Tensors(this, prefix);
    }

    /// <summary>
    /// Loads all tensors from a safetensors file, of this library or of PyTorch. Names and shapes must be those of the network, and elements finite; tensors
    /// whose names begin with <c>optimizer.</c>, <c>recurrent_state.</c>, <c>best_parameters.</c> or <c>averaged_parameters.</c>, as in a checkpoint, are
    /// passed over. If it fails, nothing has changed.
    /// </summary>
    /// <param name="path">The file's path.</param>
    /// <param name="names">For tensors that have another name in the file: our name, or that of a <see cref="ParameterInfo.Summand"/>, to the file's.
    /// Default: all names are the same.</param>
    /// <param name="strict">Whether a tensor that the network does not know is an error; else it is left alone. PyTorch's counters
    /// (<c>num_batches_tracked</c>) never are. Default: true.</param>
    /// <param name="allow">What is loaded all the same although it is nearly always a mistake. Default: nothing.</param>
    /// <returns>What was left alone in the file.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, lacks tensors, has others, other shapes or types that are not read, or was trained in another form: the message lists each. Or an
    /// element is not finite: the message names it.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="names"/> maps a name that no parameter has.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public LoadReport Load(string path, IReadOnlyDictionary<string, string>? names = null, bool strict = true, LoadAllowances allow = LoadAllowances.None)
    {
        using var file = SafetensorsFile.Open(path);
        return Load(file, names, "", strict, allow);
    }

    /// <summary>Loads all tensors from a stream, from where it stands to its end, as
    /// <see cref="Load(string, IReadOnlyDictionary{string, string}?, bool, LoadAllowances)"/> does from a file.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="names">For tensors that have another name in the file: our name, or that of a <see cref="ParameterInfo.Summand"/>, to the file's.
    /// Default: all names are the same.</param>
    /// <param name="strict">Whether a tensor that the network does not know is an error; else it is left alone. PyTorch's counters
    /// (<c>num_batches_tracked</c>) never are. Default: true.</param>
    /// <param name="allow">What is loaded all the same although it is nearly always a mistake. Default: nothing.</param>
    /// <returns>What was left alone in the file.</returns>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    /// <exception cref="ArgumentException"><paramref name="names"/> maps a name that no parameter has.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public LoadReport Load(Stream stream, IReadOnlyDictionary<string, string>? names = null, bool strict = true, LoadAllowances allow = LoadAllowances.None)
    {
        using var file = SafetensorsFile.Open(stream);
        return Load(file, names, "", strict, allow);
    }

    /// <summary>Loads all tensors from the bytes of a file, as <see cref="Load(string, IReadOnlyDictionary{string, string}?, bool, LoadAllowances)"/> does
    /// from a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="names">For tensors that have another name in the file: our name, or that of a <see cref="ParameterInfo.Summand"/>, to the file's.
    /// Default: all names are the same.</param>
    /// <param name="strict">Whether a tensor that the network does not know is an error; else it is left alone. PyTorch's counters
    /// (<c>num_batches_tracked</c>) never are. Default: true.</param>
    /// <param name="allow">What is loaded all the same although it is nearly always a mistake. Default: nothing.</param>
    /// <returns>What was left alone in the file.</returns>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    /// <exception cref="ArgumentException"><paramref name="names"/> maps a name that no parameter has.</exception>
    public LoadReport Load(
        ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, string>? names = null, bool strict = true, LoadAllowances allow = LoadAllowances.None)
    {
        using var file = SafetensorsFile.Open(bytes);
        return Load(file, names, "", strict, allow);
    }

    /// <summary>Loads all tensors from an open file, as <see cref="Load(string, IReadOnlyDictionary{string, string}?, bool, LoadAllowances)"/> does.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">For tensors that have another name in the file: our name, or that of a <see cref="ParameterInfo.Summand"/>, to the file's.
    /// Default: all names are the same.</param>
    /// <param name="prefix">What every name in the file begins with; tensors of other names are passed over. Default: nothing.</param>
    /// <param name="strict">Whether a tensor that the network does not know is an error; else it is left alone. PyTorch's counters
    /// (<c>num_batches_tracked</c>) never are. Default: true.</param>
    /// <param name="allow">What is loaded all the same although it is nearly always a mistake. Default: nothing.</param>
    /// <returns>What was left alone in the file.</returns>
    /// <exception cref="InvalidDataException">As for a file by its path.</exception>
    /// <exception cref="ArgumentException"><paramref name="names"/> maps a name that no parameter has.</exception>
    public LoadReport Load(
        SafetensorsFile file,
        IReadOnlyDictionary<string, string>? names = null,
        string prefix = "",
        bool strict = true,
        LoadAllowances allow = LoadAllowances.None)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(prefix);
        return ParameterFile.Load(this, file, new ParameterFileOptions(names, strict, allow, prefix));
    }

    /// <summary>Sets everything to 0.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Copies all tensors of another set of the same network.</summary>
    /// <param name="other">The set to copy.</param>
    /// <exception cref="ArgumentException">The other set has another layout.</exception>
    public void CopyFrom(ParameterSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Layout, Layout))
        {
            throw new ArgumentException(
                $"other holds parameters of {other.Layout.NetworkName}, but those of {Layout.NetworkName} are needed.", nameof(other));
        }
        other.Values.CopyTo(Values);
        other.BatchCounts.CopyTo(BatchCounts, 0);
    }

    /// <summary>The network's name and the numbers of tensors and of their elements.</summary>
    public override string ToString() => Layout.ToString();

    /// <summary>A copy with its own memory.</summary>
    public ParameterSet Clone()
    {
        var clone = new ParameterSet(Layout);
        clone.CopyFrom(this);
        return clone;
    }

    internal void CopyTo(ParameterInfo info, Span<float> destination)
    {
        ReadOnlySpan<float> values = Values;
        var element = 0;
        for (var walk = new RowMajor(info); !walk.Ended; walk.Next())
            destination[element++] = values[walk.Position];
    }

    internal void Set(ParameterInfo info, ReadOnlySpan<float> source)
    {
        var walk = new RowMajor(info);
        Set(ref walk, source);
    }

    /// <summary>Sets elements of a tensor from where the walk has come to, and goes on with it.</summary>
    internal void Set(ref RowMajor walk, ReadOnlySpan<float> source)
    {
        var values = Values;
        foreach (var value in source)
        {
            values[walk.Position] = value;
            walk.Next();
        }
    }

    private static void CheckLength(ParameterInfo info, int length, string argument)
    {
        if (length != info.Size)
        {
            throw new ArgumentException(
                $"{argument} has {length} values, but {info.Name} of shape {Shapes.Text(info.Shape)} has {info.Size}.", argument);
        }
    }
}
