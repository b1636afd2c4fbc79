using System.Globalization;
using System.Text;

namespace StaticNets.Generator.Ir;

/// <summary>
/// Writes programs for people to read: <c>conv2d1[c, y, x] = sum over i &lt; 3, ky &lt; 5, kx &lt; 5 of input[i, y + ky, x + kx] * weight[c, i, ky, kx]</c>.
/// Tensors and axes of equal names are told apart by their ids.
/// </summary>
internal sealed class ProgramText
{
    /// <summary>How tightly operators bind; operands that bind less get parentheses.</summary>
    private const int Choice = 0, Additive = 1, Multiplicative = 2, Prefix = 3, Whole = 4;

    private readonly HashSet<string> shared;
    private HashSet<string> sharedAxes = [];

    private ProgramText(IEnumerable<Tensor> tensors) => shared = Repeated(tensors.Distinct().Select(tensor => tensor.Name));

    public static string Of(TensorProgram program)
    {
        var text = new ProgramText(program.Tensors);
        var lines = new StringBuilder();
        foreach (var tensor in program.Tensors.Where(tensor => tensor.Role != TensorRole.Intermediate))
        {
            lines.Append(text.Declare(tensor)).Append('\n');
        }

        lines.Append("output ").Append(text.Name(program.Output)).Append(string.Concat(program.Losses.Select(text.Name))).Append('\n');
        for (int first = 0, end; first < program.Loops.Length; first = end)
        {
            end = program.EndOfScan(first);
            var scan = program.Loops[first].Scan;
            if (scan is not null)
            {
                lines.Append(FormattableString.Invariant(
                    $"scan {scan.Id}: for each {scan.Time.Name} < {scan.Time.Extent}{(scan.IsReversed ? ", from the last to the first" : "")}\n"));
            }

            for (var i = first; i < end; i++)
            {
                lines.Append(text.Write(program.Loops[i], scan is null ? "" : "  ")).Append('\n');
            }
        }

        return lines.ToString();
    }

    public static string Of(Loop loop) => new ProgramText(loop.Reads.Select(read => read.Tensor).Append(loop.Output)).Write(loop, "");

    public static string Of(Expression expression) => new ProgramText(expression.Reads.Select(read => read.Tensor)).Write(expression, Choice);

    private static HashSet<string> Repeated(IEnumerable<string> names)
        => [.. names.GroupBy(name => name).Where(group => group.Skip(1).Any()).Select(group => group.Key)];

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private string Name(Tensor tensor) => shared.Contains(tensor.Name) ? FormattableString.Invariant($"{tensor.Name}#{tensor.Id}") : tensor.Name;

    private string Name(WeightedLoss loss) => $", {(loss.Weight == 1 ? "" : $"{Number(loss.Weight)} * ")}loss {Name(loss.Value)}";

    private string Name(Axis axis) => sharedAxes.Contains(axis.Name) ? FormattableString.Invariant($"{axis.Name}#{axis.Id}") : axis.Name;

    private string Declare(Tensor tensor)
        => FormattableString.Invariant(
            $"{tensor.Role} {Name(tensor)}[{string.Join(", ", tensor.Dimensions)}]{(tensor.Scope == Scope.Example ? " of each example" : "")}");

    private string Write(Loop loop, string margin)
    {
        sharedAxes = Repeated(loop.Axes.Select(axis => axis.Name));
        var reduction = loop.ReductionAxes.ToList();
        var outer = loop.Axes.Where(axis => !reduction.Contains(axis)).ToList();
        var text = new StringBuilder();
        text.Append(margin).Append("// ").Append(loop.Comment).Append(loop.StopsGradient ? " (a constant to differentiation)" : "").Append('\n').Append(margin);
        if (outer.Count > 0)
        {
            text.Append("for ").Append(Extents(outer)).Append(": ");
        }

        text.Append(loop.Writing == Writing.Part ? "part of " : "").Append(Element(loop.Output, loop.Index))
            .Append(loop.Writing == Writing.Add ? " += " : " = ");
        var combined = loop.Combine == Combine.Assign && reduction.Count == 0 ? Write(loop.Body, Choice) : Combined(loop, reduction);
        text.Append(loop.Finish is null ? combined : $"{Write(loop.Finish, Choice)} of total = {combined}");
        if (loop.Lookup is { } lookup)
        {
            text.Append(" where ").Append(Name(lookup.Axis)).Append(" is ").Append(Element(lookup.Index.Tensor, lookup.Index.Index));
        }

        return text.ToString();
    }

    private string Combined(Loop loop, List<Axis> reduction)
    {
        var combine = loop.Combine switch
        {
            Combine.Assign => "the one",
            Combine.Sum => "sum",
            Combine.Maximum => "maximum",
            _ => "place of the maximum",
        };
        return $"{combine}{(reduction.Count > 0 ? $" over {Extents(reduction)}" : "")} of {Write(loop.Body, Choice)}";
    }

    private string Extents(IEnumerable<Axis> axes) => string.Join(", ", axes.Select(axis => FormattableString.Invariant($"{Name(axis)} < {axis.Extent}")));

    private string Element(Tensor tensor, EquatableArray<Affine> index)
        => $"{Name(tensor)}[{string.Join(", ", index.Select(affine => affine.ToString(Name)))}]";

    private string Write(Expression expression, int least)
    {
        var (text, binding) = expression switch
        {
            Constant constant => (Number(constant.Value), constant.Value < 0 ? Prefix : Whole),
            Read read => (Element(read.Tensor, read.Index), Whole),
            Total => ("total", Whole),
            Position position => ($"position({position.Value.ToString(Name)})", Whole),
            Uniform uniform => (FormattableString.Invariant($"uniform{uniform.Stream}({uniform.Element.ToString(Name)})"), Whole),
            Unary { Operation: UnaryOperation.Negate } negated => ("-" + Write(negated.Operand, Prefix), Prefix),
            Unary unary => ($"{unary.Operation.ToString().ToLowerInvariant()}({Write(unary.Operand, Choice)})", Whole),
            Binary { Operation: BinaryOperation.Maximum } binary => ($"max({Write(binary.Left, Choice)}, {Write(binary.Right, Choice)})", Whole),
            Binary { Operation: BinaryOperation.Add or BinaryOperation.Subtract } binary
                => ($"{Write(binary.Left, Additive)} {(binary.Operation == BinaryOperation.Add ? "+" : "-")} {Write(binary.Right, Multiplicative)}", Additive),
            Binary binary =>
                (
                    $"{Write(binary.Left, Multiplicative)} {(binary.Operation == BinaryOperation.Multiply ? "*" : "/")} {Write(binary.Right, Prefix)}",
                    Multiplicative),
            Select select =>
                ($"{Write(select.Left, Additive)} {Sign(select.Comparison)} {Write(select.Right, Additive)} ? {Write(select.Then, Additive)} : "
                    + $"{Write(select.Else, Choice)}", Choice),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };
        return binding < least ? $"({text})" : text;
    }

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        _ => "==",
    };
}
