using StaticNets.Generator.Collections;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>Statements that differ from given ones by one mistake. None of them may mean the same.</summary>
/// <param name="references">Parameters of the kernel, by the tensors that they lead to.</param>
internal sealed class StatementMutations(IReadOnlyDictionary<string, Tensor> references)
{
    public IEnumerable<(string Mistake, EquatableArray<Statement> Body)> Of(EquatableArray<Statement> body)
    {
        for (var i = 0; i < body.Count; i++)
        {
            foreach (var (mistake, statements) in Of(body[i]))
            {
                yield return ($"{mistake} in {Name(body[i])}", Replace(body, i, 1, statements));
            }

            if (i + 1 < body.Count && Needs(body[i], body[i + 1]))
            {
                yield return ($"{Name(body[i])} and {Name(body[i + 1])} swapped", Replace(body, i, 2, [body[i + 1], body[i]]));
            }

            if (body[i] is Enclosing enclosing)
            {
                foreach (var (mistake, inner) in Of(enclosing.Body))
                {
                    yield return (mistake, Replace(body, i, 1, [enclosing with { Body = inner }]));
                }
            }
        }
    }

    private static EquatableArray<Statement> Replace(EquatableArray<Statement> body, int first, int count, Statement[] statements)
        => body.Take(first).Concat(statements).Concat(body.Skip(first + count)).ToArray();

    private static string Name(Statement statement) => statement switch
    {
        Let let => $"let {let.Local.Name}",
        Assign assign => $"assignment to {assign.Local.Name}",
        LetReference let => $"reference {let.Name}",
        For loop => $"loop over {loop.Variable.Name}",
        _ => statement.GetType().Name,
    };

    private IEnumerable<(string Mistake, Statement[] Statements)> Of(Statement statement)
    {
        if (statement is not Section)
        {
            yield return ("nothing", []);
        }

        switch (statement)
        {
            case Let let:
                yield return ("twice", [let, let]);
                yield return ("fewer lanes", [let with { Local = let.Local with { Lanes = Other(let.Local.Lanes) } }]);
                foreach (var (mistake, value) in Of(let.Value))
                {
                    yield return (mistake, [let with { Value = value }]);
                }

                break;
            case Assign assign:
                if (assign.Value is MultiplyAdd or Combined { Operation: BinaryOperation.Add })
                {
                    yield return ("twice", [assign, assign]);
                }

                yield return ("other lanes", [assign with { Local = assign.Local with { Lanes = Other(assign.Local.Lanes) } }]);
                yield return ("another local", [assign with { Local = assign.Local with { Name = "other" } }]);
                foreach (var (mistake, value) in Of(assign.Value))
                {
                    yield return (mistake, [assign with { Value = value }]);
                }

                break;
            case Store store:
                yield return ("made a local", [new Let(new("stored", store.Value.Lanes), store.Value)]);

                // One number for all floats may reach further, or less far, where others follow.
                foreach (var (mistake, value) in store.Value is Number or FirstLanes { Operand: Number } ? [] : Of(store.Value))
                {
                    yield return (mistake, [store with { Value = value }]);
                }

                foreach (var (mistake, place) in Of(store.Place))
                {
                    yield return (mistake, [store with { Place = place }]);
                }

                break;
            case Clear clear:
                yield return ("shorter", [clear with { Length = clear.Length - 1 }]);
                yield return ("longer", [clear with { Length = clear.Length + 1 }]);
                yield return ("behind", [clear with { Place = clear.Place with { Offset = 1 } }]);
                break;
            case LetReference let:
                yield return ("twice", [let, let]);
                yield return ("a greater step", [let with { Step = let.Step + 1 }]);
                yield return ("no step", [let with { Step = 0 }]);
                yield return ("another variable", [let with { Variable = Another(let.Variable) }]);
                yield return ("another name", [let with { Name = let.Name + "x" }]);
                break;
            case For loop:
                yield return ("only its body", [.. loop.Body]);
                yield return ("one time more", [loop with { Variable = loop.Variable with { Extent = loop.Variable.Extent + 1 } }]);
                yield return ("one time less", [loop with { Variable = loop.Variable with { Extent = loop.Variable.Extent - 1 } }]);
                yield return ("another variable", [loop with { Variable = Another(loop.Variable) }]);
                if (IsReduction(loop))
                {
                    yield return ("twice", [loop, loop]);
                }

                yield return ("twice inside", [loop with { Body = new Statement[] { loop } }]);
                break;
            case If test:
                yield return ("only its body", [.. test.Body]);
                yield return ("no conditions", [test with { Conditions = EquatableArray<Inside>.Empty }]);
                foreach (var condition in test.Conditions)
                {
                    var others = test.Conditions.Where(other => other != condition);
                    yield return ("another value", [test with { Conditions = others.Append(condition with { Value = condition.Value + 1 }).ToArray() }]);
                    yield return ("the same again", [test with { Conditions = test.Conditions.Append(condition).ToArray() }]);
                    yield return ("less", [test with { Conditions = others.Append(condition with { Extent = condition.Extent - 1 }).ToArray() }]);
                }

                break;
            case IfOverwriting test:
                yield return ("only its body", [.. test.Body]);
                break;
            case Pick pick:
                yield return ("only its body", [.. pick.Body]);
                yield return ("one row more", [pick with { Variable = pick.Variable with { Extent = pick.Variable.Extent + 1 } }]);
                yield return ("one row less", [pick with { Variable = pick.Variable with { Extent = pick.Variable.Extent - 1 } }]);
                yield return ("another variable", [pick with { Variable = Another(pick.Variable) }]);
                foreach (var (mistake, place) in Of(pick.Index))
                {
                    yield return (mistake, [pick with { Index = place }]);
                }

                break;
            case Section section:
                if (section.Body.Any(inner => inner is Store or For))
                {
                    yield return ("an unknown variable", [section with { Bound = section.Bound.Append(new Axis(-5, "unknown", 2)).ToArray() }]);
                }

                break;
        }
    }

    private IEnumerable<(string Mistake, Value Value)> Of(Value value)
    {
        if (value.Lanes > 1 && value is not (Widen or FirstLanes))
        {
            yield return ("the sum of the lanes", new LaneSum(value));
        }

        switch (value)
        {
            case Local local:
                yield return ("other lanes", local with { Lanes = Other(local.Lanes) });
                yield return ("an unknown local", local with { Name = "unknown" });
                break;
            case Load load:
                yield return ("other lanes", load with { Lanes = Other(load.Lanes) });
                foreach (var (mistake, place) in Of(load.Place))
                {
                    yield return (mistake, load with { Place = place });
                }

                break;
            case Splat splat:
                yield return ("other lanes", splat with { Lanes = Other(splat.Lanes) });
                foreach (var (mistake, place) in Of(splat.Place))
                {
                    yield return (mistake, splat with { Place = place });
                }

                break;
            case Number number when !double.IsInfinity(number.Constant):
                yield return ("other lanes", number with { Lanes = Other(number.Lanes) });
                yield return ("another number", number with { Constant = number.Constant + 0.5 });
                break;
            case PositionValue position:
                yield return ("another position", position with { Start = position.Start + 1 });
                break;
            case Draw draw:
                yield return ("another stream", draw with { Stream = draw.Stream + 1 });
                yield return ("another element", draw with { Element = draw.Element + 1 });
                yield return ("another example", draw with { Example = draw.Example + 1 });
                break;
            case Apply apply:
                yield return ("another function", apply with
                {
                    Operation = apply.Operation == UnaryOperation.Tanh
                    ? UnaryOperation.Negate
                    : UnaryOperation.Tanh
                });
                yield return ("no function", apply.Operand);
                break;
            case Combined combined when !value.Operands.Any(operand => operand is Number { Constant: > -1e-6 and < 1e-6 }):
                yield return ("another operation", combined with
                {
                    Operation = combined.Operation == BinaryOperation.Subtract
                    ? BinaryOperation.Multiply
                    : BinaryOperation.Subtract
                });
                break;
            case MultiplyAdd sum:
                yield return ("no product", sum.Addend);
                yield return ("another addend", sum with { Addend = new Number(0.5, sum.Addend.Lanes) });
                break;
            case FirstLanes first:
                yield return ("a lane less", first with { Count = first.Count - 1 });
                yield return ("all lanes", first with { Count = first.Lanes });
                break;
            case Accumulated sum:
                yield return ("nothing added", sum.Operand);
                yield return ("another place", sum with { Place = sum.Place with { Offset = sum.Place.Offset + 1 } });
                break;
        }

        // Where a function is computed in two ways, each exact on its side of a number, the other way gives the same.
        var begin = value is Choice { Comparison: Comparison.LessOrEqual, Right: Number } ? 2 : 0;
        for (var i = begin; i < value.Operands.Length; i++)
        {
            foreach (var (mistake, operand) in Of(value.Operands[i]))
            {
                yield return (mistake, value.With(value.Operands.SetItem(i, operand)));
            }
        }
    }

    private IEnumerable<(string Mistake, Place Place)> Of(Place place)
    {
        yield return ("a float later", place with { Offset = place.Offset + 1 });
        yield return ("far away", place with { Offset = place.Offset + 1000000 });
        yield return ("an unknown reference", place with { Reference = "unknown" });
        if (references.TryGetValue(place.Reference, out var tensor) && references.FirstOrDefault(other => !other.Value.Equals(tensor)).Key is { } wrong)
        {
            yield return ("another reference", place with { Reference = wrong });
        }

        foreach (var (axis, coefficient) in place.Variables.Terms)
        {
            yield return ("a variable less", place with { Variables = place.Variables - (axis * coefficient) });
            yield return ("another step", place with { Variables = place.Variables + axis });
            yield return ("another variable", place with { Variables = place.Variables - (axis * coefficient) + (Another(axis) * coefficient) });
        }
    }

    /// <summary>Whether it adds to what was before it, so that it cannot be repeated.</summary>
    private static bool IsReduction(Enclosing loop)
        => loop.Body.All(inner => inner is not Store && (inner is not Enclosing enclosing || IsReduction(enclosing)));

    private static int Other(int lanes) => lanes == 4 ? 8 : 4;

    private static Axis Another(Axis axis) => axis with { Id = axis.Id + 1, Name = axis.Name + "x" };

    /// <summary>Whether the second statement reads what the first one gives.</summary>
    private static bool Needs(Statement first, Statement second) => (first, second) switch
    {
        (Let { Local: var local }, Let let) => Reads(let.Value, local),
        (Let { Local: var local }, Assign assign) => assign.Local.Name == local.Name || Reads(assign.Value, local),
        (Let { Local: var local }, Store store) => Reads(store.Value, local),
        (Assign { Local: var local }, Store store) => Reads(store.Value, local),
        (Assign { Local: var local }, Let let) => Reads(let.Value, local),
        (LetReference { Name: var name }, LetReference let) => let.From == name,
        _ => false,
    };

    private static bool Reads(Value value, Local local)
        => (value is Local other && other.Name == local.Name) || value.Operands.Any(operand => Reads(operand, local));
}
