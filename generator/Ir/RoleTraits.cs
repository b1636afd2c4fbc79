namespace StaticNets.Generator.Ir;

/// <summary>A range of floats that emitted code gets a reference to.</summary>
internal enum Storage
{
    Workspace,
    Parameters,
    Gradients,
    Constants,

    /// <summary>The state of the sequence.</summary>
    Sequence,
}

/// <summary>What is true of every tensor of a role. Nothing else says what roles there are for a purpose: whoever handles tensors by role asks here.</summary>
/// <param name="Scope">Whether there is one for each example.</param>
/// <param name="Memory">Where its elements lie when code runs; those of a recurrent state lie in the sequence where a step can use them in place.</param>
internal sealed record RoleTraits(Scope Scope, Storage Memory)
{
    private static readonly Dictionary<TensorRole, RoleTraits> Table = new()
    {
        [TensorRole.Intermediate] = new(Scope.Example, Storage.Workspace) { IsWritten = true, IsPrivate = true },
        [TensorRole.Input] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true, Gradient = TensorRole.InputGradient },
        [TensorRole.Lengths] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true },
        [TensorRole.InitialState] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true, IsState = true, ChangesByStep = true },
        [TensorRole.FinalState] = new(Scope.Example, Storage.Workspace) { IsWritten = true, IsCopied = true, IsState = true },
        [TensorRole.StepNumber] = new(Scope.Example, Storage.Sequence) { IsGiven = true, ChangesByStep = true },
        [TensorRole.Cache] = new(Scope.Example, Storage.Sequence) { IsGiven = true, IsWritten = true, KeepsElements = true, ChangesByStep = true },
        [TensorRole.Memory] = new(Scope.Example, Storage.Sequence) { IsGiven = true, IsWritten = true },
        [TensorRole.Exposed] = new(Scope.Example, Storage.Workspace) { IsWritten = true, IsCopied = true },
        [TensorRole.Output] = new(Scope.Example, Storage.Workspace) { IsWritten = true, IsCopied = true },
        [TensorRole.Scored] = new(Scope.Example, Storage.Workspace) { IsWritten = true, IsCopied = true },
        [TensorRole.Target] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true },
        [TensorRole.ExampleWeight] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true },
        [TensorRole.ClassWeight] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true },
        [TensorRole.Presence] = new(Scope.Example, Storage.Workspace) { IsGiven = true, IsCopied = true },
        [TensorRole.Parameter] = new(Scope.Shared, Storage.Parameters) { IsGiven = true, IsOfParameter = true, Gradient = TensorRole.ParameterGradient },
        [TensorRole.ParameterGradient] = new(
            Scope.Shared, Storage.Gradients)
        { IsWritten = true, KeepsElements = true, IsGradient = true, IsOfParameter = true, MayAccumulate = true },
        [TensorRole.InputGradient] = new(Scope.Example, Storage.Workspace) { IsWritten = true, IsCopied = true, IsGradient = true },
        [TensorRole.BatchSum] = new(Scope.Shared, Storage.Gradients) { IsWritten = true, KeepsElements = true, MayAccumulate = true },
        [TensorRole.BatchValue] = new(Scope.Shared, Storage.Workspace) { IsWritten = true },
        [TensorRole.Statistic] = new(Scope.Shared, Storage.Gradients) { IsWritten = true, KeepsElements = true, IsOfParameter = true },
        [TensorRole.Constant] = new(Scope.Shared, Storage.Constants) { IsGiven = true },
    };

    /// <summary>Whether its elements are there before the program begins.</summary>
    public bool IsGiven { get; private init; }

    /// <summary>Whether a program may make its elements.</summary>
    public bool IsWritten { get; private init; }

    /// <summary>Whether nobody but the program sees it, which may do without it.</summary>
    public bool IsPrivate { get; private init; }

    /// <summary>
    /// Whether the runtime copies it from the caller or to the caller, element by element: then it keeps one place, and no padding lies between its elements.
    /// </summary>
    public bool IsCopied { get; private init; }

    /// <summary>Whether it is a recurrent layer's state before or after a program.</summary>
    public bool IsState { get; private init; }

    /// <summary>Whether it has another value at every step of a sequence, and not one for all.</summary>
    public bool ChangesByStep { get; private init; }

    /// <summary>Whether elements that a program does not write keep what earlier ones left, so that it must not be cleared.</summary>
    public bool KeepsElements { get; private init; }

    /// <summary>Whether it is a parameter, or has a number for each of its elements: then it has the parameter's ordinal, and lies as it does.</summary>
    public bool IsOfParameter { get; private init; }

    /// <summary>Whether it is a gradient that training is run for.</summary>
    public bool IsGradient { get; private init; }

    /// <summary>Whether it adds up over calls where the caller says so, and over all examples of a call.</summary>
    public bool MayAccumulate { get; private init; }

    /// <summary>The role of its gradient, where one is asked for; other gradients are the program's own.</summary>
    public TensorRole Gradient { get; private init; } = TensorRole.Intermediate;

    public static RoleTraits Of(TensorRole role) => Table[role];
}
