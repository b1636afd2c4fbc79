using System.Collections.Immutable;
using StaticNets.Data;

namespace StaticNets.Csv;

/// <summary>What was read from a file.</summary>
public sealed class CsvData
{
    internal CsvData(CsvTable table, Dataset data, ImmutableArray<string> featureNames)
        => (Table, Data, FeatureNames) = (table, data, featureNames);

    /// <summary>The table with what was learned from the file, categories and means: other files are read by it, so that their features mean the
    /// same.</summary>
    public CsvTable Table { get; }

    /// <summary>The examples, a row each.</summary>
    public Dataset Data { get; }

    /// <summary>The name of each feature: the column's, or <c>column=category</c>.</summary>
    public ImmutableArray<string> FeatureNames { get; }

    /// <summary>The classes in the order of their indices; empty without a label.</summary>
    public ImmutableArray<string> Classes => Table.Label?.Categories ?? [];

    /// <summary>The number of examples and what one consists of.</summary>
    public override string ToString() => Data.ToString();
}
