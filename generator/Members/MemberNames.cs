using StaticNets.Generator.Model;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Members;

/// <summary>The names that a network's class has no room for, since its generated members have them or their code uses them.</summary>
internal static class MemberNames
{
    /// <summary>The network with the weights that are in the assembly.</summary>
    public const string Pretrained = "Pretrained";

    /// <summary>The class that keeps it.</summary>
    public const string PretrainedClass = "PretrainedNetwork";

    private static readonly string[] OfAnyCode =
    [
        "Layout", "Constants", .. VectorTarget.All.Select(EmittedNames.CodeOf), .. EmittedNames.Aliases.Select(alias => alias.Split(' ')[1]),
    ];

    public static HashSet<string> Of(NetworkSurface surface) =>
    [
        .. MemberList.Of(surface, model: null).Select(member => member.Name).Where(name => name.Length > 0),
        .. CodePart.Of(surface).Select(part => part.Name),
        .. OfAnyCode,
        .. surface.Weights is null ? Array.Empty<string>() : [PretrainedClass],
    ];
}
