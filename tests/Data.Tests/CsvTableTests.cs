using StaticNets.Csv;
using Xunit;

namespace StaticNets.Data.Tests;

public sealed class CsvTableTests : IDisposable
{
    private const string Houses =
        """
        area,rooms,town,sold,price
        100,4,Ulm,1970-01-02,1.5
        80.5,?,Bonn,1970-01-03T12:00:00,2
        120,3," Ulm",1969-12-31,2.5

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_categories_dates_and_missing_values_become_features()
    {
        var table = new CsvTable
        {
            Features = [CsvColumn.Number("area"), CsvColumn.Number("rooms", CsvMissing.Mean), CsvColumn.Category("town"), CsvColumn.Date("sold")],
            Targets = [CsvColumn.Number("price")],
        };
        var houses = table.Read(_folder.Write("houses.csv", Houses));
        Assert.Equal(["area", "rooms", "town=Bonn", "town=Ulm", "sold"], houses.FeatureNames);
        Assert.Equal([100, 4, 0, 1, 1, 80.5f, 3.5f, 1, 0, 2.5f, 120, 3, 0, 1, -1], Values(houses.Data.Inputs[0].Values!));
        Assert.Equal([1.5f, 2, 2.5f], Values(houses.Data.Targets!));

        // Another file means the same: categories have their places, and the mean is the first file's.
        var others = houses.Table.Read(_folder.Write("others.csv", "price;town;rooms;sold;area\n9;Ulm;NA;1970-01-01;1\n"));
        Assert.Equal([1, 3.5f, 0, 1, 0], Values(others.Data.Inputs[0].Values!));
        Assert.Contains(
            "others.csv, line 3, column 2 ('town'): 'Kiel' is none of the 2 categories",
            Message(() => houses.Table.Read(_folder.Write("others.csv", "price;town;rooms;sold;area\n9;Ulm;1;1970-01-01;1\n9;Kiel;1;1970-01-01;1\n"))));
    }

    [Fact]
    public void A_label_is_a_class()
    {
        var table = new CsvTable { Features = [CsvColumn.Number("x")], Label = CsvColumn.Category("kind") };
        var data = table.Read(_folder.Write("kinds.csv", "kind\tx\r\nsetosa\t1\r\nalba\t2\r\nsetosa\t3\r\n"));
        Assert.Equal(["alba", "setosa"], data.Classes);
        var labels = new int[3];
        data.Data.Labels!.Copy(0, 3, labels);
        Assert.Equal([1, 0, 1], labels);
        var given = table with { Label = CsvColumn.Category("kind", CsvMissing.Error, "setosa", "alba", "nova") };
        given.Read(_folder.Write("kinds.csv", "kind,x\nnova,1\n")).Data.Labels!.Copy([0], labels.AsSpan(0, 1));
        Assert.Equal(2, labels[0]);
    }

    [Fact]
    public void Missing_values_can_be_zero_or_a_category()
    {
        var table = new CsvTable
        {
            Features = [CsvColumn.Number("x", CsvMissing.Zero), CsvColumn.Category("c", CsvMissing.Category), CsvColumn.Category("d", CsvMissing.Zero)],
        };
        var data = table.Read(_folder.Write("gaps.csv", "x,c,d\n,,\n5,a,b\n"));
        Assert.Equal(["x", "c=a", "c=", "d=b"], data.FeatureNames);
        Assert.Equal([0, 0, 1, 0, 5, 1, 0, 1], Values(data.Data.Inputs[0].Values!));
        var fixedCategories = table with { Features = [CsvColumn.Category("c", CsvMissing.Category, "a")] };
        Assert.Equal([0, 1, 1, 0], Values(fixedCategories.Read(_folder.Write("gaps.csv", "c,x\n,1\na,2\n")).Data.Inputs[0].Values!));
    }

    [Theory]
    [InlineData("x,y\n1,2\n3,oops\n", "bad.csv, line 3, column 2 ('y'): 'oops' is no number.")]
    [InlineData("x,y\n1,1e99\n", "line 2, column 2 ('y'): '1e99' is no number.")]
    [InlineData("x,y\n1,\n", "line 2, column 2 ('y'): '' is a missing value")]
    [InlineData("x,y\n1,2\n3\n", "bad.csv, line 3 has 1 cells, but the first line has 2.")]
    [InlineData("x,z\n1,2\n", "bad.csv has no column 'y'; it has: 'x', 'z'.")]
    [InlineData("x,y,y\n1,2,3\n", "bad.csv has the column 'y' twice, as its columns 2 and 3.")]
    [InlineData("x,y\n1,\"a\nb\"\n", "line 2, column 2 ('y'): 'a?b' is no number.")]
    public void What_is_wrong_is_said_with_line_and_column(string text, string message)
        => Assert.Contains(
            message,
            Message(() => new CsvTable { Features = [CsvColumn.Number("x"), CsvColumn.Number("y")] }.Read(_folder.Write("bad.csv", text))));

    [Fact]
    public void Dates_that_are_none_are_said_with_their_form()
    {
        var table = new CsvTable { Features = [CsvColumn.Date("d", "dd.MM.yyyy")] };
        Assert.Equal([31], Values(table.Read(_folder.Write("dates.csv", "d,e\n01.02.1970,0\n")).Data.Inputs[0].Values!));
        Assert.Contains("of the form dd.MM.yyyy", Message(() => table.Read(_folder.Write("dates.csv", "d,e\n1970-02-01,0\n"))));
    }

    [Fact]
    public void Tables_that_mean_nothing_are_errors()
    {
        var path = _folder.Write("t.csv", "x,y\n1,2\n");
        var (x, c) = (CsvColumn.Number("x"), CsvColumn.Category("y"));
        Assert.Throws<InvalidOperationException>(() => new CsvTable { Features = [] }.Read(path));
        Assert.Throws<InvalidOperationException>(() => new CsvTable { Features = [x, x] }.Read(path));
        Assert.Throws<InvalidOperationException>(() => new CsvTable { Features = [c], Label = x }.Read(path));
        Assert.Throws<InvalidOperationException>(() => new CsvTable { Features = [x], Targets = [c] }.Read(path));
        Assert.Throws<InvalidOperationException>(() => new CsvTable { Features = [x], Label = c, Targets = [CsvColumn.Number("z")] }.Read(path));
        Assert.Throws<ArgumentException>("missing", () => CsvColumn.Number("x", CsvMissing.Category));
        Assert.Throws<ArgumentException>("missing", () => CsvColumn.Category("x", CsvMissing.Mean));
        Assert.Throws<ArgumentException>("categories", () => CsvColumn.Category("x", CsvMissing.Error, "a", "a"));
    }

    private static string Message(Func<object> read) => Assert.Throws<InvalidDataException>(read).Message;

    private static float[] Values(Column<float> column)
    {
        var values = new float[column.Count * column.Width];
        column.Copy(0, column.Count, values);
        return values;
    }
}
