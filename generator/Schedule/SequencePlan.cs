using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Schedule;

/// <summary>A tensor of what the state of a sequence holds.</summary>
/// <param name="Offset">Its first float in those of the sequence.</param>
internal sealed record SequenceTensor(string Name, Placement Placement, int Offset);

/// <summary>
/// Where the floats of a sequence's state hold what: the states of recurrent layers, whether an encoder has made them, the number of steps, the rows of the
/// steps before and the memory of what was encoded.
/// </summary>
/// <param name="EncodedOffset">A number that is 1 where a sequence has been encoded, or -1 where none needs to be.</param>
/// <param name="StepsOffset">The number of steps taken, or -1 where nothing depends on it.</param>
/// <param name="Length">Floats of a sequence.</param>
internal sealed record SequencePlan(
    ImmutableArray<SequenceTensor> Tensors,
    ImmutableDictionary<Tensor, int> Offsets,
    int EncodedOffset,
    int StepsOffset,
    int Length)
{
    /// <summary>Recurrent states alone.</summary>
    public static SequencePlan Of(NetworkModel model) => Of(model, []);

    /// <param name="tensors">All tensors of the programs that encode a sequence and take a step.</param>
    public static SequencePlan Of(NetworkModel model, IEnumerable<Tensor> tensors)
    {
        var entries = ImmutableArray.CreateBuilder<SequenceTensor>();
        var end = 0;
        int Add(string name, Placement placement)
        {
            var offset = end;
            entries.Add(new(name, placement, offset));
            end = checked(end + placement.Length);
            return offset;
        }

        foreach (var state in model.States)
        {
            Add(state.Name, Placement.Plain(state.Final));
        }

        var held = tensors.Where(IsHeld).Distinct().OrderBy(tensor => tensor.Id).ToList();
        var encoded = model.Encodes ? Add("encoded", Scalar()) : -1;
        var offsets = ImmutableDictionary.CreateBuilder<Tensor, int>();
        foreach (var tensor in held)
        {
            end = tensor.Rank > 0 ? MemoryPlan.Align(end) : end;
            offsets[tensor] = Add(tensor.Name, Placement.FeaturesInLanes(tensor));
        }

        var steps = held.FirstOrDefault(tensor => tensor.Role == TensorRole.StepNumber);
        return new(entries.ToImmutable(), offsets.ToImmutable(), encoded, steps is null ? -1 : offsets[steps], held.Count > 0 ? MemoryPlan.Align(end) : end);
    }

    /// <summary>Whether a tensor lies in the floats of a sequence and not in the workspace.</summary>
    private static bool IsHeld(Tensor tensor) => tensor.Traits.Memory == Storage.Sequence;

    private static Placement Scalar() => Placement.Plain(new(-1, "encoded", EquatableArray<int>.Empty, Scope.Example, -1, TensorRole.Memory));
}
