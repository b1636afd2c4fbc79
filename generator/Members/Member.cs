using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Members;

/// <summary>What a member of a network's class is for.</summary>
internal enum MemberKind
{
    Constant,
    Info,
    Constructor,

    /// <summary>Of another network of the class.</summary>
    CopyConstructor,

    /// <summary>Of parameters that were made for it.</summary>
    SourceConstructor,
    Pretrained,
    Seed,
    Parameters,
    NewGradients,
    Load,
    Forward,

    /// <summary>Any number of steps of sequences that go on from a state.</summary>
    ForwardSteps,
    Loss,
    Backward,
    Encode,
    Step,
    State,

    /// <summary>The one entry that trainers and the typed methods share.</summary>
    Run,

    // What implements the runtime's interface and has no name that users could call.
    Create,
    LossCount,
    LossCountOf,
    NewState,
    EncodeBatch,
    StepBatch,
}

/// <summary>A member of a network's class as its users see it: what it is called, what it takes, and what is said of it.</summary>
/// <param name="Name">Its name; empty where it has none that users could call.</param>
/// <param name="Head">What is written before its parameters.</param>
internal sealed record Member(MemberKind Kind, string Name, string Head)
{
    /// <summary>The parameters of a method, a constructor or a class that has one; default where it is none of these.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; }

    /// <summary>What it is, for its documentation; null where nobody reads any.</summary>
    public string? Summary { get; init; }

    /// <summary>When it throws an <c>InvalidOperationException</c>, for its documentation; null where there is nothing to say.</summary>
    public string? Exception { get; init; }

    /// <summary>Whether it implements an interface, and goes where the language cannot have that.</summary>
    public bool IsOfInterface
        => Kind is MemberKind.Run or MemberKind.Create or MemberKind.LossCount or MemberKind.LossCountOf or MemberKind.NewState or MemberKind.EncodeBatch
            or MemberKind.StepBatch;

    /// <param name="isAnnotated">Whether the language knows which references may be null.</param>
    public string Declaration(bool isAnnotated) => Head + ParameterList(isAnnotated);

    public string ParameterList(bool isAnnotated)
        => Parameters.IsDefault ? "" : $"({string.Join(", ", Parameters.Select(parameter => parameter.Declaration(isAnnotated)))})";

    public Parameter? ParameterOf(ParameterKind kind) => Parameters.FirstOrDefault(parameter => parameter.Kind == kind);
}

/// <summary>What a parameter is to a batch.</summary>
internal enum ParameterKind
{
    /// <summary>Nothing.</summary>
    Other,
    Input,
    Lengths,
    Output,

    /// <summary>A value beside the network's own.</summary>
    MoreOutput,
    Weights,
    Target,

    /// <summary>The weights of the classes of a loss.</summary>
    ClassWeights,
    Gradients,
    InputGradient,
    State,
    Count,
}

/// <summary>A parameter of a member.</summary>
/// <param name="Name">Its name as its documentation has it.</param>
internal sealed record Parameter(ParameterKind Kind, string Type, string Name)
{
    /// <summary>What it is where a call leaves it out; null where it must not.</summary>
    public string? Default { get; init; }

    public bool MayBeNull { get; init; }

    /// <summary>What it is, for its documentation; null where nothing is known.</summary>
    public string? Documentation { get; init; }

    /// <summary>What it holds for each example; null where that is not known, or not one tensor.</summary>
    public Tensor? Tensor { get; init; }

    /// <summary>The number of different tokens, or of steps; 0 where it has no limit.</summary>
    public int Limit { get; init; }

    /// <summary>Its name where C# has it.</summary>
    public string Identifier => Model.Identifier.Of(Name);

    public string Declaration(bool isAnnotated) => $"{Type}{(MayBeNull && isAnnotated ? "?" : "")} {Identifier}{(Default is null ? "" : $" = {Default}")}";
}
