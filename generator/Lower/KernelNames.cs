using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>The names of one emitted method.</summary>
internal sealed class KernelNames
{
    private readonly List<Tensor> tensors = [];
    private readonly List<string> references = [];
    private readonly Dictionary<Tensor, string> parameters = [];
    private readonly Dictionary<(Tensor Tensor, int Ordinal), string> others = [];
    private readonly List<int> streams = [];
    private readonly Dictionary<string, int> counters = [];
    private readonly HashSet<string> names = [];
    private readonly HashSet<string> loops = [];
    private readonly Func<Tensor, Tensor> storage;
    private int variables = int.MinValue;

    /// <param name="storage">The tensor whose memory a tensor shares: itself, or the one it is computed in place of.</param>
    public KernelNames(IEnumerable<Loop> loops, Func<Tensor, Tensor> storage)
    {
        this.storage = storage;
        foreach (var loop in loops)
        {
            foreach (var tensor in loop.Reads.Select(read => read.Tensor).Append(loop.Output).Select(storage))
            {
                if (!parameters.ContainsKey(tensor))
                {
                    parameters[tensor] = Unique(ParameterName(tensor, loops));
                    Add(tensor, parameters[tensor]);
                }
            }
        }
    }

    /// <summary>
    /// The tensors that the method gets references to, in the order of its parameters; one that it reads through several comes several times.
    /// </summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The names of these references.</summary>
    public IReadOnlyList<string> References => references;

    /// <summary>The names of further references, and of the first one to the same memory.</summary>
    public IEnumerable<(string Name, string First)> OtherReferences => others.Select(other => (other.Value, parameters[other.Key.Tensor]));

    /// <summary>The random streams that the method draws from, in the order of its key parameters.</summary>
    public IReadOnlyList<int> Streams => streams;

    public string ParameterOf(Tensor tensor) => parameters[storage(tensor)];

    /// <summary>One more parameter for a tensor's memory: the JIT cannot know that it is the same.</summary>
    /// <param name="ordinal">Which, from 1.</param>
    public string OtherParameterOf(Tensor tensor, int ordinal)
    {
        tensor = storage(tensor);
        if (!others.TryGetValue((tensor, ordinal), out var name))
        {
            others[(tensor, ordinal)] = name = Unique($"{parameters[tensor]}Again");
            Add(tensor, name);
        }

        return name;
    }

    public int OrderOf(Tensor tensor) => tensors.IndexOf(storage(tensor));

    /// <summary>A new local for a value.</summary>
    public Local Temporary(int lanes) => new(Unique("t"), lanes);

    /// <summary>A new local for a reference derived from <paramref name="from"/>.</summary>
    public string ReferenceName(string from) => Unique(from.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));

    /// <summary>The variable of a loop over an axis: its name is one that no loop around it has, while loops behind one another share theirs.</summary>
    /// <param name="tiles">How often the loop runs.</param>
    public Axis Variable(Axis axis, int tiles, ICollection<string> inScope)
    {
        var name = axis.Name;
        for (var i = 2; inScope.Contains(name) || (names.Contains(name) && !loops.Contains(name)); i++)
        {
            name = FormattableString.Invariant($"{axis.Name}{i}");
        }

        names.Add(name);
        loops.Add(name);
        return Variable(axis with { Name = name, Extent = tiles });
    }

    /// <summary>
    /// The variable of the kernel that holds an axis. Its id is one of the kernel's own, below those of all axes, so that equal kernels are equal.
    /// </summary>
    public Axis Variable(Axis axis) => axis with { Id = variables++ };

    /// <summary>The position of a random stream among those that the kernel draws from.</summary>
    public int OrdinalOf(int stream)
    {
        if (!streams.Contains(stream))
        {
            streams.Add(stream);
        }

        return streams.IndexOf(stream);
    }

    private void Add(Tensor tensor, string name)
    {
        tensors.Add(tensor);
        references.Add(name);
    }

    private static string ParameterName(Tensor tensor, IEnumerable<Loop> loops)
    {
        var isWritten = loops.Any(loop => loop.Output.Equals(tensor));
        return tensor.Role switch
        {
            TensorRole.Parameter => tensor.Origin.Part,
            TensorRole.ParameterGradient => tensor.Origin.Part + "Gradient",
            TensorRole.Target => "target",
            TensorRole.ExampleWeight => "exampleWeight",
            TensorRole.ClassWeight => "classWeights",
            TensorRole.Lengths => "lengths",
            TensorRole.InitialState or TensorRole.FinalState => "state",
            TensorRole.Constant => "table",
            _ when tensor.GradientOf is not null => isWritten ? "inputGradient" : "outputGradient",
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
            name = count == 0 && stem != "t" ? stem : FormattableString.Invariant($"{stem}{count}");
        }
        while (!names.Add(name));

        return name;
    }
}
