using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Members;

/// <summary>
/// Writes the members of a network that is not valid, all of which throw: otherwise every use of the class would be an error of its own and bury the one that
/// matters.
/// The project's C# may be what is wrong with it, so this is valid C# 7.
/// </summary>
internal static class SurfaceWriter
{
    public static IEnumerable<(string HintName, string Source)> Write(NetworkSurface surface, Declaration declaration, ImmutableArray<Problem> problems)
    {
        // A type that cannot be reopened has no place for members.
        if (!declaration.CanReopen)
        {
            return [];
        }

        // Before C# 11 nothing can implement static members of an interface.
        var hasInterface = declaration.Language >= LanguageVersion.CSharp11;
        var type = surface.Type;
        var writer = new SourceWriter();
        var contract = hasInterface ? $" : {MemberList.Interface(surface)}" : "";
        SourceFile.BeginSurface(writer, type with { Declaration = $"{SourceFile.GeneratedCode}\n{type.Declaration}{contract}" });
        MemberWriter.Write(
            writer,
            MemberList.Of(surface, model: null).Where(member => hasInterface || !member.IsOfInterface),
            new ThrowingBodies($"{type.Name} is not a valid network: {Reason(problems)}."));
        SourceFile.EndSurface(writer, type);
        return [(SourceFile.NameOf(type), writer.ToString())];
    }

    private static string Reason(ImmutableArray<Problem> problems)
    {
        var ids = problems.Where(problem => problem.IsError).Select(problem => problem.Descriptor.Id).Distinct().ToList();
        return ids.Count > 0
            ? string.Join(", ", ids)
            : "an argument of its attributes is not a constant, or a constant that another source generator makes";
    }
}
