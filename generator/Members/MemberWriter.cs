namespace StaticNets.Generator.Members;

/// <summary>Writes members with what is said of them.</summary>
internal static class MemberWriter
{
    private const int MaximumColumns = 160;

    public static void Write(SourceWriter writer, IEnumerable<Member> members, IMemberBodies bodies)
    {
        foreach (var member in members)
        {
            Document(writer, member);
            bodies.Write(writer, member);
            writer.Line();
        }
    }

    private static void Document(SourceWriter writer, Member member)
    {
        if (member.Summary is null)
        {
            return;
        }

        string[] summary = member.Summary.Length > MaximumColumns ? ["<summary>", member.Summary, "</summary>"] : [$"<summary>{member.Summary}</summary>"];
        foreach (var line in summary)
        {
            writer.Line($"/// {line}");
        }

        foreach (var parameter in member.Parameters.IsDefault ? [] : member.Parameters)
        {
            if (parameter.Documentation is not null)
            {
                writer.Line($"/// <param name=\"{parameter.Name}\">{parameter.Documentation}</param>");
            }
        }

        if (member.Exception is not null)
        {
            writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">{member.Exception}</exception>");
        }
    }
}
