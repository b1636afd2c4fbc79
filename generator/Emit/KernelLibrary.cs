using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>The kernels of one emitted class. Units that come out as the same code share a method.</summary>
internal sealed class KernelLibrary
{
    /// <summary>What the class of the kernels has or is called, or mentions: a layer's name may be any of them.</summary>
    private static readonly string[] Taken =
        ["InferBlock", "EvaluateBlock", "TrainBlock", "TrainChunk", "InferOne", "EvaluateOne", "TrainOne", "TraceOne", "StepOne", "EncodeOne", "Constants", .. VectorTarget.All.Select(EmittedNames.CodeOf)];

    private readonly Dictionary<(string, string), string> names = [];
    private readonly Dictionary<string, int> counts = [];
    private readonly List<(string Name, Kernel Kernel, List<string> Comments)> kernels = [];

    /// <summary>Adds the kernel unless its like is there, and gives the method's name.</summary>
    public string Add(Kernel kernel, Unit unit)
    {
        var comment = string.Join("; then ", unit.Loops.Select(loop => loop.Comment));
        if (names.TryGetValue((kernel.Signature, kernel.Body), out var known))
        {
            var comments = kernels.First(entry => entry.Name == known).Comments;
            if (!comments.Contains(comment))
            {
                comments.Add(comment);
            }

            return known;
        }

        var stem = Stem(unit.Last.Output.Name);
        counts.TryGetValue(stem, out var count);
        counts[stem] = count + 1;
        var name = count == 0 ? stem : $"{stem}_{Literal.Of(count + 1)}";
        names[(kernel.Signature, kernel.Body)] = name;
        kernels.Add((name, kernel, [comment]));
        return name;
    }

    public void Write(SourceWriter writer)
    {
        foreach (var (name, kernel, comments) in kernels)
        {
            writer.Line();
            foreach (var comment in comments)
            {
                writer.Line($"// {comment}");
            }

            writer.Line("[MethodImpl_(Options_.AggressiveOptimization)]");
            writer.Open($"private static void {name}({kernel.Signature})");
            writer.Append(kernel.Body);
            writer.Close();
        }
    }

    /// <summary>A C# method name from a tensor's: <c>conv2d1.weight.gradient</c> becomes <c>Conv2d1WeightGradient</c>.</summary>
    private static string Stem(string tensor)
    {
        var parts = tensor.Split('.', '_', ' ').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1));
        var name = string.Concat(string.Concat(parts).Where(char.IsLetterOrDigit));
        return name.Length > 0 && char.IsLetter(name[0]) && !Taken.Contains(name) ? name : $"Layer{name}";
    }
}
