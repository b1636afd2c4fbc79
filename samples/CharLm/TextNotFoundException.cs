namespace StaticNets.Samples.CharLmProgram;

/// <summary>There is no text to learn from. The message says what was looked for and where.</summary>
internal sealed class TextNotFoundException(string message) : Exception(message);
