using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Checks;

/// <summary>Reports networks that cannot be indexed with ints, or have more parameters than their budget.</summary>
internal static class ProgramSize
{
    /// <summary>
    /// Of every element that the forward program computes, training keeps at most the value, its gradient and where its maximum was, for every example of a
    /// block, and the same once more, padded to vectors, for one example.
    /// </summary>
    private const int FloatsPerElement = 3 * (VectorTarget.BlockExamples + 4);

    /// <summary>The rest of what ints can index is for what is kept of all blocks of a chunk.</summary>
    private const int MaximumFloats = int.MaxValue - Deferral.MaximumFloats;

    /// <summary>Weights and biases.</summary>
    private static long Count(NetworkModel network) => network.Parameters.Where(parameter => !parameter.IsBuffer).Sum(parameter => parameter.Tensor.Size);

    public static IEnumerable<Problem> Check(NetworkModel network, Declaration declaration)
    {
        // In double, where no sum wraps round.
        var name = network.Type.Name;
        var padded = network.Parameters.Sum(parameter => (double)Placement.PaddedSize(parameter.Tensor));
        if (padded > LayerParameters.Maximum)
        {
            yield return new(
                Descriptors.TooLarge, null, new[] { name, LayerContext.Count(padded), "parameters, padding included", Literal.Of(LayerParameters.Maximum) });
        }

        var elements = network.Forward.Tensors.Where(tensor => tensor.Scope == Scope.Example).Sum(tensor => (double)tensor.Size) * FloatsPerElement;
        if (elements > MaximumFloats)
        {
            yield return new(Descriptors.TooLarge, null, new[] { name, LayerContext.Count(elements), "floats of workspace", Literal.Of(MaximumFloats) });
        }

        if (network.Options.MaxParameters is { } budget && Count(network) is var count && count > budget)
        {
            yield return new(
                Descriptors.OverBudget,
                declaration.Option("MaxParameters")?.Span,
                new[] { name, Literal.Of(count), "parameters", "MaxParameters", Literal.Of(budget) });
        }
    }
}
