using System.Globalization;
using System.Text;

namespace StaticNets.Benchmarks.Drawn;

/// <summary>
/// A network drawn at random, of a size that no table lists: 48 to 3000 units or filters, primes among them, 1 to 60 layers, over images, steps, tokens or a
/// row of features. What it computes is classification, of the example or of every step.
/// </summary>
internal sealed class DrawnNetwork
{
    /// <summary>Of an example's multiply-adds. A batch of 16 then takes seconds at most.</summary>
    private const long MostMultiplyAdds = 300_000_000;

    /// <summary>Of the parameters: 50 million are 200 MB, and as much again for their gradient.</summary>
    private const long MostParameters = 50_000_000;

    private const int LeastWidth = 48, MostWidth = 3000, MostLayers = 60;

    private readonly Random _random;
    private readonly StringBuilder _layers = new();
    private long _multiplyAdds, _parameters;
    private int _count;

    private DrawnNetwork(string name, Random random)
    {
        Name = name;
        _random = random;
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The class with its attributes.</summary>
    public string Source => $"using StaticNets;\n\n[Network]\n{_layers}[SoftmaxCrossEntropy]\npublic sealed partial class {Name};\n";

    /// <summary>The network that belongs to a seed and a number.</summary>
    public static DrawnNetwork Of(int seed, int number)
    {
        var network = new DrawnNetwork(string.Create(CultureInfo.InvariantCulture, $"Drawn{number}"), new Random(unchecked((seed * 7919) + number)));
        network.Draw();
        return network;
    }

    private void Draw()
    {
        int layers = Between(1, MostLayers);
        switch (_random.Next(5))
        {
            case 0:
                DrawDense(layers);
                break;
            case 1:
                DrawConvolutions(layers);
                break;
            case 2:
                DrawSeparableConvolutions(layers);
                break;
            case 3:
                DrawRecurrent();
                break;
            default:
                DrawEncoder(layers / 8);
                break;
        }
    }

    private void DrawDense(int layers)
    {
        int width = Width(MostWidth), first = width;
        Add($"Input({width})");
        while (_count < layers && TryDense(width, Width(MostWidth), 1, out int next))
        {
            width = next;
            Add(Activation());
        }
        Classify(width, 1);
        Summarise($"dense from {first}");
    }

    private void DrawConvolutions(int layers)
    {
        int side = Between(8, 64), channels = Choose(1, 3), filters = Width(256);
        bool normalised = Flip();
        string last = "input";
        Add($"Input({channels}, {side}, {side})");
        Summarise($"convolutions of {channels}x{side}x{side}");
        for (int i = 0; _count < layers; i++)
        {
            int kernel = Choose(1, 3, 3, 3, 5), next = i > 0 && Flip() ? channels : filters;
            bool isResidual = i > 0 && next == channels && Flip();
            if (!TryCount((long)channels * next * kernel * kernel, (long)side * side))
                break;
            Add($"Conv2d({next}, {kernel}, Padding = {kernel / 2}, Bias = {(normalised ? "false" : "true")})");
            channels = next;
            if (normalised)
                Add("BatchNorm");
            if (isResidual)
                Add($"Add(\"{last}\")");
            last = $"relu{i}";
            Add($"Relu(Name = \"{last}\")");
            if (side >= 8 && _random.Next(4) == 0)
            {
                last = $"pool{i}";
                Add($"{(Flip() ? "MaxPool" : "AvgPool")}(2, Name = \"{last}\")");
                side /= 2;
                filters = Math.Min(2 * filters, Width(512));
            }
        }
        Add("GlobalAvgPool");
        Classify(channels, 1);
    }

    private void DrawSeparableConvolutions(int layers)
    {
        int side = Between(16, 64), channels = Width(96);
        Add($"Input(3, {side}, {side})");
        Summarise($"depthwise convolutions of 3x{side}x{side}");
        Add($"Conv2d({channels}, 3, Padding = 1)");
        Add("Relu");
        TryCount(27L * channels, (long)side * side);
        for (int i = 0; _count < layers; i++)
        {
            int stride = side >= 8 && _random.Next(5) == 0 ? 2 : 1, next = Flip() ? channels : Width(512), kernel = Choose(3, 3, 5);
            int after = (side + stride - 1) / stride;
            if (!TryCount(((long)channels * kernel * kernel) + ((long)channels * next), (long)after * after))
                break;
            Add($"Conv2d({channels}, {kernel}, Stride = {stride}, Padding = {kernel / 2}, Groups = {channels})");
            Add("Relu");
            Add($"Conv2d({next}, 1)");
            Add("Relu");
            (side, channels) = (after, next);
        }
        Add("GlobalAvgPool");
        Classify(channels, 1);
    }

    private void DrawRecurrent()
    {
        int steps = Between(4, 64), width = Width(512);
        if (Flip())
        {
            int vocabulary = Between(100, 20_000);
            Add($"Tokens({steps}, {vocabulary})");
            Add($"Embedding({width})");
            _parameters += (long)vocabulary * width;
        }
        else
        {
            Add($"Input({steps}, {width})");
        }
        string kind = new[] { "Lstm", "Gru", "Rnn" }[_random.Next(3)];
        int gates = kind switch { "Lstm" => 4, "Gru" => 3, _ => 1 };
        Summarise($"{kind} over {steps} steps of {width}");
        for (int i = Between(1, 4); i > 0; i--)
        {
            int units = Width(1024), ways = _random.Next(4) == 0 ? 2 : 1;
            if (!TryCount((long)ways * gates * units * (width + units), steps))
                break;
            string form = kind == "Gru" ? ", ResetAfter = true" : "", reading = ways == 2 ? ", Bidirectional = true" : "";
            Add($"{kind}({units}{form}{reading})");
            width = ways * units;
        }
        Classify(width, steps);
    }

    private void DrawEncoder(int blocks)
    {
        int heads = Between(1, 12), width = heads * Between(12, 64), steps = Between(8, 160), inner = Width(MostWidth);
        Add($"Input({steps}, {width})");
        Summarise($"encoder over {steps} steps of {width}, {heads} heads");
        string last = "input";
        for (int i = 0; i <= blocks; i++)
        {
            if (!TryCount((4L * width * width) + (2L * width * inner) + (2L * steps * width), steps))
                break;
            Add($"MultiHeadAttention({heads})");
            Add($"Add(\"{last}\")");
            Add($"LayerNorm(Name = \"attended{i}\")");
            Add($"Dense({inner})");
            Add(Flip() ? "Gelu" : "Relu");
            Add($"Dense({width})");
            Add($"Add(\"attended{i}\")");
            Add($"LayerNorm(Name = \"block{i}\")");
            last = $"block{i}";
        }
        Classify(width, steps);
    }

    private void Classify(int width, int rows)
    {
        int classes = Between(2, 200);
        TryCount((long)width * classes, rows);
        Add($"Dense({classes})");
        Summary = string.Create(CultureInfo.InvariantCulture, $"{Summary}, {_count} layers");
    }

    private bool TryDense(int inputs, int units, int rows, out int width)
    {
        width = units;
        if (!TryCount((long)inputs * units, rows))
            return false;
        Add($"Dense({units})");
        return true;
    }

    /// <summary>Counts a layer's weights, unless the network would grow too large with them.</summary>
    private bool TryCount(long weights, long positions)
    {
        if (_parameters + weights > MostParameters || _multiplyAdds + (weights * positions) > MostMultiplyAdds)
            return false;
        _parameters += weights;
        _multiplyAdds += weights * positions;
        return true;
    }

    private void Add(FormattableString layer) => Add(layer.ToString(CultureInfo.InvariantCulture));

    private void Add(string layer)
    {
        _layers.Append('[').Append(layer).Append("]\n");
        _count++;
    }

    private void Summarise(FormattableString summary) => Summary = summary.ToString(CultureInfo.InvariantCulture);

    private string Activation() => new[] { "Relu", "Sigmoid", "Tanh", "Gelu" }[_random.Next(4)];

    /// <summary>A width: as many narrow as wide ones by their order of magnitude, one in four a prime.</summary>
    private int Width(int most)
    {
        int width = (int)Math.Round(LeastWidth * Math.Pow((double)most / LeastWidth, _random.NextDouble()));
        if (_random.Next(4) == 0)
        {
            while (!IsPrime(width))
                width++;
        }
        return width;
    }

    private static bool IsPrime(int number) => Enumerable.Range(2, (int)Math.Sqrt(number)).All(divisor => number % divisor != 0);

    private int Between(int least, int most) => _random.Next(least, most + 1);

    private int Choose(params int[] values) => values[_random.Next(values.Length)];

    private bool Flip() => _random.Next(2) == 0;
}
