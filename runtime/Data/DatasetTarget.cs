namespace StaticNets.Data;

/// <summary>What a dataset holds for one loss of a network: a column of labels or one of numbers.</summary>
public sealed class DatasetTarget
{
    /// <summary>Class indices, for <see cref="SoftmaxCrossEntropyAttribute"/>.</summary>
    /// <param name="labels">A class, or a class per step, for each example.</param>
    public DatasetTarget(Column<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Labels = labels;
        Count = labels.Count;
        Width = labels.Width;
    }

    /// <summary>Numbers, for the other losses.</summary>
    /// <param name="values">For each example, numbers of the shape of what enters the loss.</param>
    public DatasetTarget(Column<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        Count = values.Count;
        Width = values.Width;
    }

    /// <summary>The classes; null for numbers.</summary>
    public Column<int>? Labels { get; }

    /// <summary>The numbers; null for classes.</summary>
    public Column<float>? Values { get; }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>The number of labels or numbers of one example.</summary>
    public int Width { get; }

    /// <summary>Class indices.</summary>
    /// <param name="labels">A row per example.</param>
    public static implicit operator DatasetTarget(Column<int> labels) => new(labels);

    /// <summary>Numbers.</summary>
    /// <param name="values">A row per example.</param>
    public static implicit operator DatasetTarget(Column<float> values) => new(values);

    /// <summary>What one example has.</summary>
    public override string ToString() => Labels is null ? FigureText.Count(Width, "target", "targets") : FigureText.Count(Width, "label", "labels");

    internal DatasetTarget OfRows(IRowChoice rows) => Labels is not null ? new(rows.Of(Labels)) : new(rows.Of(Values!));
}
