namespace StaticNets.Generator.Members;

/// <summary>The members of a network that is not valid, all of which throw. In C# 7: the project's may be what is wrong.</summary>
/// <param name="message">Why.</param>
internal sealed class ThrowingBodies(string message) : IMemberBodies
{
    public void Write(SourceWriter writer, Member member)
    {
        switch (member.Kind)
        {
            case MemberKind.Constant:
                writer.Line($"{member.Head};");
                break;
            case MemberKind.State:
                writer.Open($"{member.Head} : global::StaticNets.RecurrentState");
                writer.Line($"public {member.Name}{member.ParameterList(isAnnotated: false)} : base(Info, count) {{ }}");
                writer.Close();
                break;
            default:
                writer.Line($"{member.Declaration(isAnnotated: false)} => throw new global::System.InvalidOperationException(\"{message}\");");
                break;
        }
    }
}
