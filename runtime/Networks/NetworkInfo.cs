using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StaticNets;

/// <summary>What a network is: its table of layers, its parameters and what it costs. <see cref="ToString"/> gives the table.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Inputs">The inputs in order of declaration.</param>
/// <param name="OutputShape">The shape, for one example, of what <c>Forward</c> gives: the last layer's output, or what enters the loss.</param>
/// <param name="Loss">The kind of loss it ends in, of several that of the first.</param>
/// <param name="Layers">The layers in order of declaration.</param>
/// <param name="Layout">The parameters' names, shapes and places.</param>
/// <param name="MultiplyAdds">Multiply-adds of one example's forward pass.</param>
/// <param name="WorkspaceBytes">The memory each thread that trains the network needs, in bytes; where <see cref="TrainsOnWholeBatches"/>, for each 16
/// examples of its part of the batch.</param>
/// <param name="Hash">Identifies the declaration: a checkpoint is only resumed by the network that wrote it.</param>
public sealed record NetworkInfo(
    string Name,
    ImmutableArray<InputInfo> Inputs,
    ImmutableArray<int> OutputShape,
    LossKind Loss,
    ImmutableArray<LayerInfo> Layers,
    ParameterLayout Layout,
    long MultiplyAdds,
    long WorkspaceBytes,
    string Hash)
{
    /// <summary>How many batches have places for inputs, outputs and losses.</summary>
    internal int Batches => Math.Max(
        Math.Max(Outputs.Length - Batch.MaxInputs + 1, Math.Max(1, Losses.Length)), (Inputs.Length + Batch.MaxInputs - 1) / Batch.MaxInputs);

    /// <summary>The number of weights and biases.</summary>
    public int ParameterCount => Layout.ParameterCount;

    /// <summary>The number of elements of one example's output.</summary>
    public int OutputSize => Shapes.Size(OutputShape);

    /// <summary>The losses whose weighted sum is trained, in order of declaration; empty for a network without one.</summary>
    public ImmutableArray<LossInfo> Losses { get; init; } = Loss == LossKind.None ? [] : [new LossInfo("loss", Loss, OutputShape)];

    /// <summary>The first loss's <see cref="LossInfo.LengthsInput"/>; -1 where all steps count, or there is no loss.</summary>
    public int LossLengthsInput
    {
        get => Losses.IsEmpty ? -1 : Losses[0].LengthsInput;
        init => Losses = Losses.IsEmpty ? [] : Losses.SetItem(0, Losses[0] with { LengthsInput = value });
    }

    /// <summary>The first loss's <see cref="LossInfo.LengthRules"/>; empty where there is no loss.</summary>
    public ImmutableArray<LengthRule> LossLengthRules
    {
        get => Losses.IsEmpty ? [] : Losses[0].LengthRules;
        init => Losses = Losses.IsEmpty ? [] : Losses.SetItem(0, Losses[0] with { LengthRules = value });
    }

    /// <summary>What inference gives: the output first, then the values that are declared with an <see cref="OutputAttribute"/>.</summary>
    public ImmutableArray<OutputInfo> Outputs { get; init; } = [new OutputInfo("output", OutputShape)];

    /// <summary>The attention weights that <c>Forward</c> and <c>Step</c> give on demand.</summary>
    public ImmutableArray<ExposedInfo> Exposed { get; init; } = [];

    /// <summary>The layers that normalize inputs by what the data are (<see cref="NormalizeAttribute"/>).</summary>
    public ImmutableArray<NormalizationInfo> Normalizations { get; init; } = [];

    /// <summary>
    /// What a <see cref="RecurrentState"/> of the network holds: the states of recurrent layers, and for networks that are run step by step what the steps
    /// before and the encoder have left. Empty where nothing is remembered.
    /// </summary>
    public ImmutableArray<StateInfo> States { get; init; } = [];

    /// <summary>The floats of one sequence's state.</summary>
    public int StateSize { get; init; }

    /// <summary>Whether whole calls (<c>Forward</c>, training) can go on from a state; else it is for single steps only, if for anything.</summary>
    public bool CarriesState { get; init; }

    /// <summary>The memory that each thread needs which only infers, or computes a loss without training, in bytes.</summary>
    public long InferenceBytes { get; init; } = WorkspaceBytes;

    /// <summary>
    /// Where a training pass stops until all examples of the batch are there: each <see cref="BatchNormAttribute"/> needs the whole batch at once. Empty, the
    /// default, where a batch may be trained on part by part.
    /// </summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public ImmutableArray<CompilerServices.BatchBorder> Borders { get; init; } = [];

    /// <summary>Whether training needs the whole batch at once: gradients of parts of it do not add up to those of the whole.</summary>
    public bool TrainsOnWholeBatches => !Borders.IsEmpty;

    /// <summary>The least number of examples in a batch of training: 2 where a <see cref="BatchNormAttribute"/> has one value of each channel an example,
    /// else 1.</summary>
    public int LeastBatch { get; init; } = 1;

    /// <summary>The widths of vectors, in bits, for which the network has code, ascending.</summary>
    public ImmutableArray<int> VectorWidths { get; init; } = [];

    /// <summary>
    /// The width of vectors, in bits, that the network runs with in this process: the widest of <see cref="VectorWidths"/> that is not above
    /// <see cref="CompilerServices.VectorWidth.Current"/>, or the narrowest where all are.
    /// </summary>
    public int VectorWidth => VectorWidths.LastOrDefault(width => width <= CompilerServices.VectorWidth.Current, VectorWidths.FirstOrDefault());

    /// <summary>The table of layers: name, attribute, output shape, parameters and multiply-adds.</summary>
    public override string ToString()
    {
        var rows = new string[Layers.Length + 2][];
        rows[0] = ["name", "layer", "output", "parameters", "multiply-adds"];
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            var info = Layers[layer];
            rows[layer + 1] =
                [info.Name, info.Declaration, Shapes.Text(info.OutputShape), Number(info.ParameterCount), Number(info.MultiplyAdds)];
        }
        rows[^1] = [Name, "", Shapes.Text(OutputShape), Number(ParameterCount), Number(MultiplyAdds)];

        var widths = new int[rows[0].Length];
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        var table = new StringBuilder();
        for (var row = 0; row < rows.Length; row++)
        {
            if (row == 1 || row == rows.Length - 1)
                AppendRule(table, widths);
            AppendRow(table, rows[row], widths);
        }
        return table.ToString();
    }

    private static void AppendRow(StringBuilder table, string[] row, int[] widths)
    {
        const int firstNumber = 3;
        var line = "";
        for (var column = 0; column < row.Length; column++)
        {
            var cell = column < firstNumber ? row[column].PadRight(widths[column]) : row[column].PadLeft(widths[column]);
            line += column == 0 ? cell : "  " + cell;
        }
        table.Append(line.TrimEnd()).Append('\n');
    }

    private static void AppendRule(StringBuilder table, int[] widths)
    {
        var width = 2 * (widths.Length - 1);
        foreach (var column in widths)
            width += column;
        table.Append('-', width).Append('\n');
    }

    private static string Number(long number) => number == 0 ? "" : number.ToString("N0", CultureInfo.InvariantCulture);
}
