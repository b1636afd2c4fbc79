using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Takes out of the program of one step what is the same for all steps of a sequence: everything that depends on encoded inputs alone. The tensors at the
/// border, such as projected keys, become the sequence's memory.
/// </summary>
internal sealed class EncodeOnce
{
    [Flags]
    private enum Sources
    {
        None = 0,
        Encoded = 1,
        Changing = 2,
    }

    private readonly TensorProgram program;
    private readonly NetworkModel model;
    private readonly ProgramBuilder builder;
    private readonly Dictionary<Tensor, Sources> sources = [];

    /// <summary>The tensors at the border, in the program of a step and in that of the encoder.</summary>
    private readonly Dictionary<Tensor, Tensor> memories;

    private EncodeOnce(TensorProgram program, NetworkModel model, CancellationToken cancellation)
    {
        this.program = program;
        this.model = model;
        builder = new(program.NextId);
        Trace(cancellation);
        memories = program.Loops.Where(loop => SourcesOf(loop.Output).HasFlag(Sources.Changing))
            .SelectMany(loop => loop.Reads).Select(read => read.Tensor).Where(tensor => SourcesOf(tensor) == Sources.Encoded).Distinct()
            .OrderBy(tensor => tensor.Id)
            .ToDictionary(tensor => tensor, Remember);
    }

    /// <summary>Whether anything is the same for all steps.</summary>
    public static bool IsNeeded(NetworkModel model) => model.Encodes;

    /// <summary>What remains to do in every step.</summary>
    /// <param name="program">The network's for one step, with the encoder in it.</param>
    public static TensorProgram Step(TensorProgram program, NetworkModel model, CancellationToken cancellation)
        => IsNeeded(model) ? new EncodeOnce(program, model, cancellation).Step() : program;

    /// <summary>What is computed before the first step. Its output is the first tensor of the memory, where there is one.</summary>
    /// <param name="program">The network's for one step, with the encoder in it.</param>
    public static TensorProgram Encode(TensorProgram program, NetworkModel model, CancellationToken cancellation)
        => new EncodeOnce(program, model, cancellation).Encode();

    /// <summary>What the steps want of the encoder.</summary>
    public static IEnumerable<Tensor> Results(TensorProgram encode, NetworkModel model)
        => encode.Tensors.Where(tensor => tensor.Role == TensorRole.Memory).Concat(model.States.Select(state => state.First).OfType<Tensor>());

    private TensorProgram Step() => program with
    {
        Loops = [.. program.Loops.Where(loop => SourcesOf(loop.Output) != Sources.Encoded).Select(loop => Replace(loop, _ => memories))],
        NextId = builder.NextId,
    };

    private TensorProgram Encode()
    {
        var encode = program.Loops.Where(loop => !SourcesOf(loop.Output).HasFlag(Sources.Changing))
            .Select(loop => Replace(loop, tensor => tensor.Traits.IsPrivate ? memories : []));
        var first = memories.Values.Concat(model.States.Select(state => state.First).OfType<Tensor>()).FirstOrDefault();
        return new([.. encode, .. builder.Loops], first ?? program.Output, [], builder.NextId);
    }

    /// <summary>Finds out what every tensor depends on; in scans and sums of several writers only a fixed point tells.</summary>
    private void Trace(CancellationToken cancellation)
    {
        for (var isChanged = true; isChanged;)
        {
            cancellation.ThrowIfCancellationRequested();
            isChanged = false;
            foreach (var loop in program.Loops)
            {
                sources.TryGetValue(loop.Output, out var known);
                var all = loop.Reads.Aggregate(known, (sum, read) => sum | SourcesOf(read.Tensor));
                isChanged |= all != known;
                sources[loop.Output] = all;
            }
        }
    }

    private Sources SourcesOf(Tensor tensor)
    {
        if (tensor.Role is TensorRole.Input or TensorRole.Lengths)
        {
            return model.Inputs[tensor.Ordinal].IsEncoded ? Sources.Encoded : Sources.Changing;
        }

        return tensor.Traits.ChangesByStep ? Sources.Changing : sources.TryGetValue(tensor, out var known) ? known : Sources.None;
    }

    /// <summary>The tensor as a part of the memory; an input's values are copied there.</summary>
    private Tensor Remember(Tensor tensor)
    {
        if (tensor.Traits.IsPrivate)
        {
            return tensor with { Role = TensorRole.Memory };
        }

        var memory = builder.Derived(tensor, $"{tensor.Name}.memory", tensor.Dimensions, Scope.Example, tensor.LaneAxis, TensorRole.Memory);
        var index = builder.Axes(tensor.Dimensions).Select(axis => (Affine)axis).ToArray();
        builder.Assign(memory, index, tensor.At(index), $"{tensor.Name}, for all steps");
        return memory;
    }

    private static Loop Replace(Loop loop, Func<Tensor, Dictionary<Tensor, Tensor>> replacements)
    {
        Tensor Other(Tensor tensor) => replacements(tensor).TryGetValue(tensor, out var other) ? other : tensor;
        return loop.MapReads(read => read with { Tensor = Other(read.Tensor) }) with { Output = Other(loop.Output) };
    }
}
