using StaticNets.Generator.Model;

namespace StaticNets.Generator.Members;

/// <summary>
/// Writes the class of a network as its users see it. This is all that an editor needs: it compiles without the network's code, so that nothing has to be
/// scheduled while layers are typed.
/// What the members want of the code they get through methods and fields that the code's file fills in.
/// </summary>
internal static class ApiWriter
{
    public static (string HintName, string Source) Write(NetworkModel model)
    {
        var (surface, type) = (model.Surface, model.Type);
        var writer = new SourceWriter();
        var declaration = $"{Documentation.OfClass(model)}\n{SourceFile.GeneratedCode}\n{type.Declaration} : {MemberList.Interface(surface)}";
        SourceFile.Begin(writer, type with { Declaration = declaration });
        MemberWriter.Write(writer, MemberList.Of(surface, model), new CallingBodies(model));
        writer.Line("// Implemented with the network's code; where that is left out, as in an editor, so are their calls.");
        foreach (var part in CodePart.Of(surface))
        {
            writer.Line($"{part.Declaration(type)};");
            writer.Line();
        }

        writer.Line("// A class of its own, so that it is made on first use and costs the network's methods no check.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open(SourceFile.Layout);
        writer.Line("public static readonly global::StaticNets.NetworkInfo Info;");
        writer.Line("public static readonly global::StaticNets.CompilerServices.CodeLayout Code;");
        writer.Close();
        SourceFile.End(writer, type);
        return (SourceFile.NameOf(type), writer.ToString());
    }
}
