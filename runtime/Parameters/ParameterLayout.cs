using System.Collections.Immutable;
using System.Globalization;

namespace StaticNets;

/// <summary>
/// Where each named tensor of a network lives in its flat buffer. Floats that belong to no tensor are padding: they are
/// 0 and stay 0.
/// </summary>
public sealed class ParameterLayout
{
    private readonly Dictionary<string, int> _index;
    private readonly int? _trainedLength;
    private readonly int? _gradientLength;
    private ParameterLayout? _trained;
    private ImmutableArray<BatchCounter> _counters;

    /// <summary>Describes a flat buffer.</summary>
    /// <param name="networkName">The network's name, for messages.</param>
    /// <param name="length">The number of floats in the buffer, padding included.</param>
    /// <param name="entries">The tensors, in the order in which they are saved.</param>
    /// <exception cref="ArgumentException">Two entries have one name, strides do not match a shape, or an entry reaches outside the buffer.</exception>
    public ParameterLayout(string networkName, int length, ImmutableArray<ParameterInfo> entries)
    {
        ArgumentNullException.ThrowIfNull(networkName);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (entries.IsDefault)
            throw new ArgumentException("entries is missing.", nameof(entries));
        NetworkName = networkName;
        Length = length;
        Entries = entries;
        _index = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        var names = new string[entries.Length];
        long count = 0;
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var info = entries[entry] ?? throw new ArgumentException($"entries has null as number {entry}, but parameters are needed.", nameof(entries));
            CheckPlace(info, length);
            names[entry] = info.Name;
            if (!_index.TryAdd(info.Name, entry))
                throw new ArgumentException($"entries has two parameters named {info.Name}.", nameof(entries));
            if (info.Momentum is null)
                count += info.Size;
        }
        if (count > int.MaxValue)
            throw new ArgumentException($"entries has {count} elements, more than a buffer can hold.", nameof(entries));
        ParameterCount = (int)count;
        Names = names;
    }

    /// <summary>The name of the network this layout belongs to.</summary>
    public string NetworkName { get; }

    /// <summary>The number of floats in the flat buffer, padding included.</summary>
    public int Length { get; }

    /// <summary>
    /// The floats of trained parameters, which come first: those that have a gradient and that optimizers know. Behind them are buffers
    /// and parameters that are not trained (<see cref="ParameterInfo.IsTrained"/>). Default: <see cref="Length"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to <see cref="Length"/>.</exception>
    public int TrainedLength
    {
        get => _trainedLength ?? Length;
        init => _trainedLength = value >= 0 && value <= Length
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"TrainedLength must be from 0 to {Length}.");
    }

    /// <summary>The layout without buffers: what optimizers have a state for.</summary>
    internal ParameterLayout Trained => TrainedLength == Length
        ? this
        : _trained ??= new ParameterLayout(NetworkName, TrainedLength, [.. Entries.Where(info => info.IsTrained)]) { FileStatements = FileStatements };

    /// <summary>
    /// The floats that are there for a buffer of gradients: behind those of <see cref="Length"/> a training pass sums up over the batch. Default:
    /// <see cref="Length"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than <see cref="Length"/>.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public int GradientLength
    {
        get => _gradientLength ?? Length;
        init => _gradientLength = value >= Length
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"GradientLength must be at least {Length}.");
    }

    /// <summary>The tensors, in the order in which they are saved.</summary>
    public ImmutableArray<ParameterInfo> Entries { get; }

    /// <summary>The number of weights and biases, trained or not: neither padding nor buffers.</summary>
    public int ParameterCount { get; }

    /// <summary>The names of the tensors, in the order of <see cref="Entries"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names that files have tensors of: those of <see cref="Names"/> and of summands.</summary>
    internal IReadOnlyCollection<string> NamesInFiles
    {
        get
        {
            var names = new List<string>(Names);
            foreach (var info in Entries)
            {
                if (info.Summand is { } summand)
                    names.Add(summand);
            }

            return names;
        }
    }

    /// <summary>
    /// What a saved file says of the network in its <c>__metadata__</c>, beyond what names and shapes tell, such as <c>gru1.reset_after</c>. A file that says
    /// otherwise is not loaded; one that says nothing is, except for <see cref="RequiredStatements"/>. Default: nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> FileStatements { get; init; } = new Dictionary<string, string>(0);

    /// <summary>
    /// Those of <see cref="FileStatements"/>, by their keys, without which a file is not loaded, since other libraries, whose files say nothing, mean another
    /// form; each with what there is to do about it, for the message. <see cref="LoadAllowances.UnstatedForm"/> loads them all the same. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> RequiredStatements { get; init; } = new Dictionary<string, string>(0);

    /// <summary>
    /// PyTorch's counts of the batches that a normalization has seen, such as <c>norm1.num_batches_tracked</c>: one for each running mean. They are
    /// integers, of which nothing is computed, and no entries.
    /// </summary>
    internal ImmutableArray<BatchCounter> Counters => _counters.IsDefault ? _counters = BatchCounter.Of(Entries) : _counters;

    /// <summary>The tensor of that name.</summary>
    /// <param name="name">A name such as <c>conv2d1.weight</c>.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name; the message has the nearest one.</exception>
    public ParameterInfo this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            if (_index.TryGetValue(name, out var entry))
                return Entries[entry];
            throw new ArgumentException(NoSuchParameter(name), nameof(name));
        }
    }

    /// <summary>Looks a tensor up by name.</summary>
    /// <param name="name">A name such as <c>conv2d1.weight</c>.</param>
    /// <param name="info">The tensor, if there is one of that name.</param>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ParameterInfo? info)
    {
        info = _index.TryGetValue(name, out var entry) ? Entries[entry] : null;
        return info is not null;
    }

    /// <summary>The network's name and the numbers of tensors and of their elements.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{NetworkName}: {Entries.Length} {(Entries.Length == 1 ? "tensor" : "tensors")}, "
            + $"{ParameterCount:N0} {(ParameterCount == 1 ? "parameter" : "parameters")}");

    internal string NoSuchParameter(string name)
    {
        var nearest = NearestName.Of(name, Names);
        return $"{NetworkName} has no parameter named '{name}'" + (nearest is null ? "." : $": did you mean '{nearest}'?");
    }

    /// <summary>How far the last index along an axis is from the first.</summary>
    private static long LastPlace(ParameterInfo info, int axis)
    {
        if (info.Panels is not { } panels || panels.Axis != axis)
            return (info.Shape[axis] - 1L) * info.Strides[axis];
        if (panels.Width <= 0 || panels.Group <= 0 || panels.Stride < 0)
            throw new ArgumentException($"{info.Name} has panels of {panels.Width} in groups of {panels.Group}, {panels.Stride} floats apart.", "entries");
        // The last index of a whole panel is farther than that of a partial one.
        return (long)panels.PanelOf(Math.Max(0, info.Shape[axis] - 1)) * panels.Stride + (panels.Width - 1L) * info.Strides[axis];
    }

    private static void CheckPlace(ParameterInfo info, int length)
    {
        if (info.Name is null || info.Shape.IsDefault || info.Strides.IsDefault)
            throw new ArgumentException($"{info.Name ?? "A parameter"} lacks a name, a shape or strides.", "entries");
        if (info.Strides.Length != info.Shape.Length)
        {
            throw new ArgumentException(
                $"{info.Name} has {info.Strides.Length} strides for {info.Shape.Length} axes.", "entries");
        }
        long last = info.Offset;
        var empty = false;
        long size = 1;
        for (var axis = 0; axis < info.Shape.Length; axis++)
        {
            if (info.Shape[axis] < 0 || info.Strides[axis] < 0)
                throw new ArgumentException($"{info.Name} has a negative extent or stride.", "entries");
            empty |= info.Shape[axis] == 0;
            // Bounded, since the product of many extents has no end.
            last = Math.Min(last + LastPlace(info, axis), int.MaxValue + 1L);
            size = Math.Min(size * info.Shape[axis], int.MaxValue + 1L);
        }
        if (!empty && size > int.MaxValue)
            throw new ArgumentException($"{info.Name} has the shape {Shapes.Text(info.Shape)}, more elements than a buffer can hold.", "entries");
        if (info.Offset < 0 || (!empty && last >= length))
            throw new ArgumentException($"{info.Name} reaches element {last} of a buffer of {length}.", "entries");
    }
}
