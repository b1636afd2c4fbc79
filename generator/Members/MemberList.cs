using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Members;

/// <summary>
/// The members of a network's class that its users see, in their order. They are those of its surface, whether the network is valid or not; what is said of
/// shapes is said where there is a network
/// that has them.
/// </summary>
internal sealed class MemberList
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = $"{Nets}.CompilerServices";
    private const string Floats = "global::System.Span<float>";
    private readonly NetworkSurface surface;
    private readonly NetworkModel? model;
    private readonly string type;

    private MemberList(NetworkSurface surface, NetworkModel? model)
    {
        this.surface = surface;
        this.model = model;
        type = surface.Type.Identifier;
    }

    /// <summary>The interface that the class implements.</summary>
    public static string Interface(NetworkSurface surface) => $"{Nets}.{(surface.HasStep ? "ISteppedNetwork" : "INetwork")}<{surface.Type.Identifier}>";

    /// <param name="model">The network, where it is valid.</param>
    public static ImmutableArray<Member> Of(NetworkSurface surface, NetworkModel? model)
    {
        // Where constants would come twice, which is reported, there is one of them.
        var names = new HashSet<string>();
        return [.. new MemberList(surface, model).All().Where(member => member.Kind != MemberKind.Constant || names.Add(member.Name))];
    }

    private IEnumerable<Member> All() =>
    [
        .. Constants(),
        new(MemberKind.Info, "Info", $"public static {Nets}.NetworkInfo Info") { Summary = "The network's layers, shapes and parameters." },
        .. Instance(),
        .. Overloads(Forward),
        .. surface.HasLoss ? [Loss()] : Array.Empty<Member>(),
        Backward(),
        new(MemberKind.Create, "", $"static {type} {Nets}.INetwork<{type}>.Create") { Parameters = [Seed] },
        new(MemberKind.LossCount, "", $"static long {Nets}.INetwork<{type}>.LossCount") { Parameters = [Batch] },
        new(MemberKind.LossCountOf, "", $"static double {Nets}.INetwork<{type}>.LossCount")
        {
            Parameters = [Batch, new(ParameterKind.Other, "int", "loss")],
        },
        new(MemberKind.Run, "Run", "public static double Run")
        {
            Parameters = [Network, Batch],
            Summary = "Runs a batch on the calling thread: inference, loss or training, by what it holds.",
        },
        .. surface.CarriesState ? Overloads(ForwardWithState) : [],
        .. surface is { CarriesState: true, HasLoss: true } ? [LossWithState()] : Array.Empty<Member>(),
        .. surface.CarriesState ? [BackwardWithState()] : Array.Empty<Member>(),
        .. surface.Encodes ? [Encode(), OfSteppedNetwork(MemberKind.EncodeBatch, "void", "Encode", Network, Batch)] : Array.Empty<Member>(),
        .. surface.HasStep ? Overloads(Step) : [],
        .. surface is { HasStep: true, CarriesState: false } && surface.Inputs.All(input => !input.IsEncoded) ? [ForwardSteps()] : Array.Empty<Member>(),
        .. surface.HasStep
            ? [
                OfSteppedNetwork(MemberKind.NewState, $"{Nets}.RecurrentState", "NewState", new Parameter(ParameterKind.Count, "int", "count")),
                OfSteppedNetwork(MemberKind.StepBatch, "void", "Step", Network, Batch),
            ]
            : Array.Empty<Member>(),
        .. surface.HasState ? [State()] : Array.Empty<Member>(),
    ];

    private IEnumerable<Member> Constants()
    {
        foreach (var input in surface.Inputs)
        {
            var tensor = InputOf(model, input.Name)?.Tensor;
            yield return Constant(input.Constant, $"The elements of one example of <c>{input.Name}</c>{OfShape(tensor)}.", tensor?.Size);
        }

        yield return Constant("OutputSize", $"The elements of one example's output{OfShape(model?.Forward.Output)}.", model?.Forward.Output.Size);
        foreach (var output in surface.Outputs)
        {
            var tensor = OutputOf(model, output)?.Tensor;
            yield return Constant(output.Constant, $"The elements of one example's <c>{output.Name}</c>{OfShape(tensor)}.", tensor?.Size);
        }

        foreach (var weights in surface.Exposed)
        {
            yield return Constant(weights.Constant, $"The attention weights of one example{OfLayer(weights)}.", WeightsOf(model, weights)?.Tensor.Size);
        }

        yield return Constant("ParameterCount", "The number of trainable parameters.", model?.Parameters.Sum(parameter => parameter.Tensor.Size));
    }

    private IEnumerable<Member> Instance()
    {
        yield return new(MemberKind.Constructor, "", $"public {type}")
        {
            Parameters = [Seed with { Default = "0", Documentation = "Equal seeds give equal parameters and equal dropout." }],
            Summary = "Makes a network with initial parameters.",
        };
        yield return new(MemberKind.CopyConstructor, "", $"public {type}")
        {
            Parameters = [Network with { Documentation = "The network to copy." }],
            Summary = "Makes a network with a copy of another one's parameters, and its seed.",
        };
        yield return new(MemberKind.SourceConstructor, "", $"private {type}")
        {
            Parameters = [new(ParameterKind.Other, $"{Runtime}.ParameterSource", "source")],
        };
        if (surface.Weights is { } weights)
        {
            yield return new(MemberKind.Pretrained, MemberNames.Pretrained, $"public static {type} {MemberNames.Pretrained}")
            {
                Summary = $"The network with the weights of <c>{Documentation.Escape(weights)}</c>, which are in the assembly. There is one, made at first use "
                    + "and shared by all: to train it or to change its parameters, make a copy.",
            };
        }

        yield return new(MemberKind.Seed, "Seed", "public ulong Seed") { Summary = "The seed the network was made with." };
        yield return new(MemberKind.Parameters, "Parameters", $"public {Nets}.ParameterSet Parameters")
        {
            Summary = "The trainable parameters. Changing them while other threads run the network gives mixed results.",
        };
        yield return new(MemberKind.NewGradients, "NewGradients", $"public static {Nets}.ParameterSet NewGradients")
        {
            Parameters = [],
            Summary = "Makes a set of gradients for <c>Backward</c>, all 0.",
        };
        yield return new(MemberKind.Load, "Load", $"public static {type} Load")
        {
            Parameters =
            [
                new(ParameterKind.Other, "string", "path") { Documentation = "The file; names and shapes are PyTorch's." },
                new(ParameterKind.Other, "global::System.Collections.Generic.IReadOnlyDictionary<string, string>", "names")
                {
                    Default = "null",
                    MayBeNull = true,
                    Documentation = "The file's names of parameters that have other names there, by the network's names.",
                },
                new(ParameterKind.Other, "bool", "strict")
                {
                    Default = "true",
                    Documentation = "Whether a tensor that the network does not know is an error; else it is left alone.",
                },
                new(ParameterKind.Other, $"{Nets}.LoadAllowances", "allow")
                {
                    Default = $"{Nets}.LoadAllowances.None",
                    Documentation = "What is loaded all the same although it is nearly always a mistake.",
                },
            ],
            Summary = "Makes a network with the parameters of a safetensors file.",
        };
    }

    private Member Forward(bool exposes) => new(MemberKind.Forward, "Forward", "public void Forward")
    {
        Parameters = [.. AllInputs, Output(model), .. MoreOutputs(model, surface.Outputs), .. exposes ? Weights(model, surface.Exposed) : [], Count],
        Summary = $"Computes the output{(surface.Outputs.Count > 0 ? "s" : "")}{(surface.HasLoss ? ": what enters the loss" : "")}"
            + $"{(surface is { HasLoss: true, Outputs.Count: > 0 } ? ", and others" : "")}. Safe to call from many threads; allocates nothing once warm.",
    };

    private Member Loss() => new(MemberKind.Loss, "Loss", "public float Loss")
    {
        Parameters = [.. AllInputs, .. Targets, Count, .. ClassWeights],
        Summary = $"Computes {LossText}, without dropout.",
    };

    private Member Backward() => new(MemberKind.Backward, "Backward", $"public {(surface.HasLoss ? "float" : "void")} Backward")
    {
        Parameters = [.. AllInputs, .. Targets, Gradients, .. InputGradients, Count, .. ClassWeights],
        Summary = surface.HasLoss
            ? $"Computes {LossText}, with dropout, and its gradient."
            : "Computes the gradient of the parameters from the gradient of the output.",
    };

    private Member ForwardWithState(bool exposes) => Forward(exposes) with
    {
        Parameters = [.. AllInputs, Output(model), .. MoreOutputs(model, surface.Outputs), .. exposes ? Weights(model, surface.Exposed) : [], Sequences],
        Summary = "Computes the output of sequences that go on from a state, and leaves the new state.",
    };

    private Member LossWithState() => Loss() with
    {
        Parameters = [.. AllInputs, .. Targets, Sequences, .. ClassWeights],
        Summary = $"Computes {LossText} of sequences that go on from a state, without dropout, and leaves the new state.",
    };

    private Member BackwardWithState() => Backward() with
    {
        Parameters = [.. AllInputs, .. Targets, Gradients, .. InputGradients, Sequences, Count with { Default = null }, .. ClassWeights],
        Summary = $"Computes {(surface.HasLoss ? $"{LossText} and its gradient" : "the gradient of the parameters")} for sequences that go on from a state, "
            + "and leaves the new state. Gradients stop at the state.",
    };

    private Member Encode() => new(MemberKind.Encode, "Encode", "public void Encode")
    {
        Parameters =
        [
            .. Inputs(model?.Step, isEncoded: true),
            Sequences with { Documentation = "Gets the beginnings of as many sequences as it has; what it held before is lost." },
        ],
        Summary = "Begins new sequences: computes once, for every sequence of a state, one after another, what all steps need of the inputs that are known "
            + "beforehand. <c>Step</c> then goes on from there.",
    };

    private Member Step(bool exposes)
    {
        var one = model?.Step;
        string[] reasons =
        [
            .. surface.Encodes ? ["has not been encoded"] : Array.Empty<string>(),
            .. one?.MaximumSteps is { } steps ? [$"has taken all its {Literal.Of(steps)} steps"] : Array.Empty<string>(),
        ];
        return new(MemberKind.Step, "Step", "public void Step")
        {
            Parameters =
            [
                .. Inputs(one, isEncoded: false),
                Output(one),
                .. MoreOutputs(one, surface.Outputs.Where(output => output.IsPerStep)),
                .. exposes ? Weights(one, surface.Exposed.Where(weights => weights.IsPerStep)) : [],
                Sequences,
            ],
            Summary = "Computes one time step of every sequence of a state, one sequence after another, and leaves the new state.",
            Exception = reasons.Length == 0 ? null : $"A sequence {string.Join(", or ", reasons)}.",
        };
    }

    private Member ForwardSteps() => new(MemberKind.ForwardSteps, "Forward", "public void Forward")
    {
        Parameters = [.. Step(exposes: false).Parameters.Select(parameter => parameter with { Documentation = parameter.Kind switch
        {
            ParameterKind.Input => "The steps of one sequence after another, as many of each.",
            ParameterKind.Output or ParameterKind.MoreOutput => "Gets as many steps of one sequence after another.",
            _ => parameter.Documentation,
        } })],
        Summary = "Computes any number of time steps of every sequence of a state, and leaves the new state: the same as as many calls of <c>Step</c>.",
        Exception = Step(exposes: false).Exception,
    };

    private Member OfSteppedNetwork(MemberKind kind, string result, string name, params Parameter[] parameters)
        => new(kind, "", $"static {result} {Nets}.ISteppedNetwork<{type}>.{name}") { Parameters = [.. parameters] };

    private static Member State() => new(MemberKind.State, "State", "public sealed class State")
    {
        Parameters = [new(ParameterKind.Count, "int", "count") { Default = "1", Documentation = "The number of sequences, at least 1." }],
        Summary = "What the network remembers of sequences that run side by side.",
    };

    private static Member Constant(string name, string summary, long? value)
        => new(MemberKind.Constant, name, $"public const int {name} = {Literal.Of(value ?? 0)}") { Summary = summary };

    /// <summary>A method and, where it can give any attention weights, one that gives them too.</summary>
    private IEnumerable<Member> Overloads(Func<bool, Member> method)
        => method(true) is var exposing && exposing.ParameterOf(ParameterKind.Weights) is not null ? [method(false), exposing] : [method(false)];

    private static Parameter Seed => new(ParameterKind.Other, "ulong", "seed");

    private Parameter Network => new(ParameterKind.Other, type, "network");

    private static Parameter Batch => new(ParameterKind.Other, $"scoped in {Nets}.Batch", "batch");

    private static Parameter Count => new(ParameterKind.Count, "int", "count") { Default = "1", Documentation = "The number of examples, at least 1." };

    private static Parameter Sequences => new(ParameterKind.State, "State", "state") { Documentation = "Where the sequences stand, one for each example." };

    private static Parameter Gradients => new(ParameterKind.Gradients, $"{Nets}.ParameterSet", "gradients")
    {
        Documentation = "Overwritten with the gradient of every parameter.",
    };

    private IEnumerable<Parameter> AllInputs => surface.Inputs.SelectMany(input => Input(model, input));

    private IEnumerable<Parameter> Targets => surface.Targets.Select((target, i) => (Target: target, Loss: model?.Losses[i])).Select(entry => new Parameter(
        ParameterKind.Target, ReadOnly(entry.Target.TakesLabels ? "int" : "float"), entry.Target.Name)
    {
        Tensor = entry.Loss?.Target,
        Documentation = entry.Loss is not { } loss ? null : OfLoss(loss) + loss.Kind switch
        {
            LossKind.SoftmaxCrossEntropy
                => $"Class indices from 0 to {Literal.Of(loss.Classes - 1)}{TargetShape(loss)}; {Literal.Of(loss.IgnoreIndex)} leaves one out.",
            LossKind.None => $"The gradient of the output{TargetShape(loss)}.",
            _ => $"The wanted {(surface.Targets.Count > 1 ? "values" : "output")}{TargetShape(loss)}.",
        },
    });

    private IEnumerable<Parameter> ClassWeights => surface.Targets.Select((target, i) => (Target: target, Loss: model?.Losses[i]))
        .Where(entry => entry.Target.TakesLabels)
        .Select(entry => new Parameter(ParameterKind.ClassWeights, ReadOnly("float"), entry.Target.ClassWeights)
        {
            Default = $"default({ReadOnly("float")})",
            Tensor = entry.Loss?.Target,
            Documentation = entry.Loss is not { } loss ? null
                : $"{OfLoss(loss)}The weight of each of the {Literal.Of(loss.Classes)} classes: the mean divides by the sum of the labels' weights. "
                    + "Default: all 1.",
        });

    private string OfLoss(LossModel loss) => surface.Targets.Count > 1 ? $"Of <c>{loss.Name}</c>: " : "";

    private string LossText => surface.Targets.Count > 1 ? "the weighted sum of the mean losses" : "the mean loss";

    private IEnumerable<Parameter> InputGradients
        => surface.Inputs.Where(input => input.Gradient is not null).Select(input => new Parameter(ParameterKind.InputGradient, Floats, input.Gradient!)
        {
            Tensor = InputOf(model, input.Name)?.Tensor,
            Documentation = $"Gets the gradient of <c>{input.Name}</c>.",
        });

    /// <param name="one">The network for one step, where there is one.</param>
    private IEnumerable<Parameter> Inputs(NetworkModel? one, bool isEncoded) => surface.Inputs
        .Where(input => input.IsEncoded == isEncoded)
        .SelectMany(input => Input(one, isEncoded ? input : input with { Lengths = null }));

    /// <param name="network">The network that takes it, where there is one.</param>
    private static IEnumerable<Parameter> Input(NetworkModel? network, SurfaceInput input)
    {
        var known = InputOf(network, input.Name);
        var isTokens = input.Kind == InputKind.Tokens;
        yield return new(ParameterKind.Input, ReadOnly(isTokens ? "int" : "float"), input.Name)
        {
            Tensor = known?.Tensor,
            Limit = known?.Vocabulary ?? 0,
            Documentation = known is null ? null
                : $"[count, {Documentation.Shape(known.Shape)}]{(isTokens ? $" tokens from 0 to {Literal.Of(known.Vocabulary - 1)}." : ", row-major.")}",
        };
        if (input.Lengths is not null)
        {
            yield return new(ParameterKind.Lengths, ReadOnly("int"), input.Lengths)
            {
                Tensor = known?.Lengths,
                Limit = known?.Shape[0] ?? 0,
                Documentation = known is null ? null : $"[count]: how many steps of each example are real, from "
                    + $"{Literal.Of(known.LeastLength)} to {Literal.Of(known.Shape[0])}.",
            };
        }
    }

    private static Parameter Output(NetworkModel? network) => new(ParameterKind.Output, Floats, "output")
    {
        Tensor = network?.Forward.Output,
        Documentation = network is null ? null : $"Gets [count, {Documentation.Shape(network.Forward.Output.Dimensions)}].",
    };

    private static IEnumerable<Parameter> MoreOutputs(NetworkModel? network, IEnumerable<SurfaceOutput> outputs)
        => outputs.Select(output => (output.Name, Known: OutputOf(network, output))).Select(output => new Parameter(
            ParameterKind.MoreOutput, Floats, output.Name)
        {
            Tensor = output.Known?.Tensor,
            Documentation = output.Known is { } known ? $"Gets [count, {Documentation.Shape(known.Tensor.Dimensions)}]." : null,
        });

    private static IEnumerable<Parameter> Weights(NetworkModel? network, IEnumerable<SurfaceWeights> exposed)
        => exposed.Select(weights => (weights.Parameter, Known: WeightsOf(network, weights))).Select(weights => new Parameter(
            ParameterKind.Weights, Floats, weights.Parameter)
        {
            Tensor = weights.Known?.Tensor,
            Documentation = weights.Known is { } known
                ? $"Gets the attention weights of <c>{known.Name}</c>, [count, {Documentation.Shape(known.Tensor.Dimensions)}]; may be empty."
                : null,
        });

    private static InputModel? InputOf(NetworkModel? network, string name) => network?.Inputs.FirstOrDefault(input => input.Name == name);

    private static OutputModel? OutputOf(NetworkModel? network, SurfaceOutput output) => network?.Outputs.FirstOrDefault(known => known.Name == output.Name);

    private static ExposedModel? WeightsOf(NetworkModel? network, SurfaceWeights weights)
        => network?.Exposed.FirstOrDefault(exposed => exposed.Parameter == weights.Parameter);

    private static string ReadOnly(string element) => $"global::System.ReadOnlySpan<{element}>";

    private static string OfShape(Tensor? tensor) => tensor is null ? "" : $", of shape {Documentation.Shape(tensor.Dimensions)}";

    private string OfLayer(SurfaceWeights weights) => WeightsOf(model, weights) is { } known ? $" in <c>{known.Name}</c>{OfShape(known.Tensor)}" : "";

    private static string TargetShape(LossModel loss) => loss.Target.Rank == 0 ? "" : $", [count, {Documentation.Shape(loss.Target.Dimensions)}]";
}
