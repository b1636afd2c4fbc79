using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Networks that are valid and surely not what was meant.</summary>
internal sealed class LikelyMistakes
{
    private readonly Declaration declaration;
    private readonly LayerNames names;
    private readonly Stepping stepping;
    private readonly Dictionary<string, EquatableArray<int>> shapes;
    private readonly Reports reports;

    private LikelyMistakes(Declaration declaration, LayerNames names, Stepping stepping, IEnumerable<LayerModel> layers, Reports reports)
    {
        this.declaration = declaration;
        this.names = names;
        this.stepping = stepping;
        this.reports = reports;
        shapes = layers.GroupBy(layer => layer.Name).ToDictionary(group => group.Key, group => group.First().Output.Dimensions);
    }

    /// <param name="layers">What was made of the declaration.</param>
    public static void Check(Declaration declaration, LayerNames names, Stepping stepping, IEnumerable<LayerModel> layers, Reports reports)
        => new LikelyMistakes(declaration, names, stepping, layers, reports).Check();

    private void Check()
    {
        if (declaration.Layers.All(layer => LayerRegistry.IsInput(layer.Kind)))
        {
            reports.Report(Descriptors.OnlyInputs, null, [declaration.Type.Name]);
        }

        for (var position = 0; position < declaration.Layers.Count; position++)
        {
            var kind = LayerRegistry.Of(declaration.Layers[position].Kind);
            if (kind is { IsSoftmax: true })
            {
                CheckSoftmax(position, kind.IsLoss);
            }

            if (kind is LossLayer { TakenLogits: { } function })
            {
                CheckLogits(position, function);
            }
        }
    }

    private void CheckSoftmax(int position, bool isLoss)
    {
        var layer = declaration.Layers[position];
        var source = stepping.SourceOf(position);
        if (source < 0 || !shapes.TryGetValue(names[source], out var shape) || shape[shape.Count - 1] != 1)
        {
            return;
        }

        var other = isLoss ? "BinaryCrossEntropy" : "Sigmoid";
        reports.Report(
            Descriptors.SoftmaxOfOne,
            layer.Span,
            [
                layer.Text,
                shape.Count == 1 ? "" : " a row",
                declaration.Layers[source].Text,
                isLoss ? $"{other} to tell two classes apart, or as many outputs as there are classes" : other,
            ],
            layer.Arguments.Any(argument => argument.Name is not ("Name" or Layer.From)) ? null : ["kind", other]);
    }

    /// <summary>Follows what enters a loss over logits back to where it gets its values.</summary>
    private void CheckLogits(int position, string function)
    {
        var loss = declaration.Layers[position];
        for (var source = stepping.SourceOf(position); source >= 0; source = stepping.SourceOf(source))
        {
            var layer = declaration.Layers[source];
            var kind = LayerRegistry.Of(layer.Kind);
            if (kind is { GivesProbabilities: true })
            {
                Report(Descriptors.ProbabilitiesAsLogits, [loss.Text, function, layer.Text]);
                return;
            }

            if (kind?.ChangeOfLogits is { } change)
            {
                Report(Descriptors.ChangedLogits, [loss.Text, layer.Text, change]);
                return;
            }

            if (kind is DropoutLayer && !layer.Arguments.Any(argument => argument is { Name: "probability", Value: 0.0 }))
            {
                Report(Descriptors.ChangedLogits, [loss.Text, layer.Text, "sets some to 0 at random, which is an answer like any other"]);
            }

            if (kind is not (DropoutLayer or FlattenLayer or OutputLayer))
            {
                return;
            }

            void Report(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, string[] arguments)
                => reports.Report(descriptor, layer.Span, arguments, layer.Span?.Inner is not null || IsNamed(names[source]) ? null : ["remove", layer.Kind]);
        }
    }

    /// <summary>Whether other layers name the value, so that it cannot just be taken out.</summary>
    private bool IsNamed(string name) => declaration.Layers.Any(layer => layer.Arguments.Any(argument
        => argument.Value is string value && value == name && LayerRegistry.IsReference(layer, argument.Name)));
}
