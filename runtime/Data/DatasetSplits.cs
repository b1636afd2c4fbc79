using System.Runtime.InteropServices;

namespace StaticNets.Data;

/// <summary>Divides datasets into examples to learn from and examples to validate on.</summary>
public static class DatasetSplits
{
    // Epochs shuffle with this seed too, but none has this number.
    private const long Epoch = -1;

    /// <summary>Divides the examples at random: none is in both parts, and each part has its examples in the dataset's order.</summary>
    /// <param name="data">The examples; neither part copies them.</param>
    /// <param name="share">The share of the second part, above 0 and below 1, rounded to a whole number of examples.</param>
    /// <param name="seed">The same seed gives the same parts. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public static (Dataset Training, Dataset Validation) Split(this Dataset data, double share, ulong seed = 0)
    {
        var taken = Taken(data, share);
        var order = new int[data.Count];
        Shuffle.Fill(order, seed, Epoch);
        return Divide(data, order.AsSpan(taken), order.AsSpan(0, taken));
    }

    /// <summary>
    /// Divides the examples at random so that both parts have each class in the dataset's proportion, as near as whole numbers come: what is left over by
    /// rounding down goes to the classes with the largest remainders.
    /// </summary>
    /// <param name="data">The examples, with one label each, or with one target, of which each different value counts as a class; neither part copies
    /// them.</param>
    /// <param name="share">The share of the second part, above 0 and below 1, rounded to a whole number of examples.</param>
    /// <param name="seed">The same seed gives the same parts. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    /// <exception cref="ArgumentException">A part would be empty, or the examples have no label or target, or several.</exception>
    public static (Dataset Training, Dataset Validation) StratifiedSplit(this Dataset data, double share, ulong seed = 0)
    {
        var taken = Taken(data, share);
        var classes = ClassesOf(data);
        var order = new int[data.Count];
        Shuffle.Fill(order, seed, Epoch);
        var left = Quotas(classes, taken);
        var (training, validation) = (new List<int>(data.Count - taken), new List<int>(taken));
        foreach (var row in order)
        {
            ref var quota = ref CollectionsMarshal.GetValueRefOrNullRef(left, classes[row]);
            if (quota > 0)
            {
                quota--;
                validation.Add(row);
            }
            else
            {
                training.Add(row);
            }
        }

        return Divide(data, CollectionsMarshal.AsSpan(training), CollectionsMarshal.AsSpan(validation));
    }

    /// <summary>The number of examples in the second part.</summary>
    private static int Taken(Dataset data, double share)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, $"share is {share}, but must be above 0 and below 1.");
        var taken = (int)Math.Round(data.Count * share, MidpointRounding.AwayFromZero);
        if (taken == 0 || taken == data.Count)
            throw new ArgumentException($"data has {data.Count} examples, of which a share of {share} leaves a part without any.", nameof(data));
        return taken;
    }

    private static int[] ClassesOf(Dataset data)
    {
        var classes = new int[data.Count];
        if (data.Labels is { Width: 1 } labels)
            labels.Copy(0, data.Count, classes);
        else if (data.Targets is { Width: 1 } targets)
            targets.Copy(0, data.Count, MemoryMarshal.Cast<int, float>(classes.AsSpan()));
        else
            throw new ArgumentException($"data has {data}, but one label, or one target, per example is needed to divide classes evenly.", nameof(data));
        return classes;
    }

    /// <summary>How many examples of each class go to the second part.</summary>
    private static Dictionary<int, int> Quotas(int[] classes, int taken)
    {
        var quotas = new Dictionary<int, int>();
        var remainders = new List<(double Remainder, int Class)>();
        var left = taken;
        foreach (var group in classes.CountBy(value => value).OrderBy(group => group.Key))
        {
            var exact = (double)taken * group.Value / classes.Length;
            var whole = (int)Math.Floor(exact);
            quotas[group.Key] = whole;
            remainders.Add((exact - whole, group.Key));
            left -= whole;
        }

        foreach (var (_, label) in remainders.OrderByDescending(remainder => remainder.Remainder).Take(left))
            quotas[label]++;
        return quotas;
    }

    private static (Dataset Training, Dataset Validation) Divide(Dataset data, Span<int> training, Span<int> validation)
    {
        training.Sort();
        validation.Sort();
        return (data.Select(training), data.Select(validation));
    }
}
