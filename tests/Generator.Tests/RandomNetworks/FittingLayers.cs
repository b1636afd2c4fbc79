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

    /// <summary>Fewer features than this have a normalised value that is their sign, whatever their size.</summary>
    private const int FewestNormalised = 3;

    /// <summary>Layers that apply a function which is not defined, or grows beyond all bounds, somewhere among random numbers.</summary>
    public static readonly string[] Partial = ["Exp", "Log", "Sqrt", "Square"];

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
                lines.Add(shape[1] == count && text != count ? $"[OneHot(Name = \"{layer}\")]" : $"[Embedding({Literal.Of(shape[1])}, Name = \"{layer}\")]");
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
        }

        named.Add(new(name, shape, lengths));
    }

    private void AddLayer(string name)
    {
        lastCell = null;
        keepsLengths = true;
        var (text, result) = choices.Below(6) switch
        {
            0 => Elementwise(),
            1 => Join() ?? Elementwise(),
            2 => lengths is null ? Reshaped() : Elementwise(),
            3 => choices.Once(2) ? Product(name) : WithOwnValue(name),
            _ => shape.Length switch { 1 => OfVector(), 2 => OfSequence(), 3 => OfImage(), _ => Dense() },
        };
        lengths = keepsLengths && result.Length == 2 ? lengths : null;
        if (choices.Once(2))
        {
            text = text.EndsWith(')') ? $"{text[..^1]}, Name = \"{name}\")" : $"{text}(Name = \"{name}\")";
            named.Add(new(name, result, lengths) { Cell = lastCell });
        }

        lines.Add($"[{text}]");
        shape = result;
    }

    private (string Text, int[] Shape) Elementwise() => (choices.Below(Functions.Length + 6) switch
    {
        0 => "Softmax",
        1 => $"Dropout({choices.Of("0.25", "0", "0.5")})",
        2 => shape[^1] >= FewestNormalised ? "LayerNorm" : "Silu",
        3 => "LogSoftmax",
        4 => choices.Of("PRelu", "PRelu(Shared = true)"),
        5 => shape[^1] >= FewestNormalised ? "RmsNorm" : "Elu",
        var function => Functions[function - 6],
    }, shape);

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

    private (string Text, int[] Shape) OfVector() => Dense();

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
        switch (choices.Below(7))
        {
            case 0:
                return ("Flatten", [shape[0] * shape[1] * shape[2]]);
            case 1:
                return ("GlobalAvgPool", [shape[0]]);
            case 2 or 3:
                var isMax = choices.Once(2);
                var (rows, columns) = (Side("Height", shape[1], isPool: true), Side("Width", shape[2], isPool: true));
                var counting = isMax || choices.Once(2) ? "" : ", CountIncludePad = false";
                var window = $"{Literal.Of(rows.Size)}, {Literal.Of(columns.Size)}{rows.Properties}{columns.Properties}";
                return ($"{(isMax ? "MaxPool" : "AvgPool")}({window}{counting})", [
                    shape[0],
                    rows.Outputs,
                    columns.Outputs
                ]);
            default:
                var (height, width) = (Side("Height", shape[1], isPool: false), Side("Width", shape[2], isPool: false));
                var groups = Groups(shape[0]);
                var filters = groups * choices.Of(choices.Between(1, 4), choices.Between(1, 4), 17);
                return ($"Conv2d({Literal.Of(filters)}, {Literal.Of(height.Size)}, "
                    + $"{Literal.Of(width.Size)}{height.Properties}{width.Properties}{GroupsText(groups)}{(choices.Once(3) ? ", Bias = false" : "")})", [
                    filters,
                    height.Outputs,
                    width.Outputs
                ]);
        }
    }

    private int Groups(int channels) => choices.Once(3) ? choices.Of([.. Enumerable.Range(1, channels).Where(groups => channels % groups == 0)]) : 1;

    private static string GroupsText(int groups) => groups == 1 ? "" : $", Groups = {Literal.Of(groups)}";

    private (int Size, string Properties, int Outputs) Side(string side, int input, bool isPool)
    {
        var size = choices.Between(1, Math.Min(4, input));
        var stride = choices.Between(1, 3);
        var padding = isPool ? choices.Between(0, size / 2) : choices.Between(0, 2);
        var dilation = !isPool && choices.Once(3) ? 2 : 1;
        if (((size - 1) * dilation) + 1 > input + (2 * padding))
        {
            dilation = 1;
        }

        var properties = $", Stride{side} = {Literal.Of(stride)}"
            + (padding == 0 ? "" : $", Padding{side} = {Literal.Of(padding)}")
            + (dilation == 1 ? "" : $", Dilation{side} = {Literal.Of(dilation)}");
        return (size, properties, ((input + (2 * padding) - ((size - 1) * dilation) - 1) / stride) + 1);
    }

    private void AddLoss()
    {
        var loss = choices.Below(4) switch
        {
            0 when shape.Length <= 2 && shape[^1] > 1 =>
                choices.Once(3) ? $"SoftmaxCrossEntropy(IgnoreIndex = {Literal.Of(choices.Of(-1, 0, 1))})" : "SoftmaxCrossEntropy",
            1 => "MeanSquaredError",
            2 => choices.Of("BinaryCrossEntropy", "L1", "Huber", "Huber(0.3)"),
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
