namespace StaticNets.Data;

/// <summary>Some of the rows that all columns of a dataset have.</summary>
internal interface IRowChoice
{
    /// <summary>A column's chosen rows, which share its memory.</summary>
    Column<T> Of<T>(Column<T> column)
        where T : unmanaged;
}

/// <summary>Consecutive rows.</summary>
internal sealed class RowRange(int first, int count) : IRowChoice
{
    public Column<T> Of<T>(Column<T> column)
        where T : unmanaged => column.Slice(first, count);
}

/// <summary>More rows than there are, of which these are some: for each the row that it is, or -1.</summary>
internal sealed class SpreadRows(int[] places) : IRowChoice
{
    public Column<T> Of<T>(Column<T> column)
        where T : unmanaged => new ShareColumn<T>(column, places);
}

/// <summary>Rows by their indices.</summary>
internal sealed class RowList(int[] rows) : IRowChoice
{
    public Column<T> Of<T>(Column<T> column)
        where T : unmanaged => new SelectedColumn<T>(column, rows);
}
