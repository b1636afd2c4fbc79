using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Schedule;

/// <summary>What one emitted entry point does.</summary>
internal enum Purpose
{
    /// <summary>The output.</summary>
    Infer,

    /// <summary>The output and the loss, without dropout.</summary>
    Evaluate,

    /// <summary>The output, the loss and all gradients.</summary>
    Train,
}

/// <summary>One thing that the code of a block or chunk does.</summary>
internal abstract record Step
{
    /// <summary>The kernels that this runs, in order.</summary>
    public virtual IEnumerable<KernelStep> Kernels => [];
}

internal sealed record KernelStep(Unit Unit) : Step
{
    public override IEnumerable<KernelStep> Kernels => [this];
}

/// <summary>Steps that run once for every position of a recurrence's time axis.</summary>
internal sealed record ScanStep(Scan Scan, ImmutableArray<KernelStep> Steps) : Step
{
    public override IEnumerable<KernelStep> Kernels => Steps;
}

/// <summary>Makes a tensor 0 before several kernels, or several steps of a scan, write parts of it.</summary>
internal sealed record ClearStep(Tensor Tensor) : Step;

/// <summary>Keeps a block's activations for the chunk, as they are.</summary>
internal sealed record CopyStep(Tensor Source, Tensor Destination) : Step;

/// <summary>Keeps a block's gradients for the chunk, example by example in rows of <paramref name="Row"/> floats.</summary>
internal sealed record TransposeStep(Tensor Source, Tensor Destination, int Row) : Step;

/// <summary>One purpose in one lane form: the steps for each block (or example), region by region, and those for each chunk of blocks.</summary>
internal sealed record ProgramPlan(Purpose Purpose, ImmutableArray<ImmutableArray<Step>> Regions, ImmutableArray<Step> ChunkSteps)
{
    /// <summary>The steps for each block, of all regions.</summary>
    public IEnumerable<Step> BlockSteps => Regions.SelectMany(region => region);
}

/// <summary>Where a tensor lies: which memory, and how many floats into it.</summary>
/// <param name="BlockStride">For a tensor that is kept for every block of a chunk: the distance from block to block, else 0.</param>
internal sealed record Location(Storage Memory, int Offset, int BlockStride = 0);

/// <summary>The plans of all purposes in one lane form, over one arena.</summary>
/// <param name="Example">The axis of a block's examples, or null where one example is computed alone.</param>
/// <param name="Ends">The first float of the workspace after what each purpose needs.</param>
internal sealed record FormPlan(
    Axis? Example,
    ImmutableDictionary<Tensor, Placement> Placements,
    ImmutableDictionary<Purpose, ImmutableDictionary<Tensor, Location>> Locations,
    ImmutableArray<ProgramPlan> Programs,
    ImmutableDictionary<Purpose, int> Ends)
{
    /// <summary>The first float of the workspace after this form's memory.</summary>
    public int End => Ends.Values.Max();

    public bool IsBatch => Example is not null;

    public Location LocationOf(Purpose purpose, Tensor tensor) => Locations[purpose][tensor];
}
