using StaticNets.Numerics;

namespace StaticNets.Data;

/// <summary>Makes training data of datasets whose examples are changed anew in every epoch.</summary>
public static class AugmentedDatasets
{
    /// <summary>Changes the first input of the examples in every epoch, as they are copied into batches.</summary>
    /// <param name="data">The examples; not copied.</param>
    /// <param name="augmentation">What is done to each.</param>
    /// <exception cref="ArgumentException">The first input has no values, or another number of them than the augmentation takes.</exception>
    public static TrainingData Augmented(this Dataset data, Augmentation augmentation)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        return new AugmentedData(data, augmentation);
    }
}

/// <summary>A dataset whose first input is changed in every epoch.</summary>
internal sealed class AugmentedData : TrainingData
{
    private readonly Dataset _data;
    private readonly Augmentation _augmentation;

    public AugmentedData(Dataset data, Augmentation augmentation)
    {
        (_data, _augmentation) = (data, augmentation);
        // What does not fit is said here rather than in the first epoch.
        ForEpoch(0, 0);
    }

    public override Dataset ForEpoch(ulong seed, int epoch)
    {
        var (key0, key1) = CounterRandom.Key(seed, epoch, AugmentationRandom.Stream);
        return AugmentedColumn.In(_data, _augmentation, source => new AugmentedColumn(source, _augmentation, (image, changed, row) =>
        {
            var random = new AugmentationRandom(key0, key1, row);
            _augmentation.Apply(image, changed, ref random);
        }));
    }

    public override string ToString() => $"{_data}, changed in every epoch";
}
