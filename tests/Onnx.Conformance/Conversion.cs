using StaticNets.Onnx;
using StaticNets.Onnx.Model;
using StaticNets.Tool;

namespace StaticNets.Tests.Conformance;

/// <summary>
/// Imports every test of floats: a class, a file of parameters and the data of each set. An input that has to be known gets the value that the test gives it:
/// the tests of operators have weights as inputs, which models have not.
/// </summary>
internal static class Conversion
{
    /// <summary>The list of what became of each test: its name, its operators, whether they are all covered, and an error if there is one.</summary>
    public const string ListName = "tests.tsv";

    public static int Run(string data, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder))
            File.Delete(old);
        using var list = new StreamWriter(Path.Combine(folder, ListName));
        foreach (var group in new[] { "node", "pytorch-converted", "pytorch-operator", "simple" })
        {
            foreach (var test in Directory.EnumerateDirectories(Path.Combine(data, group)).Order(StringComparer.Ordinal))
            {
                var path = Path.Combine(test, "model.onnx");
                if (!File.Exists(path))
                    continue;
                var model = Proto.ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
                if (!Coverage.IsOfFloats(model))
                    continue;
                var operators = model.Graph.Node.Select(node => node.OpType).Distinct().Order(StringComparer.Ordinal).ToList();
                var name = string.Concat($"{group}_{Path.GetFileName(test)}".Split('_', '-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
                var isCovered = operators.All(Coverage.Operators.Contains);
                list.WriteLine($"{name}\t{string.Join(",", operators)}\t{isCovered}\t{Import(test, path, model, folder, name)}");
            }
        }
        return 0;
    }

    /// <returns>What is wrong, or nothing.</returns>
    private static string Import(string test, string path, Proto.ModelProto model, string folder, string name)
    {
        var initializers = model.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var inputs = model.Graph.Input.Where(input => !initializers.Contains(input.Name)).ToList();
        try
        {
            var sets = ReferenceData.Read(path, test);
            var known = new Dictionary<string, ConstantTensor>();
            while (true)
            {
                try
                {
                    var dimensions = new Dictionary<string, int>();
                    foreach (var input in inputs.Where(input => !known.ContainsKey(input.Name)))
                        Size(input, sets[0].Inputs[input.Name], dimensions);
                    var result = OnnxImporter.Import(path, new ImportOptions
                    {
                        Class = name,
                        Namespace = "StaticNets.Tests.Conformance.Networks",
                        Inputs = known,
                        Dimensions = dimensions,
                    });
                    if (result.Inputs.FirstOrDefault(input => input.Kind == ImportedKind.Tokens
                        && sets.Any(set => set.Inputs[input.Model].ToFloats().Any(token => token < 0))) is { } negative)
                        return $"input '{negative.Model}' is tokens, which are not negative, but the test's are";
                    Write(result, sets, folder, name);
                    return "";
                }
                catch (ImportException exception) when (exception.UnknownInput is { } unknown && !known.ContainsKey(unknown))
                {
                    known[unknown] = sets[0].Inputs[unknown];
                }
            }
        }
        catch (ImportException exception)
        {
            return (exception.Node is null ? "" : $"node '{exception.Node}' ({exception.Operator}): ") + exception.Problem.ReplaceLineEndings(" ");
        }
        catch (Exception exception)
        {
            return $"CRASH {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Dimensions that the test's model leaves open have the data's sizes.</summary>
    private static void Size(Proto.ValueInfoProto input, ConstantTensor value, Dictionary<string, int> dimensions)
    {
        for (var axis = 0; axis < (input.Type.TensorType.Shape?.Dim.Count ?? 0) && axis < value.Dimensions.Count; axis++)
        {
            var dimension = input.Type.TensorType.Shape!.Dim[axis];
            if (dimension.DimParam.Length > 0 || dimension.DimValue <= 0)
                dimensions[dimension.DimParam.Length > 0 ? dimension.DimParam : $"{input.Name}.{axis}"] = value.Dimensions[axis];
        }
    }

    private static void Write(ImportResult result, IReadOnlyList<ReferenceData> sets, string folder, string name)
    {
        File.WriteAllText(Path.Combine(folder, $"{name}.cs"), result.Source);
        result.SaveParameters(Path.Combine(folder, $"{name}.safetensors"));
        for (var set = 0; set < sets.Count; set++)
        {
            var data = sets[set];
            var batched = result.Inputs.FirstOrDefault(input => input.BatchAxis >= 0);
            new CaseFile
            {
                Count = batched is null ? 1 : data.Inputs[batched.Model].Dimensions[batched.BatchAxis],
                Inputs = [.. result.Inputs.Select(input
                    => new ReferenceInput(input.Kind.ToString(), ReferenceData.ExamplesFirst(data.Inputs[input.Model], input.BatchAxis)))],
                Outputs = [.. result.Outputs.Select(output => ReferenceData.ExamplesFirst(data.Outputs[output.Model], output.BatchAxis))],
            }.Write(Path.Combine(folder, $"{name}.{set}.case"));
        }
    }
}
