using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;

namespace StaticNets.Generator.Emit;

/// <summary>Prints statements, one a line.</summary>
internal sealed class StatementPrinter(SourceWriter writer)
{
    public void Print(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Print(statement);
        }
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                writer.Line($"{ValueSyntax.TypeOf(let.Value)} {let.Local.Name} = {ValueSyntax.Of(let.Value)};");
                break;
            case Assign { Value: Combined { Operation: BinaryOperation.Add } sum } assign when sum.Left.Equals(assign.Local):
                writer.Line($"{assign.Local.Name} += {ValueSyntax.Of(sum.Right)};");
                break;
            case Assign assign:
                writer.Line($"{assign.Local.Name} = {ValueSyntax.Of(assign.Value)};");
                break;
            case Store store:
                writer.Line(ValueSyntax.Store(store));
                break;
            case Clear clear:
                writer.Line($"Lanes_.Clear({ValueSyntax.Reference(clear.Place)}, {Literal.Of(clear.Length)});");
                break;
            case Copy copy:
                writer.Line($"Lanes_.Copy({ValueSyntax.Reference(copy.Source)}, {ValueSyntax.Reference(copy.Destination)}, {Literal.Of(copy.Length)});");
                break;
            case Transpose move:
                writer.Line(
                    $"Lanes_.Transpose({ValueSyntax.Reference(move.Source)}, {ValueSyntax.Reference(move.Destination)}, {Literal.Of(move.Rows)}, "
                        + $"{Literal.Of(move.Examples)}, {Literal.Of(move.Stride)});");
                break;
            case Call call:
                writer.Line($"{call.Kernel}({string.Join(", ", call.Places.Select(ValueSyntax.Reference).Concat(call.Others))});");
                break;
            case LetOffsets map:
                writer.Line($"// Where in {map.Memory}:");
                writer.Line($"const int {string.Join(", ", map.Offsets.Select(entry => $"{entry.Name} = {Literal.Of(entry.Offset)}"))};");
                break;
            case LetConstants:
                writer.Line("ref float constants = ref Constants.Reference;");
                break;
            case LetKeys keys:
                var key = KernelParameter.KeyOf(keys.Stream);
                writer.Line($"(uint {key.First}, uint {key.Second}) = Random_.Key(seed, step, {Literal.Of(keys.Stream)}u);");
                break;
            case ReturnIfNotFinite test:
                writer.Line($"if (!Lanes_.AreFinite({ValueSyntax.Reference(test.Place)}, {Literal.Of(test.Length)})) return \"{test.Layer}\";");
                break;
            case LetReference let:
                var distance = let.Step == 1 ? let.Variable.Name : $"{let.Variable.Name} * {Literal.Of(let.Step)}";
                writer.Line($"ref float {let.Name} = ref {VectorSyntax.Unsafe}.Add<float>(ref {let.From}, {distance});");
                break;
            case Section { Comment: null } or ReductionStep:
                Print(((Enclosing)statement).Body);
                break;
            case Section section:
                Enclose($"// {section.Comment}", section);
                break;
            case For loop:
                var (name, end) = (loop.Variable.Name, loop.Variable.IsRuntimeBound ? EntryParameters.Blocks : Literal.Of(loop.Variable.Extent));
                Enclose(loop.IsReversed
                    ? $"for ({VectorSyntax.Int} {name} = {end} - 1; {name} >= 0; {name}--)"
                    : $"for ({VectorSyntax.Int} {name} = 0; {name} < {end}; {name}++)", loop);
                break;
            case If test:
                var conditions = test.Conditions.Select(
                    condition => $"unchecked(({VectorSyntax.Unsigned})({condition.Value})) < {Literal.Of(condition.Extent)}");
                Enclose($"if ({string.Join(" && ", conditions)})", test);
                break;
            case InRegion part:
                Enclose($"if ({EntryParameters.Region} == {Literal.Of(part.Region)})", part);
                break;
            case IfOverwriting test:
                Enclose($"if (!{EntryParameters.Accumulate})", test);
                break;
            case Pick pick:
                writer.Line($"{VectorSyntax.Int} {pick.Variable.Name} = ({VectorSyntax.Int}){ValueSyntax.Element(pick.Index)};");
                Enclose($"if (unchecked(({VectorSyntax.Unsigned}){pick.Variable.Name}) < {Literal.Of(pick.Variable.Extent)})", pick);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement));
        }
    }

    private void Enclose(string header, Enclosing statement)
    {
        writer.Open(header);
        Print(statement.Body);
        writer.Close();
    }
}
