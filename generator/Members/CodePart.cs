using StaticNets.Generator.Model;

namespace StaticNets.Generator.Members;

/// <summary>
/// A method that the members call and the network's code implements. It gives nothing back, since only a call of such a method goes where nobody implements it;
/// what there is to give goes into a reference.
/// </summary>
/// <param name="Name">What the members call.</param>
/// <param name="Runner">The method of the runtime that runs the code of a vector width.</param>
/// <param name="Result">The reference that gets the result; null where there is none.</param>
internal sealed record CodePart(string Name, string Runner, string? Result = null)
{
    public static IEnumerable<CodePart> Of(NetworkSurface surface) =>
    [
        new("Run", "Run", "loss"),
        .. surface.Encodes ? [new CodePart("RunEncode", "Encode")] : Array.Empty<CodePart>(),
        .. surface.HasStep ? [new CodePart("RunStep", "Step")] : Array.Empty<CodePart>(),
    ];

    public string Declaration(TypeIdentity type)
        => $"static partial void {Name}({type.Identifier} network, scoped in global::StaticNets.Batch batch{(Result is null ? "" : $", ref double {Result}")})";
}
