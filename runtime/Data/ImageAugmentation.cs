namespace StaticNets.Data;

/// <summary>
/// Cuts images out at random places, and mirrors half of them: the crop of PyTorch's <c>RandomCrop</c> with padding 0 beyond the border, and its
/// <c>RandomHorizontalFlip</c>.
/// </summary>
/// <param name="channels">The channels, at least 1.</param>
/// <param name="height">The rows, at least 1.</param>
/// <param name="width">The columns, at least 1.</param>
public sealed class ImageAugmentation(int channels, int height, int width) : Augmentation
{
    private readonly int _channels = AtLeast(channels, 1, nameof(channels));
    private readonly int _height = AtLeast(height, 1, nameof(height));
    private readonly int _width = AtLeast(width, 1, nameof(width));
    private readonly int _shift;
    private readonly int? _cropHeight;
    private readonly int? _cropWidth;

    /// <summary>The pixels by which images are moved at most, in each direction; what comes in from outside is 0. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Shift
    {
        get => _shift;
        init => _shift = AtLeast(value, 0, nameof(Shift));
    }

    /// <summary>Whether half of the images are mirrored, left and right. Default: false.</summary>
    public bool FlipHorizontally { get; init; }

    /// <summary>The rows that are cut out of the image, at a random place. Default: all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public int CropHeight
    {
        get => _cropHeight ?? _height;
        init => _cropHeight = Within(value, _height, nameof(CropHeight));
    }

    /// <summary>The columns that are cut out of the image, at a random place. Default: all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public int CropWidth
    {
        get => _cropWidth ?? _width;
        init => _cropWidth = Within(value, _width, nameof(CropWidth));
    }

    /// <inheritdoc/>
    public override int SourceSize => checked(_channels * _height * _width);

    /// <inheritdoc/>
    public override int Size => checked(_channels * CropHeight * CropWidth);

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> source, Span<float> destination, ref AugmentationRandom random)
    {
        var top = random.Next(_height - CropHeight + 2 * Shift + 1) - Shift;
        var left = random.Next(_width - CropWidth + 2 * Shift + 1) - Shift;
        var flips = FlipHorizontally && random.Next(2) == 1;
        Cut(source, destination, top, left, flips);
    }

    /// <summary>Cuts the middle out of all images, for tests: where nothing is cropped they stay as they are.</summary>
    /// <param name="data">The examples, whose first input is such images.</param>
    /// <exception cref="ArgumentException">The first input has no values, or another number of them.</exception>
    public Dataset Centred(Dataset data) => AugmentedColumn.In(data, this, source => new AugmentedColumn(source, this, (image, cut, _) =>
        Cut(image, cut, (_height - CropHeight) / 2, (_width - CropWidth) / 2, flips: false)));

    private void Cut(ReadOnlySpan<float> source, Span<float> destination, int top, int left, bool flips)
    {
        for (var channel = 0; channel < _channels; channel++)
        {
            for (var y = 0; y < CropHeight; y++)
            {
                var row = destination.Slice((channel * CropHeight + y) * CropWidth, CropWidth);
                CutRow(source, channel, top + y, left, row);
                if (flips)
                    row.Reverse();
            }
        }
    }

    /// <summary>Copies a part of a row, with zeros where there is no pixel.</summary>
    private void CutRow(ReadOnlySpan<float> source, int channel, int y, int left, Span<float> row)
    {
        var (first, end) = (Math.Max(0, -left), Math.Min(row.Length, _width - left));
        row.Clear();
        if (y >= 0 && y < _height && first < end)
            source.Slice((channel * _height + y) * _width + left + first, end - first).CopyTo(row[first..]);
    }

    private static int AtLeast(int value, int least, string name)
        => value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, but must be at least {least}.");

    private static int Within(int value, int most, string name) => value >= 1 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, but must be from 1 to {most}.");
}
