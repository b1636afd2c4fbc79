using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace StaticNets.Generator.Model;

/// <summary>A place in the source, without holding on to the syntax tree.</summary>
/// <param name="Tree">Which tree has it, in the order that the parser came upon them.</param>
internal sealed record SourceSpan(int Tree, TextSpan Span)
{
    /// <summary>Where the place is one that uses a block: the place in the block that is meant.</summary>
    public SourceSpan? Inner { get; init; }
}

/// <summary>Something to say about the source.</summary>
/// <param name="Span">Where; null for the class's name.</param>
/// <param name="Properties">What a code fix needs to know: names and values alternate.</param>
/// <param name="Elsewhere">Where the mend belongs, if not at <paramref name="Span"/>.</param>
internal sealed record Problem(
    DiagnosticDescriptor Descriptor,
    SourceSpan? Span,
    EquatableArray<string> Arguments,
    EquatableArray<string> Properties = default,
    SourceSpan? Elsewhere = null)
{
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;
}

/// <summary>An argument of an attribute as the compiler sees it.</summary>
/// <param name="Name">The parameter's or property's name in the attribute's declaration.</param>
/// <param name="Value">An int, long, double, bool, string or enum's number; null where it is not a constant.</param>
/// <param name="Span">The argument's expression, or null where it is not written and in the generator,
/// which says nothing and must not depend on positions.</param>
/// <param name="IsNamed">Whether its name is written: <c>kernelHeight: 3</c>.</param>
internal sealed record Argument(string Name, object? Value, SourceSpan? Span, bool IsNamed = false);

/// <summary>One layer attribute.</summary>
/// <param name="Kind">The attribute's name without "Attribute".</param>
/// <param name="Text">The attribute with its arguments' values in the order written, on one line, for instance <c>Conv2d(6, 5, Padding = 2)</c>.</param>
/// <param name="Block">For <c>Use</c>: the layers of the block, empty otherwise.</param>
/// <param name="IsBroken">The C# compiler has rejected it, or what is wrong with it, with its block or with the number of layers, is reported already: its
/// arguments mean nothing, and no further message about it would help.</param>
internal sealed record LayerDeclaration(
    string Kind,
    string Text,
    EquatableArray<Argument> Arguments,
    SourceSpan? Span,
    bool IsBroken = false,
    EquatableArray<LayerDeclaration> Block = default)
{
    /// <summary>Whether an argument names another layer.</summary>
    public bool Names(string argument) => Arguments.Any(candidate => candidate.Name == argument && candidate.Value is string { Length: > 0 });

    /// <summary>Whether an argument is true.</summary>
    public bool IsOn(string argument) => Arguments.Any(candidate => candidate.Name == argument && candidate.Value is true);
}

/// <summary>
/// What the user wrote on one class. Compares by value and holds nothing of the compilation, so that an edit elsewhere leaves it equal and everything after it
/// cached: keep symbols and syntax out of it.
/// </summary>
/// <param name="CanReopen">Whether members can be generated into the class at all.</param>
/// <param name="Problems">What parsing found wrong.</param>
internal sealed record Declaration(
    TypeIdentity Type,
    bool CanReopen,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<Argument> Options,
    EquatableArray<Problem> Problems)
{
    /// <summary>The project's C#, which may be too old for the code of a network.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    /// <summary>An argument of <c>[Network]</c>, or null where it is not written.</summary>
    public Argument? Option(string name) => Options.FirstOrDefault(option => option.Name == name);
}
