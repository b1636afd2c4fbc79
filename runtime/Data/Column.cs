namespace StaticNets.Data;

/// <summary>Makes columns of arrays. The arrays are not copied: a later change shows in the column.</summary>
public static class Column
{
    /// <summary>A column of values or targets.</summary>
    /// <param name="values">The rows, one after another.</param>
    /// <param name="width">The number of elements in a row, at least 1.</param>
    /// <exception cref="ArgumentException">The array is not a whole number of rows.</exception>
    public static Column<float> OfValues(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ArrayColumn<float>(values, Rows(values.Length, width), width);
    }

    /// <summary>A column of values kept as bytes, such as the pixels of images: each is handed out as <c>value / divisor</c>.</summary>
    /// <param name="values">The rows, one after another.</param>
    /// <param name="width">The number of elements in a row, at least 1.</param>
    /// <param name="divisor">What each byte is divided by; not 0. Default: 255, which gives numbers from 0 to 1.</param>
    /// <exception cref="ArgumentException">The array is not a whole number of rows, or the divisor is 0 or not finite.</exception>
    public static Column<float> OfBytes(byte[] values, int width, float divisor = 255)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (divisor == 0 || !float.IsFinite(divisor))
            throw new ArgumentOutOfRangeException(nameof(divisor), $"divisor is {divisor}, but must be a finite number other than 0.");
        return new ByteValueColumn(values, Rows(values.Length, width), width, divisor);
    }

    /// <summary>A column of labels, tokens or lengths.</summary>
    /// <param name="values">The rows, one after another.</param>
    /// <param name="width">The number of elements in a row, at least 1. Default: 1.</param>
    /// <exception cref="ArgumentException">The array is not a whole number of rows.</exception>
    public static Column<int> OfIndices(int[] values, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ArrayColumn<int>(values, Rows(values.Length, width), width);
    }

    /// <summary>A column of labels, tokens or lengths kept as bytes.</summary>
    /// <param name="values">The rows, one after another.</param>
    /// <param name="width">The number of elements in a row, at least 1. Default: 1.</param>
    /// <exception cref="ArgumentException">The array is not a whole number of rows.</exception>
    public static Column<int> OfIndices(byte[] values, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ByteIndexColumn(values, Rows(values.Length, width), width);
    }

    private static int Rows(int length, int width)
    {
        if (width < 1)
            throw new ArgumentOutOfRangeException(nameof(width), $"width is {width}, but must be at least 1.");
        if (length % width != 0)
        {
            throw new ArgumentException(
                $"values has {length} elements, which is not a whole number of rows of {width}.", "values");
        }
        return length / width;
    }
}
