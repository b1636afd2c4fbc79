namespace StaticNets.Csv;

/// <summary>What stands for a cell that has no value.</summary>
public enum CsvMissing
{
    /// <summary>Nothing: it is an error that names line and column.</summary>
    Error,

    /// <summary>The mean of the column's values in the file that the table was first read from. For numbers and dates.</summary>
    Mean,

    /// <summary>0; for a category none of its features is 1.</summary>
    Zero,

    /// <summary>A category of its own, the last. For categories.</summary>
    Category,
}
