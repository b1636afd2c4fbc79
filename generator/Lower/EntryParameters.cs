using System.Collections.Immutable;

namespace StaticNets.Generator.Lower;

/// <summary>What the runtime's interfaces of compiled code say that an entry takes.</summary>
internal static class EntryParameters
{
    public const string Workspace = "workspace", Parameters = "parameters", Gradients = "gradients", Sequence = "sequence";

    /// <summary>The block of a chunk, the blocks that a chunk has, the position of the first example in its batch, and whether to add to gradients.</summary>
    public const string Block = "block", Blocks = "blocks", FirstExample = "firstExample", Accumulate = "accumulate";

    /// <summary>Which part of a program between two borders of the batch is to be done.</summary>
    public const string Region = "region";

    private static readonly (string Type, string Name)[] OfInference = [("ref float", Workspace), ("ref float", Parameters)];

    /// <summary>What random numbers depend on.</summary>
    private static readonly (string Type, string Name)[] OfDraws = [("ulong", "seed"), ("long", "step"), ("uint", FirstExample)];

    public static ImmutableArray<(string Type, string Name)> Of(Entry entry) => entry switch
    {
        Entry.TrainBlock => [.. OfInference, ("ref float", Gradients), ("int", Region), ("int", Block), ("bool", Accumulate), .. OfDraws],
        Entry.TrainOne => [.. OfInference, ("ref float", Gradients), ("int", Region), ("bool", Accumulate), .. OfDraws],
        Entry.TrainChunk => [("ref float", Workspace), ("ref float", Gradients), ("int", Blocks), ("bool", Accumulate)],
        Entry.StepOne or Entry.EncodeOne => [.. OfInference, ("ref float", Sequence)],
        _ => [.. OfInference],
    };
}
