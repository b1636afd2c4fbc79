
namespace StaticNets.Generator.Ir;

/// <summary>Replaces the reads of a map's output by the map's expression.</summary>
internal static class Substitution
{
    /// <summary>
    /// <paramref name="consumer"/> with every read of <paramref name="producer"/>'s output replaced by the producer's expression, or null where an index cannot
    /// be inverted. Where the producer writes <c>[w * y + x]</c>, an axis of the consumer that reads there is split in two.
    /// </summary>
    public static Loop? Inline(Loop producer, Loop consumer, ProgramBuilder builder)
    {
        if (consumer.Lookup is { } lookup && lookup.Index.Tensor.Equals(producer.Output))
        {
            return null;
        }

        while (consumer.Body.Reads.FirstOrDefault(read => read.Tensor.Equals(producer.Output)) is { } read)
        {
            var bindings = new Dictionary<Axis, Affine>();
            Dictionary<Axis, Affine>? split = null;
            for (var i = 0; i < producer.Index.Count && split is null; i++)
            {
                if (!Bind(producer.Index[i], producer.Output.Dimensions[i], read.Index[i], bindings))
                {
                    split = Split(producer.Index[i], producer.Output.Dimensions[i], read.Index[i], builder);
                    if (split is null || (consumer.Scan is { } scan && split.ContainsKey(scan.Time))
                        || (consumer.Lookup is { } found && split.ContainsKey(found.Axis)))
                    {
                        return null;
                    }
                }
            }

            consumer = split is not null
                ? Substitute(consumer, split)
                : consumer with { Body = consumer.Body.Replace(read, producer.Body.Substitute(bindings)) };
        }

        return consumer;
    }

    /// <summary>The loop with axes replaced by combinations of new ones, which take their places.</summary>
    public static Loop Substitute(Loop loop, IReadOnlyDictionary<Axis, Affine> replacements) => loop with
    {
        Axes = loop.Axes.SelectMany(axis => replacements.TryGetValue(axis, out var replacement) ? replacement.Terms.Select(term => term.Axis) : [axis])
            .Distinct().ToArray(),
        Index = loop.Index.Select(index => index.Substitute(replacements)).ToArray(),
        Body = loop.Body.Substitute(replacements),
        Finish = loop.Finish?.Substitute(replacements),
        Lookup = loop.Lookup is { } lookup ? lookup with { Index = (Read)lookup.Index.Substitute(replacements) } : null,
    };

    /// <summary>Finds what the producer's axes are where it writes the element that <paramref name="wanted"/> names.</summary>
    private static bool Bind(Affine written, int extent, Affine wanted, Dictionary<Axis, Affine> bindings)
    {
        if (!Indexing.Covers(written, extent))
        {
            return false;
        }

        if (written.Terms.Length <= 1 && written.Constant == 0)
        {
            if (written.Terms.Length == 1)
            {
                bindings[written.Terms[0].Axis] = wanted;
            }

            return true;
        }

        if (written.Constant != wanted.Constant || written.Terms.Length != wanted.Terms.Length)
        {
            return false;
        }

        foreach (var (axis, coefficient) in written.Terms)
        {
            var match = wanted.Terms.FirstOrDefault(term => term.Coefficient == coefficient).Axis;
            if (match is null || match.Extent != axis.Extent)
            {
                return false;
            }

            bindings[axis] = match;
        }

        return true;
    }

    /// <summary>Splits the consumer's axis in the way the producer composes its index.</summary>
    private static Dictionary<Axis, Affine>? Split(Affine written, int extent, Affine wanted, ProgramBuilder builder)
    {
        if (!Indexing.Covers(written, extent) || wanted.Constant != 0 || wanted.Terms.Length != 1
            || wanted.Terms[0].Coefficient != 1 || wanted.Terms[0].Axis.Extent != extent)
        {
            return null;
        }

        Affine composed = written.Constant;
        foreach (var (axis, coefficient) in written.Terms)
        {
            composed += builder.Axis(axis.Name, axis.Extent) * coefficient;
        }

        return new Dictionary<Axis, Affine> { [wanted.Terms[0].Axis] = composed };
    }
}
