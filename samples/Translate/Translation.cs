namespace StaticNets.Samples.TranslateProgram;

/// <summary>A translation.</summary>
/// <param name="Source">The tokens that were read, with the one that ends them.</param>
/// <param name="Target">The tokens that were found, without an end.</param>
/// <param name="Text">The text of <paramref name="Target"/>.</param>
/// <param name="Score">Its log-probability, divided by a power of its length.</param>
internal sealed record Translation(IReadOnlyList<int> Source, IReadOnlyList<int> Target, string Text, double Score);
