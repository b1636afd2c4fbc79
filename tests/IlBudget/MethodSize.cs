using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace StaticNets.Tests.IlBudget;

/// <summary>What the JIT looks at before it gives up on optimising a method.</summary>
/// <param name="Name">The type's and the method's.</param>
/// <param name="Bytes">Of IL.</param>
/// <param name="Instructions">Of IL.</param>
/// <param name="BasicBlocks">Runs of instructions that nothing jumps into or out of.</param>
/// <param name="Locals">Parameters not among them.</param>
/// <param name="LocalReferences">Loads and stores of locals and parameters, and of their addresses.</param>
internal sealed record MethodSize(string Name, int Bytes, int Instructions, int BasicBlocks, int Locals, int LocalReferences)
{
    /// <summary>RyuJIT compiles a method without optimising beyond any of these (JitMinOpts*: CodeSize, InstrCount, BbCount, LvNumCount, LvRefCount).</summary>
    public static MethodSize Limit { get; } = new("limit", 60_000, 20_000, 2_000, 2_000, 8_000);

    /// <summary>The share of each limit that may be used: what the JIT inlines counts too.</summary>
    private const double Share = 0.6;

    /// <summary>Of more locals than this it keeps only the first in registers (JitMaxLocalsToTrack).</summary>
    private const int TrackedLocals = 1024;

    private static readonly ImmutableDictionary<int, OpCode> Codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!)
        .ToImmutableDictionary(code => (int)(ushort)code.Value);

    /// <summary>In which respects the method uses more than it may.</summary>
    public IEnumerable<string> Excesses
    {
        get
        {
            (string What, int Size, double Limit)[] sizes =
            [
                ("IL bytes", Bytes, Share * Limit.Bytes),
                ("IL instructions", Instructions, Share * Limit.Instructions),
                ("basic blocks", BasicBlocks, Share * Limit.BasicBlocks),
                ("locals", Locals, Math.Min(TrackedLocals, Share * Limit.Locals)),
                ("references to locals", LocalReferences, Share * Limit.LocalReferences),
            ];
            return sizes.Where(size => size.Size > size.Limit)
                .Select(size => FormattableString.Invariant($"{Name} has {size.Size} {size.What}, more than {size.Limit}"));
        }
    }

    /// <summary>The sizes of all methods that have a body, of an assembly's file.</summary>
    public static List<MethodSize> Of(Stream file)
    {
        using var assembly = new PEReader(file);
        return [.. Of(assembly)];
    }

    private static IEnumerable<MethodSize> Of(PEReader assembly)
    {
        var metadata = assembly.GetMetadataReader();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                var type = metadata.GetTypeDefinition(method.GetDeclaringType());
                var name = $"{metadata.GetString(type.Name)}.{metadata.GetString(method.Name)}";
                yield return Of(name, assembly.GetMethodBody(method.RelativeVirtualAddress), metadata);
            }
        }
    }

    private static MethodSize Of(string name, MethodBodyBlock body, MetadataReader metadata)
    {
        var il = body.GetILReader();
        var leaders = new HashSet<int> { 0 };
        int instructions = 0, references = 0;
        while (il.RemainingBytes > 0)
        {
            var first = il.ReadByte();
            var code = Codes[first == 0xFE ? 0xFE00 | il.ReadByte() : first];
            instructions++;
            if (code.Name!.StartsWith("ldloc", StringComparison.Ordinal) || code.Name.StartsWith("stloc", StringComparison.Ordinal)
                || code.Name.StartsWith("ldarg", StringComparison.Ordinal) || code.Name.StartsWith("starg", StringComparison.Ordinal))
            {
                references++;
            }

            ReadOperand(code, ref il, leaders);
            if (code.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw && il.RemainingBytes > 0)
            {
                leaders.Add(il.Offset);
            }
        }

        return new(name, body.GetILReader().Length, instructions, leaders.Count, CountLocals(body, metadata), references);
    }

    private static int CountLocals(MethodBodyBlock body, MetadataReader metadata)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        var signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    /// <summary>Skips an instruction's operand and notes where it may jump.</summary>
    private static void ReadOperand(OpCode code, ref BlobReader il, HashSet<int> leaders)
    {
        switch (code.OperandType)
        {
            case OperandType.ShortInlineBrTarget:
                var near = il.ReadSByte();
                leaders.Add(il.Offset + near);
                break;
            case OperandType.InlineBrTarget:
                var far = il.ReadInt32();
                leaders.Add(il.Offset + far);
                break;
            case OperandType.InlineSwitch:
                var targets = new int[il.ReadInt32()];
                for (var i = 0; i < targets.Length; i++)
                {
                    targets[i] = il.ReadInt32();
                }

                var after = il.Offset;
                leaders.UnionWith(targets.Select(target => target + after));
                break;
            default:
                il.Offset += code.OperandType switch
                {
                    OperandType.InlineNone => 0,
                    OperandType.ShortInlineVar or OperandType.ShortInlineI => 1,
                    OperandType.InlineVar => 2,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    _ => 4,
                };
                break;
        }
    }
}
