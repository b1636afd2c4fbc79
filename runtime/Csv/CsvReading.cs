using System.Collections.Immutable;
using nietras.SeparatedValues;

namespace StaticNets.Csv;

/// <summary>Reads the cells of a file's columns.</summary>
internal static class CsvReading
{
    public static CsvCells[] Read(string path, ImmutableArray<CsvColumn> columns, CsvTable table)
    {
        var separator = table.Separator is { } given ? Sep.New(given) : (Sep?)null;
        // Lines of other lengths are reported here, with their number.
        using var reader = Sep.Reader(options => options with { Sep = separator, HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .FromFile(path);
        string[]? names = null;
        int[] places = [];
        var cells = columns.Select(column => new CsvCells(path, column, table.MissingTexts)).ToArray();
        foreach (var row in reader)
        {
            if (names is null)
            {
                names = NamesIn(row);
                places = [.. columns.Select(column => PlaceOf(path, names, column.Name))];
                continue;
            }

            // A last line may be empty.
            if (row.ColCount == 1 && row[0].Span.IsEmpty && names.Length > 1)
                continue;
            if (row.ColCount != names.Length)
                throw new InvalidDataException($"{path}, line {row.LineNumberFrom} has {row.ColCount} cells, but the first line has {names.Length}.");
            for (var i = 0; i < cells.Length; i++)
                cells[i].Add(row[places[i]].Span, row.LineNumberFrom, places[i] + 1);
        }

        return names is null ? throw new InvalidDataException($"{path} is empty, but a line of names is needed.") : cells;
    }

    private static string[] NamesIn(SepReader.Row row)
    {
        var names = new string[row.ColCount];
        for (var i = 0; i < names.Length; i++)
            names[i] = row[i].ToString().Trim();
        return names;
    }

    private static int PlaceOf(string path, string[] names, string name)
    {
        var place = -1;
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] != name)
                continue;
            if (place >= 0)
                throw new InvalidDataException($"{path} has the column '{name}' twice, as its columns {place + 1} and {i + 1}.");
            place = i;
        }

        return place >= 0
            ? place
            : throw new InvalidDataException(
                $"{path} has no column '{name}'; it has: {string.Join(", ", names.Take(20).Select(known => CsvCells.Quote(known)))}.");
    }
}
