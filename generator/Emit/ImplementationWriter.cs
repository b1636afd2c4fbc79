using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes what the members of a network call: the choice of vector width, and where everything lies.</summary>
internal static class ImplementationWriter
{
    private const string Nets = "global::StaticNets";

    public static (string HintName, string Source) Write(NetworkLayout layout, IReadOnlyList<VectorTarget> targets)
    {
        var type = layout.Model.Type;
        var writer = new SourceWriter();
        SourceFile.Begin(writer, type);
        foreach (var part in CodePart.Of(layout.Model.Surface))
        {
            if (part.Result is not null)
            {
                // Into the member that calls it, which is no more than this call.
                writer.Line("[MethodImpl_(Options_.AggressiveInlining)]");
            }

            writer.Open(part.Declaration(type));
            Dispatch(part.Result is null ? "" : $"{part.Result} = ", part.Runner, returns: false);
            writer.Close();
            writer.Line();
        }

        writer.Open($"static string? {Nets}.INetwork<{type.Identifier}>.FindNonFinite({type.Identifier} network, scoped in {Nets}.Batch batch)");
        Dispatch("return ", "FindNonFinite", returns: true);
        writer.Close();
        writer.Line();
        new LayoutWriter(layout).Write(writer);
        SourceFile.End(writer, type);
        return (SourceFile.NameOf(type, EmittedNames.Implementation), writer.ToString());

        void Dispatch(string before, string method, bool returns)
            => WidthDispatch.Write(
                writer, targets, code => $"{before}{Nets}.CompilerServices.BlockRunner.{method}<{code}>(Layout.Code, network.Parameters, in batch)", returns);
    }
}
