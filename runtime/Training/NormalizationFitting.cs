using StaticNets.Data;

namespace StaticNets;

/// <summary>Sets what networks normalize their inputs by.</summary>
public static class NormalizationFitting
{
    private const int RowsAtOnce = 256;

    /// <summary>
    /// Sets mean and deviation of every <see cref="NormalizeAttribute"/> of a network to those of its input in a dataset, of each channel or feature. The
    /// deviation is the root of the mean square, as scikit-learn's <c>StandardScaler</c> has it; a channel that is constant has 1, so that it becomes 0. Of
    /// sequences with lengths the real steps count alone. Call it before training, with the training data.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The examples; labels and targets are not looked at.</param>
    /// <exception cref="ArgumentException">The network has no such layer, or the dataset is empty, does not fit the network or has a value that is infinite or
    /// not a number; the network is as before.</exception>
    public static void FitNormalization<T>(this T network, Dataset data)
        where T : class, INetwork<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (T.Info.Normalizations.IsEmpty)
            throw new ArgumentException($"{T.Info.Name} has no Normalize behind an input.", nameof(network));
        data.CheckInputs(T.Info, nameof(data));
        if (data.Count == 0)
            throw new ArgumentException("data has no examples.", nameof(data));
        var moments = T.Info.Normalizations.Select(normalization => Measure(T.Info.Inputs[normalization.Input], normalization, data)).ToArray();
        for (var i = 0; i < moments.Length; i++)
        {
            var name = T.Info.Normalizations[i].Layer;
            network.Parameters[$"{name}.mean"] = Array.ConvertAll(moments[i], channel => (float)channel.Mean);
            network.Parameters[$"{name}.deviation"] = Array.ConvertAll(moments[i], channel => channel.Deviation);
        }
    }

    private static Moments[] Measure(InputInfo input, NormalizationInfo normalization, Dataset data)
    {
        var channels = new Moments[input.Shape[normalization.Axis]];
        var column = data.Inputs[normalization.Input];
        var values = new float[Math.Min(RowsAtOnce, data.Count) * input.Size];
        var lengths = new int[Math.Min(RowsAtOnce, data.Count)];
        // Neighbours along the axis are so far apart.
        var stride = input.Shape.Skip(normalization.Axis + 1).Aggregate(1, (product, extent) => product * extent);
        for (var first = 0; first < data.Count; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, data.Count - first);
            column.Values!.Copy(first, count, values.AsSpan(0, count * input.Size));
            column.Lengths?.Copy(first, count, lengths.AsSpan(0, count));
            for (var example = 0; example < count; example++)
            {
                var real = column.Lengths is null ? input.Size : Math.Clamp(lengths[example], 0, input.Shape[0]) * (input.Size / input.Shape[0]);
                for (var element = 0; element < real; element++)
                {
                    var value = values[example * input.Size + element];
                    if (!float.IsFinite(value))
                        throw new ArgumentException(
                            $"data has a value that is infinite or not a number in example {first + example}, input '{input.Name}'.", nameof(data));
                    channels[element / stride % channels.Length].Add(value);
                }
            }
        }

        return channels;
    }

    /// <summary>Mean and deviation of numbers that come one by one (Welford 1962).</summary>
    private struct Moments
    {
        private long _count;
        private double _squares;

        public double Mean { get; private set; }

        /// <summary>1 of a constant, and of nothing.</summary>
        public readonly float Deviation => (float)Math.Sqrt(_squares / _count) is > 0 and var deviation ? deviation : 1;

        public void Add(double value)
        {
            var distance = value - Mean;
            Mean += distance / ++_count;
            _squares += distance * (value - Mean);
        }
    }
}
