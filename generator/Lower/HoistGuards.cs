using System.Collections.Immutable;

namespace StaticNets.Generator.Lower;

/// <summary>
/// Moves every condition out of the loops whose variables it does not mention (loop-invariant code motion of tests), and tests once what all neighbours need.
/// </summary>
internal static class HoistGuards
{
    public static EquatableArray<Statement> Apply(EquatableArray<Statement> statements)
    {
        var result = ImmutableArray.CreateBuilder<Statement>(statements.Count);
        foreach (var statement in statements)
        {
            result.Add(statement is Enclosing enclosing ? Apply(enclosing) : statement);
        }

        return Together(result.ToImmutable());
    }

    private static Statement Apply(Enclosing statement)
    {
        var body = Apply(statement.Body);
        if (body is not [If only])
        {
            return statement with { Body = body };
        }

        switch (statement)
        {
            case If outer:
                return new If(outer.Conditions.Concat(only.Conditions).Distinct().ToArray(), only.Body);
            case For { Variable: var variable }:
                return Outside(statement, only, condition => condition.Value.Uses(variable));
            case Pick { Variable: var variable }:
                return Outside(statement, only, condition => condition.Value.Uses(variable));
            default:
                return statement with { Body = body };
        }
    }

    /// <summary>The loop with those of its body's conditions inside that have to be there.</summary>
    private static Statement Outside(Enclosing loop, If body, Func<Inside, bool> dependsOnLoop)
    {
        var inside = body.Conditions.Where(dependsOnLoop).ToArray();
        var outside = body.Conditions.Where(condition => !dependsOnLoop(condition)).ToArray();
        var kept = loop with { Body = inside.Length > 0 ? new[] { new If(inside, body.Body) } : body.Body };
        return outside.Length > 0 ? new If(outside, new[] { kept }) : kept;
    }

    /// <summary>Neighbours, sections too, under the conditions that they share.</summary>
    private static EquatableArray<Statement> Together(EquatableArray<Statement> statements)
    {
        if (statements is [If] || !statements.Any() || !statements.All(statement => Conditions(statement).Any()))
        {
            return statements;
        }

        var shared = statements.Skip(1).Aggregate(Conditions(statements[0]), (common, statement) => common.Intersect(Conditions(statement))).ToArray();
        return shared.Length == 0 ? statements : new Statement[] { new If(shared, statements.SelectMany(statement => Without(statement, shared)).ToArray()) };
    }

    private static IEnumerable<Inside> Conditions(Statement statement) => statement switch
    {
        If only => only.Conditions,
        Section { Bound.Count: 0, Body: [If only] } => only.Conditions,
        ReductionStep { Body: [If only] } => only.Conditions,
        _ => [],
    };

    private static IEnumerable<Statement> Without(Statement statement, Inside[] conditions)
    {
        if (statement is not If only)
        {
            var enclosing = (Enclosing)statement;
            return [enclosing with { Body = Without(enclosing.Body[0], conditions).ToArray() }];
        }

        var rest = only.Conditions.Except(conditions).ToArray();
        return rest.Length > 0 ? [only with { Conditions = rest }] : only.Body;
    }
}
