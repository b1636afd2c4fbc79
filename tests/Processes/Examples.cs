using StaticNets.Data;

namespace StaticNets.Tests.Processes;

/// <summary>Examples that every process makes for itself, the same everywhere: classes, and values drawn round a centre of each.</summary>
internal static class Examples
{
    public static Dataset Of<T>(int count)
        where T : class, INetwork<T>
    {
        var random = new Random(7);
        var (size, classes) = (T.Info.Inputs[0].Size, T.Info.OutputShape[^1]);
        var width = T.Info.OutputSize / classes;
        var (values, labels) = (new float[count * size], new int[count * width]);
        for (var example = 0; example < count; example++)
        {
            for (var step = 0; step < width; step++)
                labels[example * width + step] = random.Next(classes);
            for (var i = 0; i < size; i++)
                values[example * size + i] = random.NextSingle() + (i % classes == labels[example * width] ? 0.3f : 0);
        }

        return new Dataset([Column.OfValues(values, size)], Column.OfIndices(labels, width));
    }
}
