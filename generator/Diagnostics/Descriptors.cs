using Microsoft.CodeAnalysis;

namespace StaticNets.Generator.Diagnostics;

/// <summary>Everything that the compiler says. Each id has a page in docs.</summary>
internal static class Descriptors
{
    private const string Category = "StaticNets";
    private const string Pages = "https://github.com/staticnets/staticnets/blob/main/generator/docs/";

    // Declarations.
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "SNET0001", "Network class must be partial", "{0} must be partial so that its network can be generated into it: write 'partial' before '{1}'");
    public static readonly DiagnosticDescriptor NoInput = Error("SNET0002", "Network has no input", "{0} needs an input before it: begin with [Input(...)]");
    public static readonly DiagnosticDescriptor NoNetwork = Error("SNET0003", "Layers without [Network]", "{0} declares layers but is not marked: add {1}");
    public static readonly DiagnosticDescriptor NoLayers = Error(
        "SNET0004", "[Network] without layers", "Network {0} has no layers: add an [Input(...)] and at least one layer");
    public static readonly DiagnosticDescriptor SplitDeclaration = Error(
        "SNET0005",
        "Layers spread over several declarations",
        "The layers of {0} are spread over several partial declarations, which have no order: write all of them on one");
    public static readonly DiagnosticDescriptor UnknownName = Error("SNET0006", "Unknown name", "{0}: no input or layer is named '{1}'{2}");
    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "SNET0007", "Duplicate name", "The name '{0}' of {1} is taken by {2}: choose another with Name");
    public static readonly DiagnosticDescriptor CyclicName = Error(
        "SNET0008", "Name of a later layer", "{0} cannot take '{1}', which {2}: names look backwards only{3}");
    public static readonly DiagnosticDescriptor UnsupportedType = Error("SNET0009", "Type cannot be a network", "{0} cannot be a network because it is {1}");
    public static readonly DiagnosticDescriptor InvalidName = Error("SNET0010", "Invalid name", "'{0}' cannot be a name: {1}");
    public static readonly DiagnosticDescriptor LossNotLast = Error("SNET0011", "Loss is not last", "{0} must be the last layer, but {1} follows it");
    public static readonly DiagnosticDescriptor TooManyInputs = Error("SNET0012", "Too many inputs", "{0} is input number {1}, but a network has at most {2}");
    public static readonly DiagnosticDescriptor OuterNotPartial = Error(
        "SNET0013", "Containing type must be partial", "{0} contains the network {1} and must be partial too: write 'partial' before '{2}'");
    public static readonly DiagnosticDescriptor MemberClash = Error(
        "SNET0014",
        "Member clashes with a generated one",
        "Network {0} has '{1}', which is the name of a member that is generated into it: choose another name");
    public static readonly DiagnosticDescriptor UnusedValue = Warning(
        "SNET0015", "Output is never used", "Nothing uses the output '{0}' of {1}: take it with From, Add or Concat, or leave the attribute out");
    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "SNET0016", "Language version too old", "The code of network {0} needs C# {2} or later, but this project compiles as C# {1}: set LangVersion");
    public static readonly DiagnosticDescriptor NotABlock = Error("SNET0017", "Not a block", "{0} needs a block, but {1} {2}");
    public static readonly DiagnosticDescriptor BlockCycle = Error("SNET0018", "Block uses itself", "{0} would never end: {1}");
    public static readonly DiagnosticDescriptor NotInABlock = Error(
        "SNET0019", "Input or loss in a block", "{0}: block {1} has {2}, but inputs, outputs and losses belong to the network: declare it there");

    // Arguments.
    public static readonly DiagnosticDescriptor TooSmall = Error("SNET0101", "Argument too small", "{0}: {1} is {2}, but must be at least {3}");
    public static readonly DiagnosticDescriptor OutOfRange = Error("SNET0102", "Argument out of range", "{0}: {1} is {2}, but must be {3}");
    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(
        "SNET0103", "Groups do not divide", "{0}: {1} groups do not divide the {2} {3}: use {4}");
    public static readonly DiagnosticDescriptor PaddingTooLarge = Error(
        "SNET0104", "Padding beyond half the window", "{0}: padding of {1} is more than half the window of {2}: use a padding of at most {3}");
    public static readonly DiagnosticDescriptor NotSupported = Error("SNET0105", "Not supported here", "{0}: {1}");

    // Shapes.
    public static readonly DiagnosticDescriptor WrongRank = Error("SNET0201", "Wrong number of dimensions", "{0} needs {1} but gets {2} from {3}{4}");
    public static readonly DiagnosticDescriptor UnlikeShapes = Error("SNET0202", "Unlike shapes", "{0} joins {1} from {2} with {3} from {4}: {5}");
    public static readonly DiagnosticDescriptor WindowTooLarge = Error(
        "SNET0203", "Window larger than its input", "{0} needs an input of at least {1} but gets {2} from {3}: use {4}");
    public static readonly DiagnosticDescriptor DropsInput = new(
        "SNET0204",
        "Stride leaves out input",
        "{0} gets {1} from {2} and leaves out the last {3}: {4} would use all",
        Category,
        DiagnosticSeverity.Info,
        true,
        helpLinkUri: Pages + "SNET0204.md");
    public static readonly DiagnosticDescriptor ShapeTooLarge = Error(
        "SNET0205", "Shape too large", "{0} would give {1}{2}, but at most {3} elements of an example can be indexed in a batch");
    public static readonly DiagnosticDescriptor NeedsNumbers = Error(
        "SNET0206", "Tokens where numbers are needed", "{0} needs numbers but gets {1}: put [OneHot] or [Embedding(...)] before it");
    public static readonly DiagnosticDescriptor NeedsTokens = Error(
        "SNET0207", "Numbers where tokens are needed", "{0} needs tokens but gets {1}: take them from [Tokens(...)]");
    public static readonly DiagnosticDescriptor MixesPadding = Error(
        "SNET0208", "Layer would mix real steps with padding", "{0} would mix real steps with padding in {1}, whose examples differ in length: {2}");
    public static readonly DiagnosticDescriptor UnlikeStates = Error("SNET0209", "State does not fit", "{0} cannot begin with the state of {1}: {2}");
    public static readonly DiagnosticDescriptor NotASequence = Error(
        "SNET0210", "Not a sequence to attend to", "{0}: {1} must name a sequence [steps, features], but that is {2}");
    public static readonly DiagnosticDescriptor HeadsDoNotDivide = Error(
        "SNET0211", "Heads do not divide the features", "{0}: {1} heads do not divide the {2} features of {3}: use {4} heads");
    public static readonly DiagnosticDescriptor CausalCross = Error(
        "SNET0212",
        "Causal attention over another sequence",
        "{0} cannot be causal: its {1} queries from {2} and its {3} keys from {4} are not the same steps; leave out Causal");
    public static readonly DiagnosticDescriptor UnlikeLengths = Error(
        "SNET0213",
        "Unlike lengths",
        "{0} would join real steps with padding: {1} from {2} has {3}, but {4} from {5} has {6}; join values of one input, or leave out Lengths");

    // Budgets.
    public static readonly DiagnosticDescriptor TooLarge = Error("SNET0301", "Network too large", "{0} needs {1} {2}, but at most {3} can be indexed");
    public static readonly DiagnosticDescriptor OverBudget = new(
        "SNET0302",
        "Network over its budget",
        "{0} needs {1} {2}, more than {3} = {4} allows",
        Category,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: Pages + "SNET0302.md",
        // A budget of workspace is compared when a build ends: editors keep what builds say of it.
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);
    public static readonly DiagnosticDescriptor InvalidWidths = Error(
        "SNET0303", "Invalid vector widths", "StaticNetsVectorWidths is '{0}', but must list some of 128, 256 and 512, separated by ';' or ','");
    public static readonly DiagnosticDescriptor TableTooLarge = Error(
        "SNET0304",
        "Table of constants too large",
        "{0} divides each of {1} outputs along a side by another count, which needs a table of more than {2} constants: make all windows alike by leaving out "
            + "CountIncludePad = false, CeilMode, Same, or the padding");
    public static readonly DiagnosticDescriptor NarrowNative = Warning(
        "SNET0305", "NativeAOT leaves out wide vectors", "NativeAOT compiles this program for '{0}', which leaves out or splits the {1} code of {2}: {3}");
    public static readonly DiagnosticDescriptor TooManyLayers = Error("SNET0306", "Too many layers", "{0} makes {1}, but a network has at most {2}{3}");
    public static readonly DiagnosticDescriptor SoftwareVectors = Warning(
        "SNET0307",
        "NativeAOT has only code for wider vectors",
        "NativeAOT compiles this program for '{0}', which runs vectors of up to {1} bits at full speed, but {2} has only {3} code, "
            + "which it splits or does in software: set IlcInstructionSet to {4}, or add {5}");

    // Surely mistakes, but networks all the same.
    public static readonly DiagnosticDescriptor ProbabilitiesAsLogits = Warning(
        "SNET0401", "Probabilities where the loss takes logits", "{0} takes logits and applies {1} itself, but {2} gives it probabilities: leave out {2}");
    public static readonly DiagnosticDescriptor ChangedLogits = Warning(
        "SNET0402", "Logits are changed before the loss", "{0} takes logits, any numbers, but {1} {2}: leave out {1}");
    public static readonly DiagnosticDescriptor SoftmaxOfOne = Warning(
        "SNET0403", "Softmax over one value", "{0} gets one value{1} from {2}, of which a softmax is always 1: use {3}");
    public static readonly DiagnosticDescriptor OnlyInputs = Warning(
        "SNET0404", "Network without a layer", "Network {0} has an input but no layer, so that it would only give back what it gets: add at least one layer");
    public static readonly DiagnosticDescriptor NetworkAndBlock = Warning(
        "SNET0405",
        "[Network] and [Block] on one class",
        "{0} is marked [Network] and [Block]: a network has inputs and is compiled, a block has none and is used by networks; leave out one of the two");
    public static readonly DiagnosticDescriptor PyTorchArguments = Warning(
        "SNET0406", "Arguments in PyTorch's order", "{0} has the arguments of PyTorch's layer, {1}: write {2}");
    public static readonly DiagnosticDescriptor ChannelsLast = Warning(
        "SNET0407", "Channels last", "{0} gets {1} channels of {2} from {3}, but shapes are [channels, height, width]: if the channels came last, declare {4}");

    // Weights in the binary.
    public static readonly DiagnosticDescriptor NoWeightsItem = Error(
        "SNET0601", "Weights are no item of the project", "{0} takes its weights from '{1}', which is no StaticNetsWeights item of the project: {2}");
    public static readonly DiagnosticDescriptor UnreadableWeights = Error("SNET0602", "Weights cannot be read", "The weights '{0}' cannot be read: {1}");
    public static readonly DiagnosticDescriptor MissingTensor = Error("SNET0603", "Tensor is missing", "'{0}' lacks {1} of shape {2}, which {3} needs{4}");
    public static readonly DiagnosticDescriptor UnexpectedTensor = Error(
        "SNET0604", "Unexpected tensor", "'{0}' has {1} of shape {2}, which {3} does not know{4}");
    public static readonly DiagnosticDescriptor MisshapenTensor = Error("SNET0605", "Tensor of another shape", "'{0}' has {1} of shape {2}, but {3} needs {4}");
    public static readonly DiagnosticDescriptor UnreadTensor = Error(
        "SNET0606", "Tensor of a type that is not read", "'{0}' has {1} of type {2}, but only {3} are read");
    public static readonly DiagnosticDescriptor OtherForm = Error(
        "SNET0607", "Weights of another form", "'{0}' was trained in another form, or may have been: {1} is {3} here, and {2}{4}");
    public static readonly DiagnosticDescriptor UnusedWeights = new(
        "SNET0608",
        "Weights that no network takes",
        "'{0}' is a StaticNetsWeights item, but no network of the project takes its weights from it: write [Network(Weights = \"{0}\")], or leave out the item",
        Category,
        DiagnosticSeverity.Warning,
        true,
        helpLinkUri: Pages + "SNET0608.md",
        // All networks have to be known.
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    private static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Error, true, helpLinkUri: $"{Pages}{id}.md");

    private static DiagnosticDescriptor Warning(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Warning, true, helpLinkUri: $"{Pages}{id}.md");
}
