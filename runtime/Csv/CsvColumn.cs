using System.Collections.Immutable;

namespace StaticNets.Csv;

/// <summary>A column of a table, and what is made of its cells.</summary>
public sealed record CsvColumn
{
    private CsvColumn(CsvKind kind, string name, CsvMissing missing)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Kind, Name, Missing) = (kind, name, missing);
    }

    /// <summary>The column's name in the first line of the file.</summary>
    public string Name { get; }

    /// <summary>What stands for a cell that has no value.</summary>
    public CsvMissing Missing { get; }

    /// <summary>The categories, in the order of their features or class indices; default where they are still to be read, and for other columns.</summary>
    public ImmutableArray<string> Categories { get; internal init; }

    /// <summary>What stands for missing values where it is the mean; null where that is still to be read.</summary>
    internal float? Mean { get; init; }

    internal CsvKind Kind { get; }

    internal string? Format { get; private init; }

    /// <summary>A column of numbers, each a feature or a target. The decimal sign is a point.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="missing">What stands for missing values. Default: they are an error.</param>
    /// <exception cref="ArgumentException">The name is empty, or <paramref name="missing"/> is a category.</exception>
    public static CsvColumn Number(string name, CsvMissing missing = CsvMissing.Error) => Numeric(CsvKind.Number, name, missing);

    /// <summary>A column of dates and times: a feature in days since 1970-01-01, fractions for times, in UTC where there is no offset.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="format">The form, as <see cref="DateTime.ParseExact(string, string, IFormatProvider?)"/> takes it. Default: that of ISO 8601, such as
    /// <c>2026-11-29</c> or <c>2026-11-29T13:30:00</c>.</param>
    /// <param name="missing">What stands for missing values. Default: they are an error.</param>
    /// <exception cref="ArgumentException">The name is empty, or <paramref name="missing"/> is a category.</exception>
    public static CsvColumn Date(string name, string? format = null, CsvMissing missing = CsvMissing.Error)
        => Numeric(CsvKind.Date, name, missing) with { Format = format };

    /// <summary>A column of categories: a feature for each, which is 1 for the cell's and else 0, or class indices.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="missing">What stands for missing values. Default: they are an error.</param>
    /// <param name="categories">The categories, in order. Default: those in the file, in ordinal order.</param>
    /// <exception cref="ArgumentException">The name is empty, a category occurs twice or is empty, or <paramref name="missing"/> is a mean.</exception>
    public static CsvColumn Category(string name, CsvMissing missing = CsvMissing.Error, params ImmutableArray<string> categories)
    {
        if (missing == CsvMissing.Mean)
            throw new ArgumentException($"missing is {missing}, but '{name}' has categories, of which there is no mean.", nameof(missing));
        var column = new CsvColumn(CsvKind.Category, name, missing);
        if (categories.IsDefaultOrEmpty)
            return column;
        if (categories.Any(string.IsNullOrEmpty) || categories.Distinct(StringComparer.Ordinal).Count() < categories.Length)
            throw new ArgumentException($"categories of '{name}' has one that is empty or occurs twice.", nameof(categories));
        return column with { Categories = missing == CsvMissing.Category ? [.. categories, ""] : categories };
    }

    private static CsvColumn Numeric(CsvKind kind, string name, CsvMissing missing) => missing != CsvMissing.Category
        ? new CsvColumn(kind, name, missing)
        : throw new ArgumentException($"missing is {missing}, but '{name}' has no categories.", nameof(missing));
}

/// <summary>What a column holds.</summary>
internal enum CsvKind
{
    Number,
    Date,
    Category,
}
