using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Names;

/// <summary>Every layer's name, known before any layer is built, so that a reference to a later one can be told from a misspelling.</summary>
internal sealed class LayerNames
{
    private readonly Declaration declaration;
    private readonly List<string> names = [];
    private readonly Dictionary<string, int> further = [];

    public LayerNames(Declaration declaration)
    {
        this.declaration = declaration;
        names.AddRange(Of(declaration.Layers));
        for (var i = 0; i < declaration.Layers.Count; i++)
        {
            foreach (var given in LayerRegistry.Given(declaration.Layers[i]))
            {
                further[(string)given.Value!] = i;
            }
        }
    }

    /// <summary>The layers' names: those given, else the kind with its ordinal.</summary>
    public static IEnumerable<string> Of(IEnumerable<LayerDeclaration> layers)
    {
        var ordinals = new Dictionary<string, int>();
        foreach (var layer in layers)
        {
            var kind = layer.Kind.ToLowerInvariant();
            ordinals.TryGetValue(kind, out var ordinal);
            ordinals[kind] = ++ordinal;
            yield return Naming.Given(layer) ?? (LayerRegistry.IsInput(layer.Kind) ? Naming.DefaultOf(layer.Kind) : kind + Literal.Of(ordinal));
        }
    }

    public ImmutableArray<string> All => [.. names];

    public string this[int position] => names[position];

    /// <summary>The position of the layer with a name, or that gives a further value of the name; or -1.</summary>
    public int IndexOf(string name) => names.IndexOf(name) is >= 0 and var position ? position : further.TryGetValue(name, out var giver) ? giver : -1;

    /// <summary>Reports names that cannot be, and names given twice.</summary>
    public void Check(Reports reports)
    {
        var taken = new Dictionary<string, string>();
        for (var i = 0; i < names.Count; i++)
        {
            var layer = declaration.Layers[i];
            if (layer.IsBroken)
            {
                continue;
            }

            var span = SpanOfName(layer);
            if (NameOf(layer)?.Value is "")
            {
                reports.Report(Descriptors.InvalidName, span, ["", $"it is empty; leave it out for {names[i]}"]);
            }
            else if (Naming.Problem(names[i], LayerRegistry.IsPublic(layer.Kind)) is { } problem)
            {
                reports.Report(Descriptors.InvalidName, span, [names[i], problem]);
            }
            else if (taken.TryGetValue(names[i], out var other))
            {
                reports.Report(Descriptors.DuplicateName, span, [names[i], layer.Text, other]);
            }
            else
            {
                taken[names[i]] = layer.Text;
            }

            foreach (var given in LayerRegistry.Given(layer))
            {
                var name = (string)given.Value!;
                if (Naming.Problem(name, isPublic: false) is { } wrong)
                {
                    reports.Report(Descriptors.InvalidName, given.Span, [name, wrong]);
                }
                else if (taken.TryGetValue(name, out var bearer))
                {
                    reports.Report(Descriptors.DuplicateName, given.Span, [name, layer.Text, bearer]);
                }
                else if (names.IndexOf(name) is >= 0 and var later)
                {
                    reports.Report(Descriptors.DuplicateName, given.Span, [name, layer.Text, declaration.Layers[later].Text]);
                }
                else
                {
                    taken[name] = layer.Text;
                }
            }
        }

        CheckInputs(reports);
        CheckOutputs(reports);
        CheckExposed(reports);
        CheckTargets(reports);
    }

    private static Argument? NameOf(LayerDeclaration layer) => layer.Arguments.FirstOrDefault(argument => argument.Name == "Name");

    /// <summary>Where a layer is named, or else the layer.</summary>
    private static SourceSpan? SpanOfName(LayerDeclaration layer) => NameOf(layer)?.Span ?? layer.Span;

    private List<(LayerDeclaration Layer, string Name)> Inputs() => [.. Where(layer => LayerRegistry.IsInput(layer.Kind))];

    private IEnumerable<(LayerDeclaration Layer, string Name)> Where(Func<LayerDeclaration, bool> isWanted)
        => declaration.Layers.Select((layer, i) => (Layer: layer, Name: names[i])).Where(entry => isWanted(entry.Layer) && !entry.Layer.IsBroken);

    /// <summary>Names whose weights would be what inputs or other weights are already.</summary>
    private void CheckExposed(Reports reports)
    {
        var taken = new HashSet<string>(Where(layer => LayerRegistry.IsPublic(layer.Kind)).Select(entry => NetworkSurface.ConstantOf(entry.Name)));
        foreach (var (layer, name) in Where(layer => layer.IsOn("Expose")).Where(entry => Naming.Problem(entry.Name, isPublic: false) is null))
        {
            var parameter = ExposedModel.ParameterOf(name);
            if (!taken.Add(NetworkSurface.ConstantOf(parameter)))
            {
                reports.Report(
                    Descriptors.InvalidName,
                    SpanOfName(layer),
                    [
                        name,
                        $"its weights would be a parameter '{parameter}' and have a constant '{NetworkSurface.ConstantOf(parameter)}', "
                            + "and there is one of these already"
                    ]);
            }
        }
    }

    /// <summary>Names whose targets would be what inputs or other targets are already.</summary>
    private void CheckTargets(Reports reports)
    {
        var losses = Where(layer => LayerRegistry.Of(layer.Kind) is { IsLoss: true })
            .Where(entry => Naming.Problem(entry.Name, isPublic: false) is null).ToList();
        var taken = new HashSet<string>();
        foreach (var (layer, name) in losses.Count > 1 ? losses : [])
        {
            var isRepeated = !taken.Add(Identifier.OfLayer(name, "Target")) && names.Count(own => own == name) == 1;
            string[] parameters = [Identifier.OfLayer(name, "Target"), Identifier.OfLayer(name, "ClassWeights")];
            if (parameters.FirstOrDefault(own => isRepeated || GeneratedNames.IsTakenBeforeTargets(own, declaration.Layers)) is { } parameter)
            {
                reports.Report(
                    Descriptors.InvalidName,
                    SpanOfName(layer),
                    [name, $"its targets or weights would be a parameter '{parameter}', and there is one of these already"]);
            }
        }
    }

    /// <summary>Names of outputs that would be what inputs or other outputs are already.</summary>
    private void CheckOutputs(Reports reports)
    {
        var inputs = Inputs();
        var taken = inputs.GroupBy(input => NetworkSurface.ConstantOf(input.Name)).ToDictionary(group => group.Key, group => $"input '{group.First().Name}'");
        foreach (var (layer, name) in Where(layer => LayerRegistry.IsOutput(layer.Kind)).Where(entry => Naming.Problem(entry.Name, isPublic: true) is null))
        {
            var constant = NetworkSurface.ConstantOf(name);
            if (GeneratedNames.IsBesideInput(name, inputs.Select(input => input.Name)))
            {
                reports.Report(Descriptors.InvalidName, SpanOfName(layer), [name, "the lengths or the gradient of an input are a parameter of this name"]);
            }
            else if (!taken.TryGetValue(constant, out var other))
            {
                taken[constant] = $"output '{name}'";
            }
            else if (names.Count(own => own == name) == 1)
            {
                // Of equal names enough is said.
                reports.Report(Descriptors.InvalidName, SpanOfName(layer), [name, $"its constant {constant} would also be that of {other}"]);
            }
        }
    }

    /// <summary>Names that differ as inputs but collide in the members generated for them.</summary>
    private void CheckInputs(Reports reports)
    {
        var inputs = Inputs();
        foreach (var (layer, name) in inputs)
        {
            var span = SpanOfName(layer);
            if (inputs.TakeWhile(other => other.Layer != layer)
                .FirstOrDefault(other => other.Name != name && NetworkSurface.ConstantOf(other.Name) == NetworkSurface.ConstantOf(name)).Name is { } twin)
            {
                reports.Report(Descriptors.InvalidName, span, [name, $"its constant {NetworkSurface.ConstantOf(name)} would also be that of input '{twin}'"]);
            }
            else if (inputs.FirstOrDefault(other => name == $"{other.Name}Lengths").Name is { } sequence)
            {
                reports.Report(Descriptors.InvalidName, span, [name, $"the lengths of input '{sequence}' are a parameter of this name"]);
            }
            else if (inputs.FirstOrDefault(other => name == $"{other.Name}Gradient").Name is { } source)
            {
                reports.Report(Descriptors.InvalidName, span, [name, $"the gradient of input '{source}' is a parameter of this name"]);
            }
        }
    }
}
