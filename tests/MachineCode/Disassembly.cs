using System.Globalization;
using System.Text.RegularExpressions;
using StaticNets.Benchmarks.Processes;

namespace StaticNets.Tests.MachineCode;

/// <summary>The methods of an object file that NativeAOT made.</summary>
internal sealed partial class Disassembly
{
    private readonly Dictionary<string, List<Instruction>> _methods = [];

    private Disassembly(string text)
    {
        List<Instruction>? method = null;
        foreach (var line in text.Split('\n'))
        {
            if (Symbol().Match(line) is { Success: true } symbol)
                _methods[symbol.Groups[1].Value] = method = [];
            else if (Line().Match(line) is { Success: true } code)
                method?.Add(new Instruction(
                    long.Parse(code.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    code.Groups[2].Value,
                    code.Groups[3].Value.TrimEnd()));
        }
    }

    /// <summary>Reads an object file.</summary>
    /// <exception cref="InvalidOperationException">objdump (of the binutils, which NativeAOT's linker needs too) failed.</exception>
    public static Disassembly Of(string objectFile) => new(ChildProcess.Run("objdump", "-d", "--no-show-raw-insn", objectFile));

    /// <summary>Reads what <c>objdump -d --no-show-raw-insn</c> printed.</summary>
    public static Disassembly Parse(string text) => new(text);

    /// <summary>The loops without loops in them of the one method whose symbol ends so.</summary>
    public IEnumerable<Loop> InnermostLoops(string symbolEnd)
    {
        var found = _methods.Where(method => method.Key.EndsWith(symbolEnd, StringComparison.Ordinal)).ToList();
        return found.Count == 1
            ? Innermost(found[0].Value)
            : throw new ArgumentException($"{found.Count} symbols end in {symbolEnd}, but it must be one.", nameof(symbolEnd));
    }

    private static IEnumerable<Loop> Innermost(List<Instruction> method)
    {
        var jumps = method.Where(instruction => instruction.JumpTarget is { } target && target <= instruction.Address && target >= method[0].Address)
            .Select(jump => (Start: jump.JumpTarget!.Value, End: jump.Address)).ToList();
        return jumps.Where(jump => !jumps.Any(other => other != jump && jump.Start <= other.Start && other.End <= jump.End))
            .Select(jump => new Loop([.. method.Where(instruction => instruction.Address >= jump.Start && instruction.Address <= jump.End)]));
    }

    [GeneratedRegex(@"^[0-9a-f]+ <(.*)>:$")]
    private static partial Regex Symbol();

    // The assembler's {evex} and {vex} say how an instruction is encoded.
    [GeneratedRegex(@"^\s*([0-9a-f]+):\t(?:\{e?vex\d?\} )?(\S+)\s*(.*)$")]
    private static partial Regex Line();
}
