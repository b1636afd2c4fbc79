using System.Buffers;

namespace StaticNets.Data;

/// <summary>What becomes of a row.</summary>
internal delegate void RowChange(ReadOnlySpan<float> source, Span<float> destination, int row);

/// <summary>Another column's rows, changed on their way.</summary>
internal sealed class AugmentedColumn(Column<float> source, Augmentation augmentation, RowChange change) : Column<float>(source.Count, augmentation.Size)
{
    internal override void CopyRows(int first, Span<float> destination)
    {
        // Rented, as rows are copied from any thread.
        var rented = ArrayPool<float>.Shared.Rent(source.Width);
        var image = rented.AsSpan(0, source.Width);
        for (var row = first; !destination.IsEmpty; row++)
        {
            source.CopyRows(row, image);
            change(image, destination[..Width], row);
            destination = destination[Width..];
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>A dataset with its first input changed.</summary>
    public static Dataset In(Dataset data, Augmentation augmentation, Func<Column<float>, AugmentedColumn> changed)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Inputs[0].Values is not { } values)
            throw new ArgumentException("data has tokens as its first input, but values are needed.", nameof(data));
        if (values.Width != augmentation.SourceSize)
            throw new ArgumentException(
                $"data has {values.Width} values per example as its first input, but the augmentation is for {augmentation.SourceSize}.", nameof(data));
        return data.WithFirstInput(changed(values));
    }
}
