using System.Collections.Immutable;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Checks;

/// <summary>Compares a network with the file that its weights come from, as the runtime does when it loads one.</summary>
internal sealed class WeightsCheck
{
    private static readonly string[] ReadTypes = ["F32", "F64", "F16", "BF16"];

    private readonly NetworkModel network;
    private readonly WeightsFile file;
    private readonly SourceSpan? place;
    private readonly Dictionary<string, WeightsTensor> held;

    private WeightsCheck(NetworkModel network, WeightsFile file, SourceSpan? place)
    {
        (this.network, this.file, this.place) = (network, file, place);
        // Every tensor of a file has its own name.
        held = file.Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>The path of a network's weights; null where it has none.</summary>
    public static string? PathOf(Declaration declaration)
        => declaration.Option(NetworkOptions.Weights)?.Value is string path ? WeightsListing.PathOf(path) : null;

    /// <summary>The path of the item that a network's weights come from, or that was meant; null where there is none.</summary>
    public static string? ItemOf(string path, ImmutableArray<WeightsFile> files)
        => files.Any(file => file.Path == path) ? path : NearestName.Of(path, files.Select(file => file.Path));

    /// <param name="files">Those of the project.</param>
    public static IEnumerable<Problem> Check(NetworkModel network, Declaration declaration, ImmutableArray<WeightsFile> files)
    {
        if (PathOf(declaration) is not { } path)
        {
            return [];
        }

        var place = declaration.Option(NetworkOptions.Weights)!.Span;
        if (files.FirstOrDefault(file => file.Path == path) is not { } found)
        {
            var advice = ItemOf(path, files) is { } nearest
                ? $"did you mean '{nearest}'?"
                : $"add <StaticNetsWeights Include=\"{path}\" /> to an ItemGroup";
            return [new(Descriptors.NoWeightsItem, place, new[] { network.Type.Name, path, advice })];
        }

        return found.Unreadable is { } why
            ? [new(Descriptors.UnreadableWeights, place, new[] { path, why })]
            : new WeightsCheck(network, found, place).Problems();
    }

    private IEnumerable<Problem> Problems()
    {
        var names = network.Parameters.SelectMany(NamesOf).ToList();
        var unknown = Unknown(names);
        var parameters = network.Parameters.Where(parameter => !held.ContainsKey(parameter.Name)).Select(parameter => parameter.Name).ToList();
        return network.Parameters.SelectMany(parameter => OfParameter(parameter, unknown))
            .Concat(unknown.Where(tensor => !CheckpointNames.IsCounter(tensor.Name)).Select(tensor => Of(
                Descriptors.UnexpectedTensor, tensor.Name, ShapeOf(tensor), network.Type.Name, Meant("lacks", NearestName.Of(tensor.Name, parameters)))))
            .Concat(network.FileStatements.SelectMany(OfStatement));
    }

    private List<WeightsTensor> Unknown(List<string> names)
    {
        string[] passedOver = [CheckpointNames.OptimizerPrefix(names), CheckpointNames.StatePrefix(names)];
        var expected = new HashSet<string>(names);
        return
        [
            .. file.Tensors.Where(tensor => !expected.Contains(tensor.Name)
                && !passedOver.Any(prefix => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))),
        ];
    }

    private IEnumerable<Problem> OfParameter(ParameterModel parameter, List<WeightsTensor> unknown)
    {
        if (!held.ContainsKey(parameter.Name))
        {
            var nearest = NearestName.Of(parameter.Name, unknown.Select(tensor => tensor.Name));
            yield return Of(
                Descriptors.MissingTensor, parameter.Name, Documentation.Shape(parameter.Tensor.Dimensions), network.Type.Name, Meant("has", nearest));
        }

        // PyTorch's second bias may be missing, and has the shape of the first.
        foreach (var tensor in NamesOf(parameter).Where(held.ContainsKey).Select(name => held[name]))
        {
            if (!tensor.Shape.SequenceEqual(parameter.Tensor.Dimensions.Select(extent => Literal.Of(extent))))
            {
                yield return Of(
                    Descriptors.MisshapenTensor, tensor.Name, ShapeOf(tensor), network.Type.Name, Documentation.Shape(parameter.Tensor.Dimensions));
            }
            else if (!ReadTypes.Contains(tensor.Type))
            {
                yield return Of(Descriptors.UnreadTensor, tensor.Name, tensor.Type, $"{string.Join(", ", ReadTypes.Take(3))} and {ReadTypes[3]}");
            }
        }
    }

    private IEnumerable<Problem> OfStatement(FileStatement statement)
    {
        if (file.Statements.FirstOrDefault(candidate => candidate.Key == statement.Key) is { Key: not null } stated)
        {
            if (stated.Value != statement.Value)
            {
                yield return Of(Descriptors.OtherForm, statement.Key, $"it is {stated.Value} in the file", statement.Value, "");
            }
        }
        else if (statement.WhereUnstated is { } why)
        {
            yield return Of(Descriptors.OtherForm, statement.Key, "the file does not say what it is there", statement.Value, $"; {why}");
        }
    }

    private Problem Of(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments)
        => new(descriptor, place, arguments.Prepend(file.Path).ToArray());

    private static string Meant(string what, string? nearest) => nearest is null ? "" : $"; it {what} {nearest}";

    private static IEnumerable<string> NamesOf(ParameterModel parameter) => new[] { parameter.Name, parameter.Summand }.OfType<string>();

    private static string ShapeOf(WeightsTensor tensor) => tensor.Shape.Count == 0 ? "scalar" : string.Join("x", tensor.Shape);
}
