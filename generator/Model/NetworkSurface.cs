namespace StaticNets.Generator.Model;

/// <summary>An input as the members of a network's class have it.</summary>
/// <param name="Name">Of several inputs with one name only the first is here.</param>
/// <param name="Lengths">The name of the parameter for its lengths, or null where it has none.</param>
/// <param name="Gradient">The name of the parameter for its gradient, or null where nobody wants it.</param>
/// <param name="IsEncoded">Whether no step takes any of it.</param>
internal sealed record SurfaceInput(string Name, InputKind Kind, string? Lengths, string? Gradient, bool IsEncoded)
{
    /// <summary>The constant with the number of its elements.</summary>
    public string Constant => NetworkSurface.ConstantOf(Name);
}

/// <summary>Attention weights as the members of a network's class have them.</summary>
/// <param name="IsPerStep">Whether a step gives its own of them.</param>
internal sealed record SurfaceWeights(string Parameter, bool IsPerStep)
{
    /// <summary>The constant with the number of their elements.</summary>
    public string Constant => NetworkSurface.ConstantOf(Parameter);
}

/// <summary>A value beside the network's own that the members give.</summary>
/// <param name="IsPerStep">Whether a step gives its own of it.</param>
internal sealed record SurfaceOutput(string Name, bool IsPerStep)
{
    /// <summary>The constant with the number of its elements.</summary>
    public string Constant => NetworkSurface.ConstantOf(Name);
}

/// <summary>What a loss compares its input with, as the members have it.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="TakesLabels">Whether it is classes.</param>
/// <param name="ClassWeights">The name of the parameter for the weights of classes, where it is classes.</param>
internal sealed record SurfaceTarget(string Name, bool TakesLabels, string ClassWeights);

/// <summary>
/// What of a network shows in the members of its class. Read from the declaration alone, whether it is valid or not, so that members do not come and go while
/// layers are typed.
/// </summary>
/// <param name="Inputs">One at least.</param>
/// <param name="Exposed">The attention weights that can be read after a forward pass.</param>
/// <param name="Outputs">What is given beside the output.</param>
/// <param name="Targets">What the losses compare their inputs with; of no loss the gradient of the output.</param>
/// <param name="HasState">Whether anything goes from one call to the next.</param>
/// <param name="CarriesState">Whether the state goes on from one sequence to the next, and not only from step to step.</param>
/// <param name="Encodes">Whether something is computed before the first step.</param>
internal sealed record NetworkSurface(
    TypeIdentity Type,
    EquatableArray<SurfaceInput> Inputs,
    EquatableArray<SurfaceWeights> Exposed,
    EquatableArray<SurfaceOutput> Outputs,
    EquatableArray<SurfaceTarget> Targets,
    bool HasLoss,
    bool HasState,
    bool CarriesState,
    bool HasStep,
    bool Encodes)
{
    /// <summary>The path of the weights that go into the assembly; null where there are none.</summary>
    public string? Weights { get; init; }

    /// <summary>The constant with the number of elements that a parameter has for each example.</summary>
    public static string ConstantOf(string parameter) => $"{char.ToUpperInvariant(parameter[0])}{parameter.Substring(1)}Size";
}
