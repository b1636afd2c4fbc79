namespace StaticNets.Generator.Members;

/// <summary>What the members of a network's class do.</summary>
internal interface IMemberBodies
{
    /// <summary>Writes a member's declaration with what it does, without its documentation.</summary>
    void Write(SourceWriter writer, Member member);
}
