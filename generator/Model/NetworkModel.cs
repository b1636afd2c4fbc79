using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Model;

/// <summary>A checked network: what the front end hands to the compiler. Knows nothing of Roslyn.</summary>
/// <param name="Forward">The forward program with its losses; derivatives are not the front end's business.</param>
/// <param name="Losses">What it is trained by, one at least: where nothing is declared, the gradient of the output that the caller has
/// (<see cref="LossKind.None"/>).</param>
/// <param name="Hash">A stable hash of the declaration's meaning: equal for networks whose files are interchangeable.</param>
internal sealed record NetworkModel(
    NetworkSurface Surface,
    TensorProgram Forward,
    ImmutableArray<InputModel> Inputs,
    ImmutableArray<ParameterModel> Parameters,
    ImmutableArray<LayerModel> Layers,
    ImmutableArray<LossModel> Losses,
    ImmutableArray<StateModel> States,
    NetworkOptions Options,
    string Hash)
{
    public TypeIdentity Type => Surface.Type;

    /// <summary>Whether there is anything to train by.</summary>
    public bool HasLoss => Losses[0].Kind != LossKind.None;

    /// <summary>The gradient of the output, which the caller has where there is no loss; null where there is one.</summary>
    public Tensor? OutputGradient => HasLoss ? null : Losses[0].Target;

    /// <summary>The tensors of the parameters that have a gradient.</summary>
    public IEnumerable<Tensor> TrainedParameters => Parameters.Where(parameter => parameter.IsTrained).Select(parameter => parameter.Tensor);

    /// <summary>The network for one step of its sequences, with the same parameters and states; null where it cannot be run step by step.</summary>
    public NetworkModel? Step { get; init; }

    /// <summary>In the network for one step: whether something is computed before the first one.</summary>
    public bool Encodes { get; init; }

    /// <summary>The attention weights that can be read after a forward pass.</summary>
    public ImmutableArray<ExposedModel> Exposed { get; init; } = [];

    /// <summary>What inference gives beside the output.</summary>
    public ImmutableArray<OutputModel> Outputs { get; init; } = [];

    /// <summary>What the data normalize the inputs by.</summary>
    public ImmutableArray<NormalizationModel> Normalizations { get; init; } = [];

    /// <summary>What must not be otherwise in a file that parameters are loaded from.</summary>
    public ImmutableArray<FileStatement> FileStatements { get; init; } = [];

    /// <summary>The least number of examples that training can do with.</summary>
    public int LeastBatch { get; init; } = 1;

    /// <summary>In the network for one step: the number of steps that it can tell apart, or null where there is no end.</summary>
    public int? MaximumSteps { get; init; }
}

/// <summary>How to reopen the user's partial class.</summary>
/// <param name="Namespace">As C# has it; empty for the global namespace.</param>
/// <param name="ContainingTypes">Declarations such as <c>partial class Outer&lt;T&gt;</c>, outermost first.</param>
/// <param name="Declaration">Modifiers and keyword to repeat, for instance <c>public sealed partial class LeNet</c>.</param>
internal sealed record TypeIdentity(string Namespace, EquatableArray<string> ContainingTypes, string Name, string Declaration)
{
    /// <summary>Its name where C# has it.</summary>
    public string Identifier => Model.Identifier.Of(Name);

    /// <summary>A file name stem, unique within the compilation.</summary>
    public string HintName { get; init; } = Name;
}

/// <param name="Name">The name of the input and of the method parameter that carries it.</param>
/// <param name="Tensor">Its tensor, role <see cref="TensorRole.Input"/>.</param>
/// <param name="WantsGradient">Whether Backward writes the loss's gradient for this input.</param>
/// <param name="Vocabulary">The number of different tokens; 0 for values.</param>
/// <param name="Lengths">How many steps are real, role <see cref="TensorRole.Lengths"/>, or null where all are.</param>
internal sealed record InputModel(
    string Name,
    InputKind Kind,
    EquatableArray<int> Shape,
    Tensor Tensor,
    bool WantsGradient,
    int Vocabulary = 0,
    Tensor? Lengths = null)
{
    /// <summary>Its name where C# has it.</summary>
    public string Parameter => Identifier.Of(Name);

    /// <summary>How many steps an example must have, where examples differ in length, for layers that shorten it to leave one.</summary>
    public int LeastLength { get; init; } = 1;

    /// <summary>
    /// In a network that can be run step by step: whether no step takes any of it, because it is read before the first, whole, or not needed at all.
    /// </summary>
    public bool IsEncoded { get; init; }
}

/// <summary>Attention weights that can be read after a forward pass.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Parameter">The name of the method parameter that gets them.</param>
/// <param name="Tensor">Their copy, role <see cref="TensorRole.Exposed"/>.</param>
internal sealed record ExposedModel(string Name, string Parameter, Tensor Tensor)
{
    /// <summary>A batch has places for as many.</summary>
    public const int Maximum = Agreement.InputsOfBatch;

    /// <summary>The name of the parameter from the layer's.</summary>
    public static string ParameterOf(string layer) => Identifier.OfLayer(layer, "Weights");
}

/// <summary>A value beside the network's own that the caller reads.</summary>
/// <param name="Name">The layer's name, and that of the method parameter that gets it.</param>
/// <param name="Tensor">Its copy, role <see cref="TensorRole.Output"/>.</param>
internal sealed record OutputModel(string Name, Tensor Tensor)
{
    /// <summary>A batch has places for as many, the network's own apart.</summary>
    public const int Maximum = Agreement.MaximumFurtherOutputs;
}

/// <summary>A layer whose buffers are the mean and the deviation of an input.</summary>
/// <param name="Name">The layer's name, which its buffers' names begin with.</param>
/// <param name="Input">The input, by its place.</param>
/// <param name="Axis">The axis of its channels.</param>
internal sealed record NormalizationModel(string Name, int Input, int Axis);

/// <summary>A state that a recurrent layer carries from step to step and a user from call to call.</summary>
/// <param name="Name">For instance <c>lstm1.hidden</c>.</param>
/// <param name="First">In the network for one step: what is computed for the first step to begin with; null for 0.</param>
internal sealed record StateModel(string Name, Tensor Initial, Tensor Final, Tensor? First = null);

/// <param name="Name">PyTorch's name, for instance <c>conv2d1.weight</c>.</param>
/// <param name="Tensor">Its tensor, role <see cref="TensorRole.Parameter"/>, in PyTorch's shape.</param>
/// <param name="Summand">The tensor of the same shape that PyTorch's files have beside it, to be added to it; null where there is none.</param>
internal sealed record ParameterModel(string Name, Tensor Tensor, InitializerKind Initializer, double Value, string? Summand = null)
{
    /// <summary>Whether it has a gradient. If not, optimizers leave it alone.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Whether it is no parameter in the layer's eyes, but something to remember.</summary>
    public bool IsBuffer => Momentum is not null;

    /// <summary>Of a buffer: the share of the batch's statistic in each training step; null where it is none.</summary>
    public double? Momentum { get; init; }
}

/// <summary>What a file says of the parameters in it beyond their names and shapes.</summary>
/// <param name="Key">What it is about, with the layer's name.</param>
/// <param name="Value">What it says.</param>
/// <param name="WhereUnstated">Where a file that does not say it means something else: what there is to do about it, for the message. Null: it means the
/// same.</param>
internal sealed record FileStatement(string Key, string Value, string? WhereUnstated);

/// <param name="Declaration">The attribute as written, for instance <c>Conv2d(6, 5, Padding = 2)</c>.</param>
/// <param name="Output">The layer's output tensor, which comes from it.</param>
internal sealed record LayerModel(string Name, string Declaration, Tensor Output, long ParameterCount, long MultiplyAdds);

/// <summary>What a network is trained by.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Input">What enters it.</param>
/// <param name="Target">The tensor of the targets (role <see cref="TensorRole.Target"/>): class indices as numbers, or real targets;
/// for no loss the gradient of the output.</param>
/// <param name="Classes">The number of classes of a <see cref="LossKind.SoftmaxCrossEntropy"/>, else 0.</param>
/// <param name="IgnoreIndex">The class index that is left out of a <see cref="LossKind.SoftmaxCrossEntropy"/>.</param>
/// <param name="Lengths">How many steps of the target are real, or null where all are.</param>
internal sealed record LossModel(
    LossKind Kind, string Name, Tensor Input, Tensor Target, int Classes = 0, int IgnoreIndex = Agreement.IgnoreIndex, Tensor? Lengths = null)
{
    /// <summary>What an example adds to it, one number; null where there is no loss.</summary>
    public Tensor? Value { get; init; }

    /// <summary>What its value is multiplied with in the sum that is trained.</summary>
    public double Weight { get; init; } = Agreement.LossWeight;

    /// <summary>What an element's loss is multiplied with; null where there is no loss.</summary>
    public Tensor? ExampleWeight { get; init; }

    /// <summary>Whether what enters it is the network's output.</summary>
    public bool IsOfOutput { get; init; } = true;

    /// <summary>The copy of <see cref="Input"/>, role <see cref="TensorRole.Scored"/>, where it is compared with classes and is not the network's
    /// output.</summary>
    public Tensor? Scored { get; init; }


    /// <summary>The input that the lengths come from; -1 where all steps are real.</summary>
    public int LengthsInput { get; init; } = -1;

    /// <summary>What layers have made of the input's lengths, in their order.</summary>
    public EquatableArray<LengthRule> LengthRules { get; init; } = EquatableArray<LengthRule>.Empty;

    /// <summary>How many steps of the target are real, where so many of the input are.</summary>
    public int RealSteps(int length) => LengthRule.Steps(LengthRules.Items, length);

    /// <summary>What the mean divides by, per example: 1, the number of steps (less the ignored ones), or of elements.</summary>
    public long ElementsPerExample => Kind == LossKind.None ? 1 : Target.Size;
}

/// <param name="VectorWidths">Which of 128, 256, 512 to emit, ascending.</param>
internal sealed record NetworkOptions(EquatableArray<int> VectorWidths, long? MaxParameters = null, long? MaxWorkspaceBytes = null)
{
    /// <summary>The option that names the file of a network's weights.</summary>
    public const string Weights = "Weights";
}
