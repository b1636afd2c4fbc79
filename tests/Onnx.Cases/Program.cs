using System.Reflection;
using StaticNets.Tool;

namespace StaticNets.Tests.Conformance;

/// <summary>Runs the imported networks on the reference data: <c>onnx-cases FOLDER</c> prints a line for each, <c>passed</c> or <c>wrong</c> and
/// what.</summary>
internal static class Program
{
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
        network.Parameters.Load($"{stem}.safetensors");
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(stem)!, $"{Path.GetFileName(stem)}.*.case").Order(StringComparer.Ordinal))
        {
            var test = CaseFile.Read(path);
            if (ReferenceRun.Difference(network, test.Count, test.Inputs, test.Outputs) is { } difference)
                return $"wrong\t{difference}";
        }
        return "passed";
    }
}
