using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Lower;

/// <summary>Collects from the plans where the runtime finds what.</summary>
internal sealed class LayoutLowering(NetworkPlan plan)
{
    private readonly NetworkModel model = plan.Model;

    public static NetworkLayout Lower(NetworkPlan plan) => new LayoutLowering(plan).Lower();

    private NetworkLayout Lower()
    {
        var (parameters, sequence) = (plan.Parameters, plan.Sequence);
        return new(
            model,
            parameters.Length,
            parameters.TrainedLength,
            parameters.BatchSums.End,
            parameters.BatchSums.Borders,
            [.. model.Parameters.Select(
                (parameter, i) => new BoundParameter(parameter, parameters.Offsets[i], parameters.Placements[i].Strides, parameters.Placements[i].Panels))],
            Constants(parameters),
            Whole(),
            plan.Step is { } step ? One(step, model.Step!, state => (state.Initial, state.Final)) : null,
            plan.Encode is { } encode ? One(encode, model.Step!, state => (null, state.First)) : null,
            new(
                [.. sequence.Tensors.Select(held => new HeldTensor(held.Name, held.Placement.Tensor.Dimensions, held.Offset, held.Placement.Strides))],
                sequence.EncodedOffset,
                sequence.StepsOffset,
                sequence.Length));
    }

    private CodeLayout Whole()
    {
        var forward = model.Forward;
        return new(
            plan.End,
            [.. model.Inputs.Select(input => Padded(Bound(input.Tensor), input))],
            Lengths(model, Bound),
            States(model, state => Bound(state.Initial), state => Bound(state.Final)),
            [.. model.Inputs.Select(input => plan.InputGradients.TryGetValue(input.Tensor, out var gradient) ? Bound(gradient) : null)],
            [.. model.Exposed.Select(exposed => Bound(exposed.Tensor))],
            [.. model.Outputs.Select(output => Bound(output.Tensor))],
            Bound(forward.Output),
            [.. model.Losses.Select(loss => new BoundLoss(
                loss, Bound(loss.Target), BoundIfAny(loss.Value), BoundIfAny(loss.ExampleWeight), BoundIfAny(loss.Scored))
            {
                ClassWeights = BoundIfAny(forward.Tensors.FirstOrDefault(
                    tensor => tensor.Role == TensorRole.ClassWeight && tensor.Ordinal == loss.Target.Ordinal)),
            })])
        {
            InferenceFloats = plan.InferenceEnd,
            Presence = forward.Tensors.FirstOrDefault(tensor => tensor.Role == TensorRole.Presence) is { } presence ? Bound(presence) : null,
        };
    }

    /// <summary>The code that encodes one sequence, or takes one step of it.</summary>
    /// <param name="places">Where a state comes from and goes to.</param>
    private CodeLayout One(FormPlan form, NetworkModel one, Func<StateModel, (Tensor? Initial, Tensor? Final)> places)
    {
        var isCopied = one.States.Any(state => Place(places(state).Initial) >= 0 || Place(places(state).Final) >= 0);
        return new(
            form.End,
            [.. one.Inputs.Select(input => Padded(Bound(input.Tensor), input))],
            Lengths(one, lengths => Bound(lengths)),
            isCopied ? States(one, state => Bound(places(state).Initial), state => Bound(places(state).Final)) : [],
            [],
            [.. one.Exposed.IsEmpty ? [] : model.Exposed.Select((_, i) => Bound(one.Exposed.FirstOrDefault(exposed => exposed.Tensor.Ordinal == i)?.Tensor))],
            [.. one.Outputs.IsEmpty ? [] : model.Outputs.Select((_, i) => Bound(one.Outputs.FirstOrDefault(output => output.Tensor.Ordinal == i)?.Tensor))],
            Bound(one.Forward.Output),
            []);

        BoundTensor Bound(Tensor? tensor) => new(tensor?.Size ?? 0, -1, Place(tensor));

        int Place(Tensor? tensor)
            => tensor is not null && form.Locations[Purpose.Infer].TryGetValue(tensor, out var location) && location.Memory == Storage.Workspace
                ? location.Offset
                : -1;
    }

    private static BoundTensor Padded(BoundTensor bound, InputModel input)
        => input.Lengths is null ? bound : bound with { StepSize = input.Tensor.Size / input.Shape[0] };

    private static ImmutableArray<BoundTensor?> Lengths(NetworkModel network, Func<Tensor, BoundTensor> bound)
        => network.Inputs.Any(input => input.Lengths is not null)
            ? [.. network.Inputs.Select(input => input.Lengths is { } lengths ? bound(lengths) : null)]
            : [];

    /// <summary>The states of recurrent layers, which come first in the floats of a sequence.</summary>
    private ImmutableArray<BoundState> States(NetworkModel network, Func<StateModel, BoundTensor> initial, Func<StateModel, BoundTensor> final)
        => [.. network.States.Zip(plan.Sequence.Tensors, (state, held) => new BoundState(state.Final.Size, held.Offset, initial(state), final(state)))];

    /// <summary>Where a tensor lies in a block and for one example; the place is the same for all purposes.</summary>
    private BoundTensor Bound(Tensor tensor)
    {
        return new(tensor.Size, Offset(plan.Batch), Offset(plan.Single));

        int Offset(FormPlan form) => form.Locations.Values.Select(places => places.TryGetValue(tensor, out var place) ? place.Offset : -1).Max();
    }

    private BoundTensor? BoundIfAny(Tensor? tensor) => tensor is null ? null : Bound(tensor);

    private static ImmutableArray<double> Constants(ParameterPlan parameters)
    {
        var values = new double[parameters.ConstantsLength];
        foreach (var placement in parameters.Constants)
        {
            var tensor = placement.Tensor;
            for (var i = 0; i < tensor.Size; i++)
            {
                int rest = i, address = parameters.ConstantOffsets[tensor];
                for (var d = tensor.Rank - 1; d >= 0; d--)
                {
                    address += rest % tensor.Dimensions[d] * placement.Strides[d];
                    rest /= tensor.Dimensions[d];
                }

                values[address] = tensor.Values[i];
            }
        }

        return [.. values];
    }
}
