using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Arguments that C# rejects here and PyTorch's layer of the same purpose has: <c>Dense(8, 16)</c> for <c>nn.Linear(8, 16)</c>.</summary>
internal static class PyTorchArguments
{
    private const string SizeOfInput = "but the size of what comes in is known and not written";
    private const string HasNames = "but what comes after the window has a name";
    private const string LastAxis = "but takes what comes in as it is";

    /// <summary>By the layer and the number of its arguments: what is different here, and how they are written, {0} the first.</summary>
    private static readonly Dictionary<(string Kind, int Count), (string Difference, string Arguments)> Forms = new()
    {
        [("Dense", 2)] = (SizeOfInput, "{1}"),
        [("Dense", 3)] = (SizeOfInput, "{1}, Bias = {2}"),
        [("Embedding", 2)] = (SizeOfInput, "{1}"),
        [("Rnn", 2)] = (SizeOfInput, "{1}"),
        [("Rnn", 3)] = (SizeOfInput, "{1}, Layers = {2}"),
        [("Gru", 2)] = (SizeOfInput, "{1}"),
        [("Gru", 3)] = (SizeOfInput, "{1}, Layers = {2}"),
        [("Lstm", 2)] = (SizeOfInput, "{1}"),
        [("Lstm", 3)] = (SizeOfInput, "{1}, Layers = {2}"),
        [("Conv1d", 3)] = (SizeOfInput, "{1}, {2}"),
        [("Conv1d", 4)] = (SizeOfInput, "{1}, {2}, Stride = {3}"),
        [("Conv1d", 5)] = (SizeOfInput, "{1}, {2}, Stride = {3}, Padding = {4}"),
        [("Conv2d", 4)] = (SizeOfInput, "{1}, {2}, Stride = {3}"),
        [("Conv2d", 5)] = (SizeOfInput, "{1}, {2}, Stride = {3}, Padding = {4}"),
        [("ConvTranspose2d", 4)] = (SizeOfInput, "{1}, {2}, Stride = {3}"),
        [("ConvTranspose2d", 5)] = (SizeOfInput, "{1}, {2}, Stride = {3}, Padding = {4}"),
        [("MaxPool", 3)] = (HasNames, "{0}, Stride = {1}, Padding = {2}"),
        [("AvgPool", 3)] = (HasNames, "{0}, Stride = {1}, Padding = {2}"),
        [("MultiHeadAttention", 2)] = (SizeOfInput, "{1}"),
        [("LayerNorm", 1)] = (SizeOfInput, ""),
        [("GroupNorm", 2)] = (SizeOfInput, "{0}"),
        [("InstanceNorm", 1)] = (SizeOfInput, ""),
        [("Softmax", 1)] = (LastAxis, ""),
        [("Flatten", 1)] = (LastAxis, ""),
        [("Flatten", 2)] = (LastAxis, ""),
        [("GlobalAvgPool", 1)] = (LastAxis, ""),
        [("GlobalMaxPool", 1)] = (LastAxis, ""),
    };

    public static Problem? Of(LayerDeclaration layer, AttributeSyntax syntax)
    {
        var written = syntax.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).ToList() ?? [];
        if (written.Any(argument => argument.NameColon is not null) || !Forms.TryGetValue((layer.Kind, written.Count), out var form))
        {
            return null;
        }

        var texts = written.Select(argument => argument.Expression.ToString()).ToArray();
        var arguments = string.Format(form.Arguments, [.. texts]);
        return new(
            Descriptors.PyTorchArguments,
            layer.Span,
            new[] { $"{layer.Kind}({string.Join(", ", texts)})", form.Difference, arguments.Length == 0 ? layer.Kind : $"{layer.Kind}({arguments})" },
            new[] { "arguments", arguments });
    }
}
