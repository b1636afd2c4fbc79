using StaticNets.Generator.Layers;
using StaticNets.Generator.Text;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>
/// Writes layers that fit each other. It knows shapes by itself, so that a valid declaration which the compiler rejects
/// fails a test instead of passing for an invalid one.
/// </summary>
internal sealed partial class FittingLayers(Choices choices)
{
    private const int MostLayers = 6;
    private const string SameEnds = ", Same = true";
    private const string CeilEnds = ", CeilMode = true";

    /// <summary>Fewer features than this have a normalised value that is their sign, whatever their size.</summary>
    private const int FewestNormalised = 3;

    /// <summary>Layers that apply a function which is not defined, or grows beyond all bounds, somewhere among random numbers.</summary>
    public static readonly string[] Partial = ["Exp", "Log", "Sqrt", "Square", "Power"];

    /// <summary>All that apply a function, those behind others that keep their input from 0.5 to 1.5.</summary>
    private static readonly string[] Functions = [.. LayerRegistry.All.OfType<ElementwiseLayer>().Select(layer
        => (Partial.Contains(layer.Kind) ? "HardSigmoid, Scale(1, 0.5), " : "") + AttributeSource.Of(layer.Kind))];

    /// <summary>Layers that join two values element by element; a quotient of any random numbers grows beyond all bounds.</summary>
    private static readonly string[] Joins = [.. LayerRegistry.All.OfType<ElementwiseJoinLayer>().Select(layer => layer.Kind).Where(kind => kind != "Divide")];

    private readonly List<string> lines = [];
    private readonly List<Named> named = [];
    private readonly Names names = new(choices);
    private int inputs;
    private int[] shape = [];

    /// <summary>The input whose lengths the current value has, or null.</summary>
    private string? lengths;

    /// <summary>Classes of blocks that the layers use.</summary>
    public List<string> Blocks { get; } = [];

    /// <param name="name">Of the class: what the names of blocks begin with.</param>
    public string Write(string name)
    {
        AddInput("input");
        var count = choices.Between(1, MostLayers);
        for (var i = 0; i < count; i++)
        {
            if (choices.Once(8))
            {
                var from = choices.Of([.. named]);
                (shape, lengths) = (from.Shape, from.Lengths);
                lines.Add($"[Tanh(From = \"{from.Name}\")]");
            }
            else if (choices.Once(12) && inputs == 1)
            {
                AddInput(names.Next("second"));
            }
            else if (choices.Once(10) && Block($"{name}Part{Literal.Of(Blocks.Count)}") is { } use)
            {
                lines.Add(use);
                continue;
            }

            AddLayer(names.Next($"value{Literal.Of(i)}"));
            if (choices.Once(7))
            {
                lines.Add($"[Output(\"given{Literal.Of(i)}\")]");
            }
        }

        AddLoss();
        return string.Join("\n", lines);
    }

    private void AddInput(string name)
    {
        inputs++;
        lengths = choices.Once(2) ? name : null;
        var properties = $"{(name == "input" ? "" : $", Name = \"{name}\"")}{(lengths is null ? "" : ", Lengths = true")}";
        var kind = choices.Below(6);
        if (kind is 3 or 4)
        {
            var (steps, count) = (choices.Between(1, 6), kind == 3 ? choices.Between(2, 9) : choices.Of(choices.Between(1, 7), 17));
            shape = [steps, count];
            if (kind == 3)
            {
                // Tokens need a layer of their own; what is named is its result.
                var (layer, text) = (names.Next($"{name}Row"), choices.Between(1, 6));
                lines.Add($"[Tokens({Literal.Of(steps)}, {Literal.Of(count)}, Name = \"{name}\"{(lengths is null ? "" : ", Lengths = true")})]");
                shape = choices.Once(3) ? shape : [steps, text];
                var positions = choices.Once(3) ? $", Positions = {Literal.Of(steps + choices.Below(3))}" : "";
                lines.Add(
                    shape[1] == count && text != count
                        ? $"[OneHot(Name = \"{layer}\")]"
                        : $"[Embedding({Literal.Of(shape[1])}{positions}, Name = \"{layer}\")]");
                name = layer;
            }
        }
        else
        {
            shape = kind switch
            {
                0 => [choices.Of(choices.Between(1, 20), 17, 33)],
                1 => [choices.Between(1, 9), choices.Of(choices.Between(1, 7), 17)],
                2 => [choices.Between(1, 4), choices.Between(1, 9), choices.Between(1, 9)],
                _ => [.. Enumerable.Range(0, choices.Between(4, MostDimensions)).Select(_ => choices.Between(1, 4))],
            };
            if (kind != 1)
            {
                (lengths, properties) = (null, properties.Replace(", Lengths = true", "", StringComparison.Ordinal));
            }
        }

        if (kind != 3)
        {
            lines.Add($"[Input({string.Join(", ", shape.Select(extent => Literal.Of(extent)))}{properties}{(choices.Once(3) ? "" : ", Gradient = true")})]");
            if (shape.Length <= 3 && choices.Once(6))
            {
                lines.Add("[Normalize]");
            }
        }

        named.Add(new(name, shape, lengths));
    }

    private void AddLayer(string name)
    {
        lastCell = null;
        resultLengths = lengths;
        var (text, result) = choices.Below(6) switch
        {
            0 => Elementwise(),
            1 => Join() ?? Elementwise(),
            2 => lengths is null ? Reshaped() : Elementwise(),
            3 => choices.Once(2) ? Product(name) : WithOwnValue(name),
            _ => shape.Length switch { 1 => OfVector(), 2 => OfSequence(), 3 => OfImage(), _ => Dense() },
        };
        lengths = result.Length == 2 ? resultLengths : null;
        if (choices.Once(2))
        {
            text = text.EndsWith(')') ? $"{text[..^1]}, Name = \"{name}\")" : $"{text}(Name = \"{name}\")";
            named.Add(new(name, result, lengths) { Cell = lastCell });
        }

        lines.Add($"[{text}]");
        shape = result;
    }

    private (string Text, int[] Shape) Elementwise() => (choices.Below(Functions.Length + 8) switch
    {
        0 => "Softmax",
        1 => $"Dropout({choices.Of("0.25", "0", "0.5")})",
        2 => shape[^1] >= FewestNormalised ? "LayerNorm" : "Silu",
        3 => "LogSoftmax",
        4 => choices.Of("PRelu", "PRelu(Shared = true)"),
        5 => shape[^1] >= FewestNormalised ? "RmsNorm" : "Elu",
        6 => ChannelNorm() ?? "Abs",
        7 => HasManyOfEachChannel() ? choices.Of("BatchNorm", "BatchNorm(Affine = false)", "BatchNorm(Epsilon = 0.01, Momentum = 0.3)") : "Tanh",
        var function => Functions[function - 8],
    }, shape);

    /// <summary>Over enough values; where examples differ in length, at least those of one step.</summary>
    private string? ChannelNorm()
    {
        var axis = shape.Length == 3 ? 0 : shape.Length - 1;
        var positions = lengths is null ? shape.Where((_, i) => i != axis).Aggregate(1, (product, extent) => product * extent) : 1;
        int[] groups = [.. Enumerable.Range(1, shape[axis]).Where(count => shape[axis] % count == 0 && shape[axis] / count * positions >= FewestNormalised)];
        if (positions >= FewestNormalised && choices.Once(2))
        {
            return choices.Of("InstanceNorm", "InstanceNorm(Affine = true)");
        }

        return groups.Length == 0 ? null : $"GroupNorm({Literal.Of(choices.Of(groups))})";
    }

    /// <summary>Whether an example alone has values enough of each channel for its deviation to say something.</summary>
    private bool HasManyOfEachChannel()
        => lengths is null && shape.Length > 1 && (shape.Length == 3 ? shape[1] * shape[2] : shape[0]) >= FewestNormalised;

    private (string Text, int[] Shape)? Join()
    {
        var axis = shape.Length == 3 ? 0 : shape.Length - 1;
        if (shape.Length > 1 && named.Where(other => other.Shape.Length == 1 && other.Shape[0] == shape[axis]).ToArray() is { Length: > 0 } vectors
            && choices.Once(2))
        {
            return ($"{choices.Of(Joins)}(\"{choices.Of(vectors).Name}\")", shape);
        }

        bool Fits(Named other)
            => other.Lengths == lengths && other.Shape.Length == shape.Length && !other.Shape.Where((extent, i) => i != axis && extent != shape[i]).Any();
        var fitting = named.Where(Fits).ToArray();
        if (fitting.Length == 0)
        {
            return null;
        }

        var chosen = choices.Of(fitting);
        var (name, other) = (chosen.Name, chosen.Shape);
        if (other.SequenceEqual(shape) && choices.Once(2))
        {
            if (choices.Once(6))
            {
                var divisor = names.Next("divisor");
                return ($"HardSigmoid, Scale(1, 0.5, Name = \"{divisor}\"), Tanh(From = \"{name}\"), Divide(\"{divisor}\")", shape);
            }

            return ($"{choices.Of(Joins)}(\"{name}\")", shape);
        }

        return ($"Concat(\"{name}\")", [.. shape.Select((extent, i) => i == axis ? extent + other[i] : extent)]);
    }

    private (string Text, int[] Shape) Dense()
    {
        var units = choices.Of(choices.Between(1, 9), 16, 17);
        return ($"Dense({Literal.Of(units)}{(choices.Once(3) ? ", Bias = false" : "")})", [.. shape[..^1], units]);
    }

    private (string Text, int[] Shape) OfVector() => choices.Once(5) ? Padded() : Dense();

    /// <summary>A block of layers that keep the shape, used once or twice.</summary>
    private string? Block(string name)
    {
        if (shape.Length == 3)
        {
            return null;
        }

        var layers = Enumerable.Range(0, choices.Between(1, 3)).Select(_ => choices.Below(4) switch
        {
            0 => Elementwise().Text,
            1 => "Add(\"input\")",
            2 when shape.Length == 2 => $"{choices.Of("Rnn", "Gru", "Lstm")}({Literal.Of(shape[1])})",
            _ => $"Dense({Literal.Of(shape[^1])})",
        });
        Blocks.Add($"[Block]\n[{string.Join(", ", layers)}]\npublic sealed class {name};\n");
        return $"[Use(typeof({name}){(choices.Once(2) ? ", Repeat = 2" : "")}{(choices.Once(3) ? $", Name = \"{names.Next(name)}\"" : "")})]";
    }

    private (string Text, int[] Shape) OfImage()
    {
        switch (choices.Below(10))
        {
            case 7:
                return Transposed();
            case 8:
                return Enlarged();
            case 9:
                return Padded();
            case 0:
                return ("Flatten", [shape[0] * shape[1] * shape[2]]);
            case 1:
                return (choices.Of("GlobalAvgPool", "GlobalMaxPool"), [shape[0]]);
            case 2 or 3:
                var isMax = choices.Once(2);
                var ends = Ends(isPool: true);
                var (rows, columns) = (Side("Height", shape[1], ends, isPool: true, isMax), Side("Width", shape[2], ends, isPool: true, isMax));
                var counting = isMax || choices.Once(2) ? "" : ", CountIncludePad = false";
                var window = $"{Literal.Of(rows.Size)}, {Literal.Of(columns.Size)}{rows.Properties}{columns.Properties}{ends}";
                return ($"{(isMax ? "MaxPool" : "AvgPool")}({window}{counting})", [
                    shape[0],
                    rows.Outputs,
                    columns.Outputs
                ]);
            default:
                var padding = Ends(isPool: false);
                var (height, width) = (Side("Height", shape[1], padding, isPool: false), Side("Width", shape[2], padding, isPool: false));
                var groups = Groups(shape[0]);
                var filters = groups * choices.Of(choices.Between(1, 4), choices.Between(1, 4), 17);
                return ($"Conv2d({Literal.Of(filters)}, {Literal.Of(height.Size)}, "
                    + $"{Literal.Of(width.Size)}{height.Properties}{width.Properties}{padding}{GroupsText(groups)}"
                    + $"{(choices.Once(3) ? ", Bias = false" : "")})", [
                    filters,
                    height.Outputs,
                    width.Outputs
                ]);
        }
    }

    private (string Text, int[] Shape) Transposed()
    {
        var groups = Groups(shape[0]);
        var filters = groups * choices.Between(1, 4);
        var (height, width) = (TransposedSide("Height", shape[1]), TransposedSide("Width", shape[2]));
        return ($"ConvTranspose2d({Literal.Of(filters)}, {Literal.Of(height.Size)}, {Literal.Of(width.Size)}{height.Properties}{width.Properties}"
            + $"{GroupsText(groups)}{(choices.Once(3) ? ", Bias = false" : "")})", [filters, height.Outputs, width.Outputs]);
    }

    private (int Size, string Properties, int Outputs) TransposedSide(string side, int input)
    {
        var (size, stride, dilation) = (choices.Between(1, 3), choices.Between(1, 3), choices.Once(3) ? 2 : 1);
        var more = choices.Between(0, Math.Max(stride, dilation) - 1);
        var all = ((input - 1) * stride) + ((size - 1) * dilation) + 1 + more;
        var padding = choices.Between(0, Math.Min(2, (all - 1) / 2));
        return (
            size,
            $", Stride{side} = {Literal.Of(stride)}, Padding{side} = {Literal.Of(padding)}, OutputPadding{side} = {Literal.Of(more)}, "
                + $"Dilation{side} = {Literal.Of(dilation)}",
            all - (2 * padding));
    }

    private (string Text, int[] Shape) Enlarged()
    {
        var factors = Enumerable.Range(1, 3).Where(factor => shape[0] % (factor * factor) == 0).ToArray();
        if (factors.Length > 1 && choices.Once(2))
        {
            var factor = choices.Of(factors);
            return ($"PixelShuffle({Literal.Of(factor)})", [shape[0] / (factor * factor), shape[1] * factor, shape[2] * factor]);
        }

        var mode = choices.Once(2) ? ", Mode = UpsampleMode.Bilinear" : "";
        if (choices.Once(2))
        {
            return ($"Upsample(2{mode})", [shape[0], shape[1] * 2, shape[2] * 2]);
        }

        var (height, width) = (choices.Between(1, 12), choices.Between(1, 12));
        return ($"Upsample({Literal.Of(height)}, {Literal.Of(width)}{mode})", [shape[0], height, width]);
    }

    private (string Text, int[] Shape) Padded()
    {
        var axis = lengths is null ? choices.Below(shape.Length) : 1;
        var mode = choices.Of("", ", Mode = PadMode.Reflect", ", Mode = PadMode.Replicate");
        var most = mode.EndsWith("Reflect", StringComparison.Ordinal) ? Math.Min(3, shape[axis] - 1) : 3;
        var (before, after) = (choices.Between(0, most), choices.Between(0, most));
        var written = choices.Once(4) ? axis - shape.Length : axis;
        int[] result = [.. shape];
        result[axis] += before + after;
        return ($"Pad({Literal.Of(written)}, {Literal.Of(before)}, {Literal.Of(after)}{mode})", result);
    }

    private int Groups(int channels) => choices.Once(3) ? choices.Of([.. Enumerable.Range(1, channels).Where(groups => channels % groups == 0)]) : 1;

    private static string GroupsText(int groups) => groups == 1 ? "" : $", Groups = {Literal.Of(groups)}";

    /// <summary>How windows end, along all sides: a property, or none.</summary>
    private string Ends(bool isPool) => choices.Once(4) ? SameEnds : isPool && choices.Once(3) ? CeilEnds : "";

    /// <param name="ends">One of <see cref="Ends"/>.</param>
    private (int Size, string Properties, int Outputs, int Offset, int Stride) Side(string side, int input, string ends, bool isPool, bool isDilated = true)
    {
        var size = choices.Between(1, Math.Min(4, input));
        var stride = choices.Between(1, 3);
        var dilation = isDilated && choices.Once(3) ? 2 : 1;
        var most = isPool ? size / 2 : 2;
        var before = ends == SameEnds ? 0 : choices.Between(0, most);
        var after = ends != SameEnds && choices.Once(3) ? choices.Between(0, most) : before;
        if (((size - 1) * dilation) + 1 > input + before + after)
        {
            dilation = 1;
        }

        var (first, last) = side switch { "Height" => ("Top", "Bottom"), "Width" => ("Left", "Right"), _ => ("Before", "After") };
        var padding = before != after ? $", Padding{first} = {Literal.Of(before)}, Padding{last} = {Literal.Of(after)}"
            : before == 0 ? "" : $", Padding{side} = {Literal.Of(before)}";
        var properties = $", Stride{side} = {Literal.Of(stride)}{padding}{(dilation == 1 ? "" : $", Dilation{side} = {Literal.Of(dilation)}")}";
        var offset = before + after - ((size - 1) * dilation) - 1;
        offset = ends switch { SameEnds => -1, CeilEnds => Math.Min(offset + stride - 1, before - 1), _ => offset };
        return (size, properties, ((input + offset) / stride) + 1, offset, stride);
    }

    private void AddLoss()
    {
        var loss = choices.Below(4) switch
        {
            0 when shape.Length <= 2 && shape[^1] > 1 =>
                choices.Below(4) switch
                {
                    0 => $"SoftmaxCrossEntropy(IgnoreIndex = {Literal.Of(choices.Of(-1, 0, 1))})",
                    1 => $"SoftmaxCrossEntropy(LabelSmoothing = {choices.Of("0.1", "0.5", "1")})",
                    _ => "SoftmaxCrossEntropy",
                },
            1 => "MeanSquaredError",
            2 => choices.Of("BinaryCrossEntropy", "BinaryCrossEntropy(PositiveWeight = 3)", "L1", "Huber", "Huber(0.3)"),
            _ => null,
        };
        if (loss is not null)
        {
            lines.Add($"[{loss}]");
        }
    }

    /// <summary>A value that others can name.</summary>
    /// <param name="Lengths">The input whose lengths it has, or null.</param>
    private sealed record Named(string Name, int[] Shape, string? Lengths)
    {
        /// <summary>Of a recurrent layer in one direction, whose state another can begin with.</summary>
        public Cell? Cell { get; init; }
    }
}
