using StaticNets.Generator.Lower;
using StaticNets.Generator.Model;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the class of a network: the members that its users see, and what they call in the code of a vector width.</summary>
internal sealed class ApiWriter(NetworkLayout layout, IReadOnlyList<VectorTarget> targets)
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private readonly NetworkModel model = layout.Model;
    private readonly SourceWriter writer = new();

    private string Name => model.Type.Identifier;

    public static string Write(NetworkLayout layout, IReadOnlyList<VectorTarget> targets) => new ApiWriter(layout, targets).Write();

    private string Write()
    {
        SourceFile.Begin(writer, model.Type with { Declaration = $"{Documentation.OfClass(model)}\n{SourceFile.GeneratedCode}\n{model.Type.Declaration} : {MemberList.Interface(model.Surface)}" });
        MemberWriter.Write(writer, MemberList.Of(model.Surface, model), new CallingBodies(model, WriteRun));
        writer.Open($"static string? {Nets}.INetwork<{Name}>.FindNonFinite({Name} network, scoped in {Nets}.Batch batch)");
        Dispatch("FindNonFinite");
        writer.Close();
        writer.Line();
        if (layout.Encode is not null)
        {
            WritePart("Encode");
        }

        if (layout.Step is not null)
        {
            WritePart("Step");
        }

        new LayoutWriter(layout).Write(writer);
        SourceFile.End(writer, model.Type);
        return writer.ToString();
    }

    private void WriteRun(SourceWriter _) => Dispatch("Run");

    private void WritePart(string part)
    {
        writer.Open($"private static void Run{part}({Name} network, scoped in {Nets}.Batch batch)");
        Dispatch(part, isVoid: true);
        writer.Close();
        writer.Line();
    }

    private void Dispatch(string method, bool isVoid = false)
        => WidthDispatch.Write(writer, targets, code => $"{Runtime}.BlockRunner.{method}<{code}>(Layout.Code, network.Parameters, in batch)", isVoid);
}
