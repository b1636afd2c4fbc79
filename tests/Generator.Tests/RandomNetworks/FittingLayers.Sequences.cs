using StaticNets.Generator.Text;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>Layers over [steps, features].</summary>
internal sealed partial class FittingLayers
{
    private Cell? lastCell;

    /// <summary>What the layer that is being written makes of the lengths.</summary>
    private string? resultLengths;

    private (string Text, int[] Shape) OfSequence()
    {
        switch (choices.Below(lengths is null ? 11 : 10))
        {
            case 0:
                return Dense();
            case 1 or 2 or 3:
                return Recurrent();
            case 4:
                return Attention();
            case 5:
                return choices.Once(4) ? ("PositionalEncoding", shape) : MultiHead();
            case 6:
                return (choices.Of("GlobalAvgPool", "GlobalMaxPool"), [shape[1]]);
            case 7 or 8:
                return Window(choices.Of("Conv1d", "MaxPool", "AvgPool"));
            case 9:
                return Padded();
            default:
                return ("Flatten", [shape[0] * shape[1]]);
        }
    }

    private (string Text, int[] Shape) Window(string kind)
    {
        var isPool = kind != "Conv1d";
        var ends = Ends(isPool);
        var side = Side("", shape[0], ends, isPool, isDilated: kind != "AvgPool");
        if (lengths is not null && (side.Offset, side.Stride) != (-1, 1))
        {
            resultLengths = $"{lengths} {Literal.Of(side.Offset)} {Literal.Of(side.Stride)}";
        }

        if (isPool)
        {
            return ($"{kind}({Literal.Of(side.Size)}{side.Properties}{ends})", [side.Outputs, shape[1]]);
        }

        var groups = Groups(shape[1]);
        var filters = groups * choices.Of(choices.Between(1, 4), choices.Between(1, 4), 17);
        return ($"Conv1d({Literal.Of(filters)}, {Literal.Of(side.Size)}{side.Properties}{ends}{GroupsText(groups)})", [side.Outputs, filters]);
    }

    private (string Text, int[] Shape) Recurrent()
    {
        var begins = named.Where(value => value.Cell is not null).ToArray();
        var from = choices.Once(2) && begins.Length > 0 ? choices.Of(begins) : null;
        var cell = from?.Cell ?? new(choices.Of("Rnn", "Gru", "Lstm"), choices.Of(choices.Between(1, 5), choices.Between(1, 5), 17), choices.Once(4) ? 2 : 1);
        var attended = named.Where(value => value.Shape.Length == 2).ToArray();
        var attend = choices.Once(4) && attended.Length > 0 ? choices.Of(attended) : null;

        // A score by the dot product asks for keys as wide as the state.
        var score = attend is not null && attend.Shape[1] == cell.Hidden && choices.Once(2) ? ", Score = Score.Dot" : "";
        var isBidirectional = from is null && attend is null && choices.Once(3);
        var isLast = choices.Once(3);
        var properties = string.Concat(
            cell.Layers == 1 ? "" : $", Layers = {Literal.Of(cell.Layers)}{(choices.Once(2) ? ", Dropout = 0.25" : "")}",
            isBidirectional ? ", Bidirectional = true" : "",
            isLast ? ", Return = Return.Last" : "",
            from is null ? "" : $", InitialState = \"{from.Name}\"",
            attend is null ? "" : $", Attend = \"{attend.Name}\"{score}",
            cell.Kind == "Gru" && choices.Once(2) ? ", ResetAfter = true" : "");
        lastCell = isBidirectional ? null : cell;
        resultLengths = isLast ? null : lengths;
        var width = cell.Hidden * (isBidirectional ? 2 : 1);
        return ($"{cell.Kind}({Literal.Of(cell.Hidden)}{properties})", isLast ? [width] : [shape[0], width]);
    }

    private (string Text, int[] Shape) Attention()
    {
        var memories = named.Where(value => value.Shape.Length == 2).ToArray();
        var keys = choices.Once(2) && memories.Length > 0 ? choices.Of(memories) : null;
        var isAdditive = (keys is not null && keys.Shape[1] != shape[1]) || choices.Once(3);
        var properties = new List<string>();
        if (keys is not null)
        {
            properties.Add($"Keys = \"{keys.Name}\"");
        }

        if (isAdditive)
        {
            properties.Add("Score = Score.Additive");
            if (choices.Once(2))
            {
                properties.Add($"Hidden = {Literal.Of(choices.Between(1, 5))}");
            }
        }

        // Without any, a name put behind would follow a comma.
        return (properties.Count == 0 ? "Attention" : $"Attention({string.Join(", ", properties)})", [shape[0], keys?.Shape[1] ?? shape[1]]);
    }

    private (string Text, int[] Shape) MultiHead()
    {
        var heads = choices.Of([.. Enumerable.Range(1, shape[1]).Where(heads => shape[1] % heads == 0)]);
        var memories = named.Where(value => value.Shape.Length == 2).ToArray();
        var keys = choices.Once(3) && memories.Length > 0 ? choices.Of(memories) : null;
        var how = keys is not null ? $", Keys = \"{keys.Name}\"" : choices.Once(2) ? ", Causal = true" : "";
        return ($"MultiHeadAttention({Literal.Of(heads)}{how}{(choices.Once(4) ? ", Bias = false" : "")})", shape);
    }

    /// <param name="Layers">How many stand one upon another.</param>
    private sealed record Cell(string Kind, int Hidden, int Layers);
}
