using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Emit;

/// <summary>The names of one emitted method.</summary>
internal sealed class KernelScope
{
    private readonly List<Tensor> tensors = [];
    private readonly Dictionary<Tensor, string> parameters = [];
    private readonly List<int> streams = [];
    private readonly Dictionary<string, int> counters = [];
    private readonly HashSet<string> names = [];
    private readonly Func<Tensor, Tensor> storage;
    private int nextId = 1 << 24;

    /// <param name="storage">The tensor whose memory a tensor shares: itself, or the one it is computed in place of.</param>
    public KernelScope(IEnumerable<Loop> loops, Func<Tensor, Tensor> storage)
    {
        this.storage = storage;
        foreach (var loop in loops)
        {
            foreach (var tensor in loop.Reads.Select(read => read.Tensor).Append(loop.Output).Select(storage))
            {
                if (!parameters.ContainsKey(tensor))
                {
                    tensors.Add(tensor);
                    parameters[tensor] = Unique(ParameterName(tensor, loops));
                }
            }
        }
    }

    /// <summary>The tensors that the method gets references to, in the order of its parameters.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The random streams that the method draws from, in the order of its key parameters.</summary>
    public IReadOnlyList<int> Streams => streams;

    public string ParameterOf(Tensor tensor) => parameters[storage(tensor)];

    public int OrderOf(Tensor tensor) => tensors.IndexOf(storage(tensor));

    public int NextId() => nextId++;

    public string TemporaryName() => Unique("t");

    /// <summary>A new local for a reference derived from <paramref name="from"/>.</summary>
    public string ReferenceName(string from) => Unique(from.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    public string LoopName(string axis, ICollection<string> inScope)
    {
        var name = axis;
        for (var i = 2; inScope.Contains(name) || parameters.ContainsValue(name); i++)
        {
            name = axis + Literal.Of(i);
        }

        return name;
    }

    /// <summary>How often a loop over an axis runs: the number of tiles, or a parameter of the method for the blocks of a chunk.</summary>
    public string ExtentOf(Axis axis, int tiles) => axis.IsRuntimeBound ? "blocks" : Literal.Of(tiles);

    public (string, string) KeysOf(int stream)
    {
        if (!streams.Contains(stream))
        {
            streams.Add(stream);
        }

        var ordinal = Literal.Of(streams.IndexOf(stream));
        return ($"key{ordinal}a", $"key{ordinal}b");
    }

    private static string ParameterName(Tensor tensor, IEnumerable<Loop> loops)
    {
        var isGradient = tensor.Role is TensorRole.ParameterGradient or TensorRole.InputGradient || tensor.Name.EndsWith(".gradient", StringComparison.Ordinal);
        var isWritten = loops.Any(loop => loop.Output.Equals(tensor));
        var stem = tensor.Name.Replace(".gradient", "");
        return tensor.Role switch
        {
            TensorRole.Parameter => stem.Substring(stem.LastIndexOf('.') + 1),
            TensorRole.ParameterGradient => stem.Substring(stem.LastIndexOf('.') + 1) + "Gradient",
            TensorRole.Target => "target",
            TensorRole.ExampleWeight => "exampleWeight",
            TensorRole.Lengths => "lengths",
            TensorRole.InitialState or TensorRole.FinalState => "state",
            TensorRole.Constant => "table",
            _ when isGradient => isWritten ? "inputGradient" : "outputGradient",
            _ => isWritten ? "output" : "input",
        };
    }

    private string Unique(string stem)
    {
        string name;
        do
        {
            counters.TryGetValue(stem, out var count);
            counters[stem] = count + 1;
            name = count == 0 && stem != "t" ? stem : stem + Literal.Of(count);
        }
        while (!names.Add(name));

        return name;
    }
}
