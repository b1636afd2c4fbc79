using System.Collections.Immutable;
using StaticNets.Data;

namespace StaticNets.Csv;

/// <summary>Which columns of a CSV file are features, and which the label or the targets.</summary>
/// <remarks>The file begins with a line of names. Cells may be quoted (RFC 4180); the separator is found out unless it is given.</remarks>
/// <example>
/// <code>
/// var table = new CsvTable
/// {
///     Features = [CsvColumn.Number("area"), CsvColumn.Number("rooms", CsvMissing.Mean), CsvColumn.Category("town")],
///     Targets = [CsvColumn.Number("price")],
/// };
/// var houses = table.Read("houses.csv");
/// var others = houses.Table.Read("others.csv"); // the same towns in the same places, the same mean
/// </code>
/// </example>
public sealed record CsvTable
{
    /// <summary>The columns that examples are made of, in order.</summary>
    public required ImmutableArray<CsvColumn> Features { get; init; }

    /// <summary>The categories that are to be predicted, for <see cref="SoftmaxCrossEntropyAttribute"/>. Default: none.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>The numbers that are to be predicted; not together with a <see cref="Label"/>. Default: none.</summary>
    public ImmutableArray<CsvColumn> Targets { get; init; } = [];

    /// <summary>The character between cells. Default: null, the one that occurs in the first line, of comma, semicolon, tab and others.</summary>
    public char? Separator { get; init; }

    /// <summary>The cells, without spaces at their ends, that have no value. Default: the empty one, <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>null</c> and
    /// <c>?</c>.</summary>
    public ImmutableArray<string> MissingTexts { get; init; } = ["", "NA", "N/A", "NaN", "null", "?"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InvalidDataException">The file lacks a column or has it twice, a line has more or fewer cells, or a cell is not what its column holds;
    /// the message has line and column.</exception>
    /// <exception cref="InvalidOperationException">There are no features, a column is mentioned twice, the label is no category, a target is one, or there are
    /// a label and targets.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CsvData Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check();
        ImmutableArray<CsvColumn> columns = [.. Features, .. Label is null ? Targets : [Label]];
        var cells = CsvReading.Read(path, columns, this);
        ImmutableArray<CsvColumn> learned = [.. cells.Select(column => column.Learned())];
        var features = learned[..Features.Length];
        var inputs = CsvFeatures.Matrix(cells.AsSpan(0, Features.Length), features);
        var table = this with
        {
            Features = features,
            Label = Label is null ? null : learned[^1],
            Targets = Label is null ? learned[Features.Length..] : Targets,
        };
        var width = CsvFeatures.Width(features);
        ImmutableArray<DatasetInput> input = [Column.OfValues(inputs, width)];
        var rest = cells.AsSpan(Features.Length);
        var data = Label is not null
            ? new Dataset(input, Column.OfIndices(CsvFeatures.Indices(rest[0], learned[^1])))
            : Targets.IsEmpty
                ? new Dataset(input)
                : new Dataset(input, Column.OfValues(CsvFeatures.Matrix(rest, table.Targets), Targets.Length));
        return new CsvData(table, data, CsvFeatures.Names(features));
    }

    private void Check()
    {
        if (Features.IsDefaultOrEmpty)
            throw new InvalidOperationException("The table has no features.");
        if (Label is not null && !Targets.IsDefaultOrEmpty)
            throw new InvalidOperationException("The table has a label and targets, but a network has one of them.");
        if (Label is { Kind: not CsvKind.Category })
            throw new InvalidOperationException($"The label '{Label.Name}' is no category.");
        if (Label is { Missing: CsvMissing.Zero })
            throw new InvalidOperationException($"The label '{Label.Name}' has no class for missing values: {nameof(CsvMissing)}.{Label.Missing} makes none.");
        if (Targets.FirstOrDefault(target => target.Kind == CsvKind.Category) is { } category)
            throw new InvalidOperationException($"The target '{category.Name}' is a category: make it the label.");
        IEnumerable<CsvColumn> all = [.. Features, .. Targets, .. Label is null ? [] : new[] { Label }];
        if (all.CountBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(column => column.Value > 1) is { Key: { } twice })
            throw new InvalidOperationException($"The table has the column '{twice}' twice.");
    }
}
