namespace StaticNets.Benchmarks.Groups;

/// <summary>
/// A model of what connects machines: each sends and receives at once, at full speed, to and from any other. A gathering or exchange takes log2 n rounds'
/// latency, and the time that one machine's share of the bytes takes on its line; a broadcast takes both in each round.
/// </summary>
/// <param name="Name">In words.</param>
/// <param name="Latency">Seconds from one machine to another, with what MPI does on either side.</param>
/// <param name="BytesPerSecond">Of one machine's line, in each direction.</param>
internal sealed record Interconnect(string Name, double Latency, double BytesPerSecond)
{
    /// <summary>What is common: Ethernet over TCP twice, and a network that MPI drives by itself.</summary>
    public static IReadOnlyList<Interconnect> Common { get; } =
    [
        new("1 Gbit/s", 50e-6, 1e9 / 8),
        new("10 Gbit/s", 25e-6, 10e9 / 8),
        new("100 Gbit/s", 3e-6, 100e9 / 8),
    ];

    /// <summary>The seconds of a step's operations.</summary>
    public double Seconds(IEnumerable<Message> messages, int machines)
    {
        double rounds = Math.Ceiling(Math.Log2(machines));
        return messages.Sum(message => message.Operation switch
        {
            Operation.Gather => rounds * Latency + (machines - 1.0) * message.Bytes / BytesPerSecond,
            Operation.Exchange => rounds * Latency + (machines - 1.0) / machines * message.Bytes / BytesPerSecond,
            _ => rounds * (Latency + message.Bytes / BytesPerSecond),
        });
    }
}
