using System.Globalization;
using Microsoft.CodeAnalysis;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>The arguments of one layer's attribute, and what is wrong with them.</summary>
internal class LayerArguments(LayerDeclaration declaration, Reports reports)
{
    /// <summary>
    /// A value of more elements than this, its gradient and what else a block of 16 examples needs of it cannot be indexed.
    /// What all layers need together is checked apart.
    /// </summary>
    public const int MaximumElements = int.MaxValue / 64;

    public LayerDeclaration Declaration => declaration;

    public bool HasFailed { get; private set; }

    public int Int(string argument, int otherwise = 0) => Find(argument)?.Value is int value ? value : otherwise;

    public double Double(string argument, double otherwise) => Find(argument)?.Value is double value ? value : otherwise;

    public bool Bool(string argument, bool otherwise) => Find(argument)?.Value is bool value ? value : otherwise;

    /// <summary>One of an enum's values; reports one that has no name.</summary>
    public T Choice<T>(string argument, T otherwise = default)
        where T : struct, Enum
    {
        if (Find(argument)?.Value is not int value)
        {
            return otherwise;
        }

        if (Enum.ToObject(typeof(T), value) is T choice && Enum.IsDefined(typeof(T), choice))
        {
            return choice;
        }

        var names = Enum.GetNames(typeof(T)).Select(name => $"{typeof(T).Name}.{name}");
        Report(Descriptors.OutOfRange, argument, [declaration.Text, argument, Literal.Of(value), string.Join(" or ", names)]);
        return otherwise;
    }

    /// <summary>A string argument, empty where it is not written.</summary>
    public string Text(string argument) => Find(argument)?.Value as string ?? "";

    public bool Has(string argument) => Find(argument) is not null;

    /// <summary>An int that must be at least <paramref name="least"/>, and at most <paramref name="most"/>; reports otherwise.</summary>
    /// <param name="most">No size is greater than <see cref="MaximumElements"/>, and up to there a few times an argument is still an int.</param>
    public int AtLeast(int least, string argument, int otherwise, int most = MaximumElements)
    {
        var value = Int(argument, otherwise);
        if (value < least)
        {
            Report(Descriptors.TooSmall, argument, [declaration.Text, argument, Literal.Of(value), Literal.Of(least)], ["here", Literal.Of(least)]);
            return least;
        }

        if (value > most)
        {
            Report(Descriptors.OutOfRange, argument, [declaration.Text, argument, Literal.Of(value), $"at most {Literal.Of(most)}"]);
            return least;
        }

        return value;
    }

    /// <summary>A number that must fulfil a condition; reports otherwise.</summary>
    /// <param name="needed">The condition in words.</param>
    public double Number(string argument, double otherwise, Func<double, bool> isGood, string needed)
    {
        var value = Double(argument, otherwise);
        if (!isGood(value))
        {
            Report(Descriptors.OutOfRange, argument, [declaration.Text, argument, value.ToString("R", CultureInfo.InvariantCulture), needed]);
            return otherwise;
        }

        return value;
    }

    /// <summary>A property that exists for both sides and for each: <c>StrideHeight</c> and <c>StrideWidth</c> go before <c>Stride</c>.</summary>
    public (int Height, int Width) Sides(string property, int least, (int Height, int Width) otherwise)
    {
        var both = Has(property) ? AtLeast(least, property, least) : (int?)null;
        return (AtLeast(least, property + "Height", both ?? otherwise.Height), AtLeast(least, property + "Width", both ?? otherwise.Width));
    }

    /// <param name="argument">The argument at fault; null for the whole attribute.</param>
    /// <param name="properties">
    /// What a code fix needs: <c>here</c> and what to write in the argument's place, the name of a property and what to set it to,
    /// or <c>before</c> and an attribute to insert.
    /// </param>
    /// <param name="elsewhere">Where the mend belongs, if not at the argument.</param>
    public void Report(DiagnosticDescriptor descriptor, string? argument, string[] arguments, string[]? properties = null, SourceSpan? elsewhere = null)
        => ReportAt(descriptor, argument is null ? null : Find(argument)?.Span, arguments, properties, elsewhere);

    public void ReportAt(DiagnosticDescriptor descriptor, SourceSpan? span, string[] arguments, string[]? properties = null, SourceSpan? elsewhere = null)
    {
        HasFailed |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        reports.Report(descriptor, span ?? declaration.Span, arguments, properties, elsewhere);
    }

    /// <summary>Whether arguments are written by name: then nobody has mistaken their order.</summary>
    public bool HasNames => declaration.Arguments.Any(argument => argument.IsNamed);

    private Argument? Find(string argument) => declaration.Arguments.FirstOrDefault(candidate => candidate.Name == argument);
}
