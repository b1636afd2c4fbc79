namespace StaticNets.Tests.MachineCode;

/// <summary>One iteration of a loop.</summary>
internal sealed record Loop(IReadOnlyList<Instruction> Instructions)
{
    public int Fmas => Instructions.Count(instruction => instruction.IsFma);

    public int Loads => Instructions.Count(instruction => instruction.IsVectorLoad);

    public int Stores => Instructions.Count(instruction => instruction.IsVectorStore);

    public int StackMoves => Instructions.Count(instruction => instruction.IsOnStack);

    public int EmbeddedBroadcasts => Instructions.Count(instruction => instruction.HasEmbeddedBroadcast);

    /// <summary>The sums that the multiply-adds go into.</summary>
    public int Accumulators => Instructions.Where(instruction => instruction.IsFma).Select(instruction => instruction.Destination).Distinct().Count();

    public double LoadsPerFma => (double)Loads / Fmas;
}
