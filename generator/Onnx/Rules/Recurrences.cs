using StaticNets.Onnx.Graph;
using StaticNets.Onnx.Layers;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>Recurrent operators with known weights, whose gates the language has in PyTorch's order.</summary>
internal static class Recurrences
{
    public static Table Rules { get; } = new()
    {
        ["LSTM"] = context => new Recurrence(context, "Lstm", [0, 2, 3, 1], ["Sigmoid", "Tanh", "Tanh"]).Convert(),
        ["GRU"] = context => new Recurrence(context, "Gru", [1, 0, 2], ["Sigmoid", "Tanh"]).Convert(),
        ["RNN"] = context => new Recurrence(context, "Rnn", [0], ["Tanh"]).Convert(),
    };

    /// <param name="order">For each gate of the language the one of ONNX.</param>
    private sealed class Recurrence(NodeContext context, string kind, int[] order, string[] activations)
    {
        private const int Input = 0, Weight = 1, Recurrent = 2, Bias = 3, Lengths = 4, InitialHidden = 5, InitialCell = 6, Peepholes = 7;

        private readonly bool isBatchFirst = context.Int("layout", 0) != 0;

        public void Convert()
        {
            ConstantTensor weight = context.Constant(Weight, "weight"), recurrent = context.Constant(Recurrent, "recurrent weight");
            var bias = context.OptionalConstant(Bias, "bias");
            var direction = context.Text("direction", "forward");
            CheckForm(direction);
            var value = context.Floats(Input);
            var hidden = recurrent.Shape.Length == 3 ? recurrent.Shape[2] : 0;
            var directions = direction == "bidirectional" ? 2 : 1;
            var (steps, features) = (value.Rank == 3 ? value.Shape[isBatchFirst ? 1 : 0] : 0, value.Rank == 3 ? value.Shape[2] : 0);
            var rows = order.Length * hidden;
            context.Refuse(value.Rank != 3 || value.BatchAxis is not (-1 or 0 or 1), $"it takes [steps, batch, features], not {Shapes.Text(value.Shape)}");
            context.Refuse(!weight.Shape.SequenceEqual([directions, rows, features]) || !recurrent.Shape.SequenceEqual([directions, rows, hidden])
                || (bias is not null && !bias.Shape.SequenceEqual([directions, 2 * rows])), "its weights have not the shapes of its gates");
            var batchAxis = isBatchFirst ? 0 : 1;
            context.Refuse(value.BatchAxis >= 0 ? value.BatchAxis != batchAxis : value.Shape[batchAxis] != 1,
                $"axis {batchAxis} of {Shapes.Text(value.Shape)} is not the batch: leave its size open with Dimensions");

            // What reads backwards alone is half of what reads both ways.
            var isReversed = direction == "reverse";
            var ways = isReversed ? 2 : directions;
            var source = context.Layers.InOrder(value, [steps, features]);
            var layer = Layer.Taking(source, kind, [steps, ways * hidden]).With(hidden).With("Bidirectional", ways == 2, unless: false);
            for (var way = 0; way < ways; way++)
            {
                AddParameters(layer, weight, recurrent, bias, Math.Min(way, directions - 1), hidden, features, way == 1 ? "_reverse" : "");
            }

            DescribeForm(layer);
            SetLengths(source, steps);
            SetInitial(layer, "InitialHidden", InitialHidden, ways, hidden);
            if (kind == "Lstm")
            {
                SetInitial(layer, "InitialCell", InitialCell, ways, hidden);
            }

            context.Layers.Add(layer);
            GiveOutputs(layer, value.Shape[batchAxis], value.BatchAxis >= 0, steps, hidden, ways, isReversed);
        }

        private void CheckForm(string direction)
        {
            context.Refuse(direction is not ("forward" or "reverse" or "bidirectional"), $"its direction is '{direction}', which there is none of");
            context.Refuse(context.Has("clip"), $"it clips its gates, which {kind} does not");
            context.Refuse(context.Int("input_forget", 0) != 0, "its input and forget gates are one, which Lstm's are not");
            context.Refuse(kind == "Lstm" && context.HasInput(Peepholes) && context.Constant(Peepholes, "peepholes").ToFloats().Any(value => value != 0),
                "it has peepholes, which Lstm has not: export it without");
            if (context.Texts("activations") is { } given
                && given.Where((name, i) => !string.Equals(name, activations[i % activations.Length], StringComparison.OrdinalIgnoreCase)).Any())
            {
                throw new ImportException($"its activations are {string.Join(", ", given)}, but {kind} has {string.Join(", ", activations)}");
            }
        }

        /// <summary>Says in which form a GRU's reset gate is.</summary>
        private void DescribeForm(Layer layer)
        {
            if (kind == "Gru")
            {
                layer.With("ResetAfter", IsResetAfter, unless: false);
                layer.Statements.Add(("reset_after", IsResetAfter ? "true" : "false"));
            }
        }

        private bool IsResetAfter => context.Int("linear_before_reset", 0) != 0;

        private void AddParameters(
            Layer layer, ConstantTensor weight, ConstantTensor recurrent, ConstantTensor? bias, int way, int hidden, int features, string suffix)
        {
            var rows = order.Length * hidden;
            layer.Parameter($"weight_ih_l0{suffix}", [rows, features], Gates(weight, way * rows * features, hidden * features));
            layer.Parameter($"weight_hh_l0{suffix}", [rows, hidden], Gates(recurrent, way * rows * hidden, hidden * hidden));
            layer.Parameter($"bias_ih_l0{suffix}", [rows], bias is null ? new float[rows] : Gates(bias, way * 2 * rows, hidden));
            layer.Parameter($"bias_hh_l0{suffix}", [rows], bias is null ? new float[rows] : Gates(bias, ((way * 2) + 1) * rows, hidden));
        }

        private float[] Gates(ConstantTensor tensor, int start, int size)
            => [.. order.SelectMany(gate => Enumerable.Range(start + (gate * size), size).Select(i => (float)tensor[i]))];

        private void SetLengths(Layer source, int steps)
        {
            if (!context.HasInput(Lengths))
            {
                return;
            }

            var lengths = context[Lengths];
            if (lengths.Constant is { } known)
            {
                context.Refuse(known.ToIntegers().Any(length => length != steps),
                    $"its sequences have fixed lengths other than {steps}: make the lengths an input");
                return;
            }

            var input = lengths.Integers ?? throw new ImportException("its lengths are computed, but have to be an input");
            context.Refuse(source.Kind != "Input" || input.Layer is not null, "only sequences that are inputs have lengths");
            context.Refuse(input.LengthsOf is not null && input.LengthsOf != source, "its lengths are those of another input as well");
            if (input.LengthsOf is null)
            {
                source.With("Lengths", "true");
                input.LengthsOf = source;
            }
        }

        private void SetInitial(Layer layer, string argument, int input, int ways, int hidden)
        {
            if (!context.HasInput(input))
            {
                return;
            }

            var state = context.Floats(input);
            if (state.Constant is { } known && known.ToFloats().All(value => value == 0))
            {
                return;
            }

            var batchAxis = isBatchFirst ? 0 : 1;
            context.Refuse(state.Rank != 3 || (state.BatchAxis >= 0 ? state.BatchAxis != batchAxis : state.Shape[batchAxis] != 1),
                "its initial state has the batch on another axis");
            var rows = context.Layers.InOrder(state, ways == 1 ? [hidden] : [state.Elements / hidden, hidden]);
            layer.With(argument, rows.Shape.Length == 2 && rows.Shape[0] != ways ? context.Layers.Concatenated([rows, rows], 0) : rows);
        }

        /// <summary>The states of all steps, and the last ones.</summary>
        private void GiveOutputs(Layer layer, int batch, bool hasBatch, int steps, int hidden, int ways, bool isReversed)
        {
            var directions = isReversed ? 1 : ways;
            if (context.IsUsed(0))
            {
                var all = isReversed ? context.Layers.Sliced(layer, 1, hidden, hidden) : layer;
                // The model has [steps, directions, batch, hidden].
                context.Give(0, isBatchFirst
                    ? Value.Of(all, [batch, steps, directions, hidden], hasBatch ? 0 : -1)
                    : Value.Of(all, [steps, directions, batch, hidden], hasBatch ? 2 : -1));
            }

            foreach (var (output, argument) in new[] { (1, "FinalHidden"), (2, "FinalCell") })
            {
                if (context.IsUsed(output))
                {
                    var last = Layer.Given(layer, argument, ways == 1 ? [hidden] : [ways, hidden]);
                    var final = isReversed ? context.Layers.Sliced(last, 0, 1, 1) : last;
                    context.Give(output, isBatchFirst
                        ? Value.Of(final, [batch, directions, hidden], hasBatch ? 0 : -1)
                        : Value.Of(final, [directions, batch, hidden], hasBatch ? 1 : -1));
                }
            }
        }
    }
}
