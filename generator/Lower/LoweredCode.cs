using System.Collections.Immutable;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Lower;

/// <summary>What the code of a network can do beyond whole sequences.</summary>
internal enum CodeKind
{
    /// <summary>Whole sequences alone.</summary>
    Compiled,

    /// <summary>Single steps of a sequence too.</summary>
    Stepped,

    /// <summary>Steps behind an encoder.</summary>
    Encoding,
}

/// <summary>A method that the runtime calls.</summary>
internal enum Entry
{
    InferBlock,
    EvaluateBlock,
    TrainBlock,
    TrainChunk,
    InferOne,
    EvaluateOne,
    TraceOne,
    TrainOne,
    StepOne,
    EncodeOne,
}

/// <summary>The statements of an entry.</summary>
internal sealed record EntryMethod(Entry Entry, EquatableArray<Statement> Body);

/// <summary>All code of one network for one vector width.</summary>
internal sealed record LoweredCode(VectorTarget Target, CodeKind Kind, ImmutableArray<EntryMethod> Entries, ImmutableArray<KernelMethod> Kernels);
