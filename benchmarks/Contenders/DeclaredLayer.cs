using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.Benchmarks.Contenders;

/// <summary>A layer as its declaration says, for the peers to build the same from.</summary>
internal sealed class DeclaredLayer
{
    private readonly List<string> _arguments = [];
    private readonly Dictionary<string, string> _properties = [];

    /// <param name="info">The layer's line in the network's table.</param>
    /// <param name="input">What it takes; null for an input of the network.</param>
    public DeclaredLayer(LayerInfo info, DeclaredLayer? input)
    {
        Name = info.Name;
        OutputShape = info.OutputShape;
        Input = input;
        var declaration = SyntaxFactory.ParseExpression(info.Declaration);
        if (declaration is InvocationExpressionSyntax invocation)
        {
            declaration = invocation.Expression;
            foreach (var argument in invocation.ArgumentList.Arguments)
            {
                if (argument.Expression is AssignmentExpressionSyntax property)
                    _properties.Add(property.Left.ToString(), Value(property.Right));
                else
                    _arguments.Add(Value(argument.Expression));
            }
        }
        Kind = declaration.ToString();
    }

    public string Name { get; }

    /// <summary>The attribute's name, such as <c>Conv2d</c>.</summary>
    public string Kind { get; }

    /// <summary>Of one example.</summary>
    public ImmutableArray<int> OutputShape { get; }

    /// <summary>What the layer takes; null for an input of the network.</summary>
    public DeclaredLayer? Input { get; set; }

    /// <summary>The name of what the layer takes instead of the one before it; null where it says none.</summary>
    public string? From => _properties.GetValueOrDefault("From");

    /// <summary>What the layer adds to its input.</summary>
    public DeclaredLayer? Operand { get; set; }

    /// <summary>The layers that take this one's output.</summary>
    public List<DeclaredLayer> Readers { get; } = [];

    public int ArgumentCount => _arguments.Count;

    /// <summary>A constructor's argument.</summary>
    public string Argument(int position) => _arguments[position];

    /// <summary>A constructor's argument that is a number.</summary>
    public int Number(int position) => int.Parse(_arguments[position]);

    /// <summary>A property that is a number.</summary>
    public int Number(string property, int otherwise) => _properties.TryGetValue(property, out string? value) ? int.Parse(value) : otherwise;

    /// <summary>A property that is a truth value, by default false.</summary>
    public bool IsSet(string property) => _properties.TryGetValue(property, out string? value) && bool.Parse(value);

    /// <summary>Height and width of a property that has a form for both and forms for each.</summary>
    public (int Height, int Width) Pair(string property, (int Height, int Width) otherwise) => (
        Number(property + "Height", Number(property, otherwise.Height)),
        Number(property + "Width", Number(property, otherwise.Width)));

    /// <summary>Height and width of a window that the arguments from <paramref name="position"/> on give.</summary>
    public (int Height, int Width) Window(int position) => (Number(position), Number(ArgumentCount > position + 1 ? position + 1 : position));

    public override string ToString() => $"{Name}: {Kind}";

    private static string Value(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal ? literal.Token.ValueText : expression.ToString();
}
