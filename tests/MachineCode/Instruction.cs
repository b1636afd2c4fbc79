using System.Globalization;
using System.Text.RegularExpressions;

namespace StaticNets.Tests.MachineCode;

/// <summary>One instruction, in the AT&amp;T syntax of objdump: the destination comes last.</summary>
/// <param name="Address">Within the object file's section.</param>
/// <param name="Mnemonic">Without prefixes.</param>
/// <param name="Operands">As printed.</param>
internal sealed partial record Instruction(long Address, string Mnemonic, string Operands)
{
    /// <summary>Whether it multiplies and adds vectors of floats.</summary>
    public bool IsFma => Fma().IsMatch(Mnemonic);

    /// <summary>Whether it reads a vector, or a float that it spreads over one, from memory.</summary>
    public bool IsVectorLoad => TouchesMemory && !IsVectorStore;

    public bool IsVectorStore => TouchesMemory && Mnemonic.StartsWith("vmov", StringComparison.Ordinal) && Operands.EndsWith(')');

    /// <summary>Whether it moves a vector or a number to or from the stack: something the registers had no room for.</summary>
    public bool IsOnStack => Mnemonic != "lea" && Stack().IsMatch(Operands);

    /// <summary>Whether it spreads a float from memory over all lanes on its own way to the arithmetic.</summary>
    public bool HasEmbeddedBroadcast => Operands.Contains("{1to", StringComparison.Ordinal);

    /// <summary>The register that is written.</summary>
    public string Destination => Operands[(Operands.LastIndexOf(',') + 1)..];

    /// <summary>Where a jump goes; null of anything else.</summary>
    public long? JumpTarget
        => Mnemonic.StartsWith('j') && long.TryParse(Operands.Split(' ')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var target)
            ? target
            : null;

    private bool TouchesMemory => Mnemonic.StartsWith('v') && Operands.Contains('(') && Mnemonic != "vzeroupper";

    [GeneratedRegex(@"^vfn?m(add|sub)\d+ps$")]
    private static partial Regex Fma();

    [GeneratedRegex(@"\(%r[sb]p[,)]")]
    private static partial Regex Stack();
}
