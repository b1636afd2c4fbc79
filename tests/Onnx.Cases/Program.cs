using System.Reflection;

namespace StaticNets.Tests.Conformance;

/// <summary>Runs the imported networks on the reference data: <c>onnx-cases FOLDER</c> prints a line for each, <c>passed</c> or <c>wrong</c> and
/// what.</summary>
internal static class Program
{
    private const float Relative = 1e-3f, Absolute = 1e-5f;

    private static int Main(string[] arguments)
    {
        var folder = arguments[0];
        foreach (var type in typeof(Program).Assembly.GetTypes().Where(type => type.Namespace == "StaticNets.Tests.Conformance.Networks" && type.IsPublic
            && !type.IsNested)
            .OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            string verdict;
            try
            {
                var run = typeof(Program).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
                verdict = run.CreateDelegate<Func<string, string>>()(Path.Combine(folder, type.Name));
            }
            catch (Exception exception)
            {
                verdict = $"wrong\t{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
            }
            Console.WriteLine($"{type.Name}\t{verdict}");
        }
        return 0;
    }

    private static string Run<T>(string stem)
        where T : class, INetwork<T>
    {
        var network = T.Create(0);
        network.Parameters.Load($"{stem}.safetensors", allow: LoadAllowances.NonFinite);
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(stem)!, $"{Path.GetFileName(stem)}.*.case").Order(StringComparer.Ordinal))
        {
            if (Compare<T>(network, CaseFile.Read(path)) is { } difference)
                return $"wrong\t{difference}";
        }
        return "passed";
    }

    private static string? Compare<T>(T network, CaseFile test)
        where T : class, INetwork<T>
    {
        var info = T.Info;
        if (info.Outputs.Length != test.Outputs.Count)
            return $"it has {info.Outputs.Length} outputs instead of {test.Outputs.Count}";
        float[][] outputs = [.. info.Outputs.Select(output => new float[output.Size * test.Count])];
        var batch = new Batch { Count = test.Count, Output = outputs[0] };
        for (var i = 1; i < outputs.Length; i++)
            batch.SetOutput(i, outputs[i]);
        var place = -1;
        foreach (var input in test.Inputs)
        {
            if (input.Kind == "Lengths")
                batch.SetLengths(place, Integers(input));
            else if (input.Kind == "Tokens")
                batch.SetTokens(++place, Integers(input));
            else
                batch.SetValues(++place, input.Values);
        }
        T.Run(network, in batch);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Length != test.Outputs[i].Length)
                return $"output {i} has {outputs[i].Length} elements instead of {test.Outputs[i].Length}";
            for (var j = 0; j < outputs[i].Length; j++)
            {
                float actual = outputs[i][j], expected = test.Outputs[i][j];
                if (!(actual == expected || (float.IsNaN(actual) && float.IsNaN(expected))
                    || MathF.Abs(actual - expected) <= Absolute + Relative * MathF.Abs(expected)))
                    return $"output {i}, element {j} is {actual} instead of {expected}";
            }
        }
        return null;
    }

    private static int[] Integers(CaseInput input) => [.. input.Values.Select(value => (int)value)];
}
