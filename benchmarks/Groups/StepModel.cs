using StaticNets.CompilerServices;
using StaticNets.Data;

namespace StaticNets.Benchmarks.Groups;

/// <summary>
/// How long a training step takes on several machines:
/// <code>step(n) = update + (step(1) - update) * most chunks of a machine / chunks + interconnect(operations of n machines)</code>
/// A batch is shared out in whole chunks; the update is every machine's own. What goes over the network is not modelled but counted, in a step of the first
/// of as many machines. The reduction of what is received, and machines that wait for the slowest, are not in it.
/// </summary>
/// <typeparam name="T">The network.</typeparam>
/// <param name="options">The batch size.</param>
/// <param name="data">Two batches.</param>
/// <param name="step">The seconds of a step on one machine.</param>
/// <param name="update">The seconds of these that the update takes.</param>
internal sealed class StepModel<T>(TrainerOptions options, Dataset data, double step, double update)
    where T : class, INetwork<T>
{
    /// <summary>The numbers of machines that a prediction is made for.</summary>
    public static IReadOnlyList<int> Machines { get; } = [2, 4, 8, 16, 32, 64];

    private readonly Dictionary<int, Message[]> _messages = [];

    /// <summary>The chunks of the batch.</summary>
    public int ChunkCount { get; } = Chunks.CountOf(options.BatchSize, T.Info.Layout);

    /// <summary>How many times as fast as one machine several are.</summary>
    public double SpeedUp(int machines, Interconnect interconnect)
    {
        int most = (ChunkCount + machines - 1) / machines;
        double compute = update + (step - update) * most / ChunkCount;
        return step / (compute + interconnect.Seconds(MessagesOf(machines), machines));
    }

    /// <summary>The operations of one step.</summary>
    public IReadOnlyList<Message> MessagesOf(int machines)
    {
        if (_messages.TryGetValue(machines, out Message[]? known))
            return known;
        Message[] messages = [];
        var metered = new MeteredGroup(new EchoGroup(machines));
        using var trainer = new Trainer<T>(T.Create(1), new Sgd(0), options with { Group = metered });
        trainer.TrainFor(data, epochs: 1, onProgress: (in TrainingProgress _) =>
        {
            // Those of the second step stay: the first follows the comparison of everything.
            messages = [.. metered.Messages];
            metered.Reset();
        });
        return _messages[machines] = messages;
    }
}
