using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>
/// Takes the variables of loops out of addresses (strength reduction): each loop begins with references that include its variable, so that every access has a
/// constant offset. References that advance alike are one.
/// </summary>
internal sealed class AdvanceReferences(KernelNames names)
{
    public EquatableArray<Statement> Apply(EquatableArray<Statement> statements) => Rewrite(statements, null);

    /// <param name="scopes">The variables that places may mention, the outermost first; null outside of all sections,
    /// which begin with references of their own.</param>
    private EquatableArray<Statement> Rewrite(EquatableArray<Statement> statements, ImmutableArray<Scope>? scopes)
    {
        var result = ImmutableArray.CreateBuilder<Statement>(statements.Count);
        foreach (var statement in statements)
        {
            var placed = scopes is { } known ? statement.MapPlaces(place => Resolve(place, known)) : statement;
            if (placed is Enclosing enclosing)
            {
                ImmutableArray<Scope>? inner = (enclosing, scopes) switch
                {
                    (Section section, _) => (scopes ?? []).AddRange(section.Bound.Select(axis => new Scope(axis, names))),
                    (For { Variable: var variable }, { } outer) => outer.Add(new(variable, names)),
                    (Pick { Variable: var variable }, { } outer) => outer.Add(new(variable, names)),
                    _ => scopes,
                };
                var body = Rewrite(enclosing.Body, inner);
                placed = enclosing with
                {
                    Body = (inner ?? []).Skip(scopes?.Length ?? 0).SelectMany(scope => scope.References).Concat<Statement>(body)
                    .ToArray()
                };
            }

            result.Add(placed);
        }

        return result.MoveToImmutable();
    }

    private static Place Resolve(Place place, ImmutableArray<Scope> scopes)
    {
        if (place.Variables.IsConstant)
        {
            return place;
        }

        var reference = place.Reference;
        foreach (var scope in scopes)
        {
            var step = place.Variables.CoefficientOf(scope.Variable);
            reference = step == 0 ? reference : scope.Advance(reference, step);
        }

        return new(reference, 0, place.Offset);
    }

    /// <summary>Where a variable gets its value.</summary>
    private sealed class Scope(Axis variable, KernelNames names)
    {
        private readonly Dictionary<(string From, int Step), string> advanced = [];
        private readonly List<LetReference> references = [];

        public Axis Variable => variable;

        public IReadOnlyList<LetReference> References => references;

        /// <summary>The name of a reference so many floats for each value of the variable after another.</summary>
        public string Advance(string from, int step)
        {
            if (!advanced.TryGetValue((from, step), out var name))
            {
                advanced[(from, step)] = name = names.ReferenceName(from);
                references.Add(new(name, from, variable, step));
            }

            return name;
        }
    }
}
