using System.Globalization;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>What a layer sees while it is built: its arguments, its input, and where to put its parameters, loops and complaints.</summary>
/// <param name="input">Null where a mistake before it leaves the shape unknown.</param>
internal sealed class LayerContext(LayerDeclaration declaration, string name, Value? input, NetworkDraft draft) : LayerArguments(declaration, draft.Reports)
{
    /// <summary>The network that the layer becomes a part of.</summary>
    public NetworkDraft Draft => draft;

    /// <summary>The layer's name, which its output tensor bears.</summary>
    public string Name => name;

    /// <summary>
    /// Whether the input's shape is known and no argument was found wrong: a layer checks its arguments first,
    /// so that it does so even where its input is not known.
    /// </summary>
    public bool IsReady => input is not null && !HasFailed;

    /// <summary>The value that the layer works on; only where <see cref="IsReady"/>.</summary>
    public Value Input => input ?? throw new InvalidOperationException("A layer asks for its input only where it is ready.");

    public ProgramBuilder Builder => draft.Builder;

    /// <summary>What the layer says of its value beyond the tensor.</summary>
    public Func<Value, Value> Result { get; set; } = value => value;

    /// <summary>Further values that the layer gives, by their names.</summary>
    public Dictionary<string, Tensor> Further { get; } = [];

    /// <summary>The output's comment in emitted code.</summary>
    public string Comment => $"{Name} = {Declaration.Text}";

    /// <summary>Whether this builds the layer for one step of its sequence.</summary>
    public bool IsOneStep => draft.IsOneStep;

    /// <summary>The axis of the channels or features: the first of an image, else the last.</summary>
    public static int LaneAxis(EquatableArray<int> shape) => shape.Count == 3 ? 0 : shape.Count - 1;

    /// <summary>A tensor for the layer's output, or null if its shape is too large, which is reported.</summary>
    public Tensor? Output(EquatableArray<int> shape)
    {
        if (Elements(shape) > MaximumElements)
        {
            Report(
                Descriptors.ShapeTooLarge,
                null,
                [Declaration.Text, Documentation.Shape(shape), input is null ? "" : $" from {input.Description}", Literal.Of(MaximumElements)]);
            return null;
        }

        return Builder.Activation(name, shape, LaneAxis(shape));
    }

    /// <summary>The steps of a sequence that a declaration has <paramref name="declared"/> of: 1 in the network for one step.</summary>
    public int Steps(int declared) => IsOneStep ? 1 : declared;

    /// <summary>Makes the layer's value one from outside.</summary>
    /// <param name="steps">The steps of the whole sequence; 0 where the input is none.</param>
    public Tensor AddInput(EquatableArray<int> shape, int steps, bool wantsGradient, int vocabulary = 0)
    {
        var added = draft.AddInput(name, shape, Bool("Lengths", false) && !IsOneStep, wantsGradient, vocabulary);
        Result = value => value with { Vocabulary = vocabulary, Lengths = added.Lengths, AllSteps = steps };
        return added.Tensor;
    }

    /// <summary>Has the network trained by the layer's value.</summary>
    public void AddLoss(LossModel model) => draft.AddLoss(model);

    /// <summary>Adds a state of this layer that is carried from call to call.</summary>
    public StateModel State(string suffix, int layers, int hidden, bool isEncoded) => draft.AddState($"{name}.{suffix}", layers, hidden, isEncoded);

    /// <summary>Whether the states of this recurrent layer are carried from call to call.</summary>
    public bool CarriesState => draft.CarriesState;

    /// <summary>How many steps came before this one, one number; only where <see cref="IsOneStep"/>.</summary>
    /// <param name="maximum">The number of steps that the layer can tell apart.</param>
    public Tensor StepNumber(int maximum) => draft.StepNumber(maximum);

    /// <summary>The next ordinal of a place that draws random numbers.</summary>
    public int NextStream() => draft.NextStream();

    /// <summary>In double, where no product of extents wraps round.</summary>
    public static double Elements(EquatableArray<int> shape) => shape.Aggregate(1.0, (product, extent) => product * extent);

    public static string Count(double count) => count.ToString("F0", CultureInfo.InvariantCulture);
}
