namespace StaticNets.Samples.TranslateProgram;

/// <summary>A text and its translation, both with their tokens as the vocabularies cut them.</summary>
internal readonly record struct Pair(string Source, string Target);
