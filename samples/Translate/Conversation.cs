using StaticNets.Data.Text;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>Translates what one types, line by line: by the greedy search and, if there are to be several beams, by these as well.</summary>
internal sealed class Conversation<T>
    where T : class, ISteppedNetwork<T>
{
    private readonly Corpus _corpus;
    private readonly Translator<T> _greedy;
    private readonly Translator<T>? _beams;
    private readonly int _width;

    public Conversation(T network, Corpus corpus, int beams)
    {
        (_corpus, _width) = (corpus, beams);
        _greedy = new Translator<T>(network, corpus, beams: 1);
        _beams = beams > 1 ? new Translator<T>(network, corpus, beams) : null;
    }

    /// <summary>Reads lines until there are no more.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, also while a line was awaited.</exception>
    public void Run(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var prompt = input == Console.In && !Console.IsInputRedirected ? "> " : "";
        while (true)
        {
            output.Write(prompt);
            // Waiting for a line cannot be interrupted; waiting for the task can.
            if (Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken).GetAwaiter().GetResult() is not { } line)
                return;
            Answer(_corpus.Normalize(line), output);
        }
    }

    private void Answer(string text, TextWriter output)
    {
        try
        {
            var greedy = _greedy.Translate(text);
            output.WriteLine(_beams is null ? greedy.Text : $"greedy: {Described(greedy)}");
            if (_beams?.Translate(text) is { } found)
                output.WriteLine($"{_width} beams: {Described(found)}");
            if (greedy.Source.Contains(Vocabulary.Unknown))
                output.WriteLine($"({greedy.Source.Count(token => token == Vocabulary.Unknown)} of {greedy.Source.Count - 1} tokens are unknown)");
            if (AttentionMaps.Of(_greedy, greedy, _corpus) is not { } map)
                return;
            foreach (var line in ShadedMap.Lines(map))
                output.WriteLine(line);
        }
        catch (TranslationException error)
        {
            output.WriteLine(error.Message);
        }
    }

    private static string Described(Translation translation) => $"{translation.Text} (score {translation.Score:0.0000})";
}
