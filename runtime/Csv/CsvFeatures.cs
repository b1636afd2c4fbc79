using System.Collections.Immutable;

namespace StaticNets.Csv;

/// <summary>Makes features, targets and class indices of cells.</summary>
internal static class CsvFeatures
{
    /// <summary>The numbers that columns make.</summary>
    public static int Width(ImmutableArray<CsvColumn> columns) => columns.Sum(Width);

    public static ImmutableArray<string> Names(ImmutableArray<CsvColumn> columns) =>
    [
        .. columns.SelectMany(column => column.Kind == CsvKind.Category
            ? column.Categories.Select(category => $"{column.Name}={category}")
            : [column.Name]),
    ];

    /// <summary>All features of all rows.</summary>
    public static float[] Matrix(ReadOnlySpan<CsvCells> cells, ImmutableArray<CsvColumn> columns)
    {
        var width = Width(columns);
        var rows = cells[0].IsCategory ? cells[0].Places.Count : cells[0].Numbers.Count;
        var matrix = new float[checked(rows * width)];
        var first = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (cells[i].IsCategory)
                Fill(matrix.AsSpan(first), width, Indices(cells[i], columns[i]));
            else
                Fill(matrix.AsSpan(first), width, cells[i].Numbers, columns[i].Mean ?? 0);
            first += Width(columns[i]);
        }

        return matrix;
    }

    /// <summary>The place of each row's category; <see cref="CsvCells.None"/> where nothing stands for a missing one.</summary>
    public static int[] Indices(CsvCells cells, CsvColumn column)
    {
        var places = cells.Occurred.Select(category => column.Categories.IndexOf(category)).ToArray();
        var missing = column.Missing == CsvMissing.Category ? column.Categories.Length - 1 : CsvCells.None;
        return [.. cells.Places.Select(place => place == CsvCells.None ? missing : places[place])];
    }

    private static int Width(CsvColumn column) => column.Kind == CsvKind.Category ? column.Categories.Length : 1;

    private static void Fill(Span<float> matrix, int width, int[] indices)
    {
        for (var row = 0; row < indices.Length; row++)
        {
            if (indices[row] != CsvCells.None)
                matrix[row * width + indices[row]] = 1;
        }
    }

    private static void Fill(Span<float> matrix, int width, List<float> numbers, float missing)
    {
        for (var row = 0; row < numbers.Count; row++)
            matrix[row * width] = float.IsNaN(numbers[row]) ? missing : numbers[row];
    }
}
