namespace StaticNets;

/// <summary>Gradient buffers of one kind of network, kept for the next batch.</summary>
internal sealed class GradientPool<T>
    where T : class, INetwork<T>
{
    public static readonly GradientPool<T> Shared = new();

    private readonly Lock _lock = new();
    private readonly Stack<ParameterSet> _free = new();

    public ParameterSet Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out var gradients))
                return gradients;
        }

        return T.NewGradients();
    }

    public void Return(ParameterSet gradients)
    {
        lock (_lock)
            _free.Push(gradients);
    }
}
