using System.CommandLine;
using System.Globalization;
using StaticNets.Onnx;
using StaticNets.Onnx.Model;

namespace StaticNets.Tool;

/// <summary><c>import model.onnx</c>: writes a declaration and its parameters into a project.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> Model = new("model") { Description = "The model's file." };

    private static readonly Option<string?> Class = new("--class") { Description = "The class's name. Default: the file's." };

    private static readonly Option<string?> Namespace = new("--namespace") { Description = "The class's namespace. Default: none." };

    private static readonly Option<string?> Dimensions = new("--dimensions")
    {
        Description = "Sizes of named dimensions, such as \"seq=128;batch=*\", where * is the batch.",
    };

    private static readonly Option<string?> Inputs = new("--inputs") { Description = "Inputs of a fixed value, such as \"sr=16000;scales=[1, 2]\"." };

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "The folder to write into.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    private static readonly Option<DirectoryInfo?> Verify = new("--verify")
    {
        Description = "A folder with the model's test data, test_data_set_0 and so on, that the network is compared with.",
    };

    public static Command Create()
    {
        var command = new Command("import", "Makes a declaration with attributes and a safetensors file of an ONNX model.")
        {
            Model, Class, Namespace, Dimensions, Inputs, Output, Verify,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var model = arguments.GetRequiredValue(Model);
        try
        {
            var result = OnnxImporter.Import(model.FullName, new ImportOptions
            {
                Class = arguments.GetValue(Class),
                Namespace = arguments.GetValue(Namespace),
                Dimensions = Pairs(arguments.GetValue(Dimensions), "--dimensions")
                    .ToDictionary(pair => pair.Key, pair => pair.Value == "*" ? ImportOptions.AnyBatch : Size(pair.Key, pair.Value)),
                Inputs = Pairs(arguments.GetValue(Inputs), "--inputs").ToDictionary(pair => pair.Key, pair => ConstantTensor.Parse(pair.Value)),
            });
            var folder = arguments.GetValue(Output)!;
            folder.Create();
            var (source, parameters) = (Path.Combine(folder.FullName, $"{result.Class}.cs"), Path.Combine(folder.FullName, $"{result.Class}.safetensors"));
            File.WriteAllText(source, result.Source);
            result.SaveParameters(parameters);
            Console.WriteLine($"{source}\n{parameters}: {result.Parameters.Count.ToString(CultureInfo.InvariantCulture)} tensors");
            return Agrees(arguments, model.FullName, result, parameters) ? 0 : 1;
        }
        catch (Exception exception) when (exception is ImportException or FormatException or IOException or UnauthorizedAccessException
            or InvalidOperationException)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Compares with the data that were given, or that lie beside the model; says what differs.</summary>
    private static bool Agrees(ParseResult arguments, string model, ImportResult result, string parameters)
    {
        var beside = Path.GetDirectoryName(model)!;
        var folder = arguments.GetValue(Verify)?.FullName ?? (Directory.Exists(Path.Combine(beside, "test_data_set_0")) ? beside : null);
        if (folder is null)
            return true;
        var sets = ReferenceData.Read(model, folder);
        var difference = Verification.Difference(result, parameters, sets);
        if (difference is not null)
            Console.Error.WriteLine($"error: {model}: the network does not compute what the data in {folder} say: {difference}");
        else
            Console.WriteLine($"It computes what the data in {folder} say.");
        return difference is null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string? text, string option)
    {
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var middle = part.IndexOf('=', StringComparison.Ordinal);
            yield return middle > 0
                ? new(part[..middle].Trim(), part[(middle + 1)..].Trim())
                : throw new FormatException($"{option} has '{part}', but name=value is needed.");
        }
    }

    private static int Size(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
        ? size : throw new FormatException($"The dimension {name} is '{text}', but a size of at least 1 is needed, or * for the batch.");
}
