namespace StaticNets.Samples.TranslateProgram;

/// <summary>A text cannot be translated. The message says why.</summary>
internal sealed class TranslationException(string message) : Exception(message);
