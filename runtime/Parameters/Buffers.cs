namespace StaticNets;

/// <summary>The tensors of a network that training moves without a gradient, such as the running mean of a <see cref="BatchNormAttribute"/>.</summary>
internal static class Buffers
{
    /// <summary>Moves each buffer towards what the batch has in its place: <c>(1 - momentum) * buffer + momentum * batch</c>. The batch is counted.</summary>
    /// <param name="parameters">The buffers.</param>
    /// <param name="gradients">What a training pass has left in their places.</param>
    public static void Move(ParameterSet parameters, ParameterSet gradients)
    {
        if (parameters.Layout.TrainedLength == parameters.Layout.Length)
            return;
        Span<float> values = parameters.Values, statistics = gradients.Values;
        foreach (var info in parameters.Layout.Entries)
        {
            // What a step leaves alone has nothing of the batch in its place, or something that does not matter.
            if (info.Momentum is not > 0)
                continue;
            var (kept, added) = ((float)(1 - info.Momentum.Value), (float)info.Momentum.Value);
            for (var walk = new RowMajor(info); !walk.Ended; walk.Next())
                values[walk.Position] = kept * values[walk.Position] + added * statistics[walk.Position];
        }

        foreach (ref var count in parameters.BatchCounts.AsSpan())
            count++;
    }

    /// <summary>The name of a buffer whose value of the batch is infinite or not a number, or null.</summary>
    public static string? FindNonFinite(ParameterSet gradients)
    {
        if (NonFinite.Find(gradients.Values[gradients.Layout.TrainedLength..]) < 0)
            return null;
        foreach (var info in gradients.Layout.Entries)
        {
            for (var walk = new RowMajor(info); info.Momentum > 0 && !walk.Ended; walk.Next())
            {
                if (!float.IsFinite(gradients.Values[walk.Position]))
                    return info.Name;
            }
        }

        return null;
    }
}
