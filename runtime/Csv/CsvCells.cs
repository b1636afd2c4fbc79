using System.Collections.Immutable;
using System.Globalization;

namespace StaticNets.Csv;

/// <summary>The cells of a column as they come: numbers, or places in the order in which categories occurred.</summary>
internal sealed class CsvCells(string path, CsvColumn column, ImmutableArray<string> missingTexts)
{
    /// <summary>Stands for a missing value among categories.</summary>
    public const int None = -1;

    private const int MostShown = 40;
    private static readonly string[] IsoForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    private readonly Dictionary<string, int> _places = column.Categories.IsDefault
        ? new(StringComparer.Ordinal)
        : column.Categories.Select((category, i) => (category, i)).ToDictionary(pair => pair.category, pair => pair.i, StringComparer.Ordinal);

    /// <summary>Numbers, and NaN for missing ones.</summary>
    public List<float> Numbers { get; } = [];

    /// <summary>Places of categories in the order of <see cref="Occurred"/>, and <see cref="None"/> for missing ones.</summary>
    public List<int> Places { get; } = [];

    public IEnumerable<string> Occurred => _places.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    public bool IsCategory => column.Kind == CsvKind.Category;

    public void Add(ReadOnlySpan<char> cell, int line, int place)
    {
        cell = cell.Trim();
        if (IsMissing(cell))
        {
            if (column.Missing == CsvMissing.Error)
                throw Wrong(line, place, $"{Quote(cell)} is a missing value, and nothing is said to stand for it ({nameof(CsvMissing)})");
            if (IsCategory)
                Places.Add(None);
            else
                Numbers.Add(float.NaN);
        }
        else if (IsCategory)
        {
            Places.Add(PlaceOf(cell, line, place));
        }
        else
        {
            Numbers.Add(column.Kind == CsvKind.Date ? Days(cell, line, place) : Number(cell, line, place));
        }
    }

    /// <summary>The column with what the cells tell.</summary>
    public CsvColumn Learned()
    {
        if (IsCategory)
        {
            if (!column.Categories.IsDefault)
                return column;
            var categories = Occurred.Order(StringComparer.Ordinal);
            return column with { Categories = [.. categories, .. column.Missing == CsvMissing.Category ? [""] : Array.Empty<string>()] };
        }

        if (column.Missing != CsvMissing.Mean || column.Mean is not null)
            return column;
        var known = Numbers.Where(number => !float.IsNaN(number)).ToArray();
        if (known.Length == 0 && Numbers.Count > 0)
            throw new InvalidDataException($"{path} has no value in the column '{column.Name}', of which there is no mean.");
        return column with { Mean = known.Length == 0 ? null : (float)known.Average(number => (double)number) };
    }

    /// <summary>A cell for a message: quoted, without control characters, and not endless.</summary>
    public static string Quote(ReadOnlySpan<char> cell)
    {
        var text = cell.Length > MostShown ? $"{cell[..MostShown]}..." : cell.ToString();
        return $"'{string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter))}'";
    }

    private bool IsMissing(ReadOnlySpan<char> cell)
    {
        foreach (var text in missingTexts)
        {
            if (cell.Equals(text, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private int PlaceOf(ReadOnlySpan<char> cell, int line, int place)
    {
        if (_places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out var known))
            return known;
        if (!column.Categories.IsDefault)
            throw Wrong(line, place, $"{Quote(cell)} is none of the {column.Categories.Length} categories that are known");
        _places.Add(cell.ToString(), _places.Count);
        return _places.Count - 1;
    }

    private float Number(ReadOnlySpan<char> cell, int line, int place)
        => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw Wrong(line, place, $"{Quote(cell)} is no number");

    private float Days(ReadOnlySpan<char> cell, int line, int place)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isDate = column.Format is { } format
            ? DateTime.TryParseExact(cell, format, CultureInfo.InvariantCulture, styles, out var time)
            : DateTime.TryParseExact(cell, IsoForms, CultureInfo.InvariantCulture, styles, out time);
        return isDate
            ? (float)(time - DateTime.UnixEpoch).TotalDays
            : throw Wrong(line, place, $"{Quote(cell)} is no date{(column.Format is null ? " such as 2026-11-29" : $" of the form {column.Format}")}");
    }

    private InvalidDataException Wrong(int line, int place, string what) => new($"{path}, line {line}, column {place} ('{column.Name}'): {what}.");
}
