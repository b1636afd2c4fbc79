using System.Collections.Immutable;

namespace StaticNets.Generator.Ir;

/// <summary>A constant plus an integer combination of axes. All indices and addresses are of this form.</summary>
internal sealed class Affine : IEquatable<Affine>
{
    private Affine(int constant, ImmutableArray<(Axis Axis, int Coefficient)> terms)
    {
        Constant = constant;
        Terms = terms;
    }

    public int Constant { get; }

    /// <summary>Ordered by axis, without zero coefficients.</summary>
    public ImmutableArray<(Axis Axis, int Coefficient)> Terms { get; }

    public bool IsConstant => Terms.IsEmpty;

    /// <summary>The least value over the axes' extents.</summary>
    public int Minimum
    {
        get
        {
            var minimum = Constant;
            foreach (var (axis, coefficient) in Terms)
            {
                minimum += Math.Min(0, coefficient * (axis.Extent - 1));
            }

            return minimum;
        }
    }

    /// <summary>The greatest value over the axes' extents.</summary>
    public int Maximum
    {
        get
        {
            var maximum = Constant;
            foreach (var (axis, coefficient) in Terms)
            {
                maximum += Math.Max(0, coefficient * (axis.Extent - 1));
            }

            return maximum;
        }
    }

    public static implicit operator Affine(int constant) => new(constant, []);

    public static implicit operator Affine(Axis axis) => new(0, [(axis, 1)]);

    public static Affine operator +(Affine left, Affine right)
    {
        if (left.IsConstant)
        {
            return new(left.Constant + right.Constant, right.Terms);
        }

        if (right.IsConstant)
        {
            return new(left.Constant + right.Constant, left.Terms);
        }

        var terms = ImmutableArray.CreateBuilder<(Axis, int)>(left.Terms.Length + right.Terms.Length);
        int i = 0, j = 0;
        while (i < left.Terms.Length || j < right.Terms.Length)
        {
            if (j == right.Terms.Length || (i < left.Terms.Length && left.Terms[i].Axis.Id < right.Terms[j].Axis.Id))
            {
                terms.Add(left.Terms[i++]);
            }
            else if (i == left.Terms.Length || right.Terms[j].Axis.Id < left.Terms[i].Axis.Id)
            {
                terms.Add(right.Terms[j++]);
            }
            else
            {
                var sum = left.Terms[i].Coefficient + right.Terms[j].Coefficient;
                if (sum != 0)
                {
                    terms.Add((left.Terms[i].Axis, sum));
                }

                i++;
                j++;
            }
        }

        return new(left.Constant + right.Constant, terms.ToImmutable());
    }

    public static Affine operator -(Affine left, Affine right) => left + (right * -1);

    public static Affine operator *(Affine value, int factor)
    {
        if (factor is 0 or 1)
        {
            return factor == 0 ? 0 : value;
        }

        var terms = ImmutableArray.CreateBuilder<(Axis, int)>(value.Terms.Length);
        foreach (var (axis, coefficient) in value.Terms)
        {
            terms.Add((axis, coefficient * factor));
        }

        return new(value.Constant * factor, terms.MoveToImmutable());
    }

    /// <summary>The factor of <paramref name="axis"/>, 0 where it does not occur.</summary>
    public int CoefficientOf(Axis axis)
    {
        foreach (var term in Terms)
        {
            if (term.Axis.Id == axis.Id)
            {
                return term.Coefficient;
            }
        }

        return 0;
    }

    public bool Uses(Axis axis) => CoefficientOf(axis) != 0;

    /// <summary>This with every axis that <paramref name="replacements"/> names replaced.</summary>
    public Affine Substitute(IReadOnlyDictionary<Axis, Affine> replacements)
    {
        if (!Terms.Any(term => replacements.ContainsKey(term.Axis)))
        {
            return this;
        }

        Affine result = Constant;
        foreach (var (axis, coefficient) in Terms)
        {
            result += (replacements.TryGetValue(axis, out var replacement) ? replacement : axis) * coefficient;
        }

        return result;
    }

    /// <param name="positions">Where each axis stands, by its id.</param>
    public int Evaluate(int[] positions)
    {
        var result = Constant;
        foreach (var (axis, coefficient) in Terms)
        {
            result += coefficient * positions[axis.Id];
        }

        return result;
    }

    public bool Equals(Affine? other) => other is not null && Constant == other.Constant && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Affine);

    public override int GetHashCode()
    {
        var hash = Constant;
        foreach (var (axis, coefficient) in Terms)
        {
            hash = unchecked((hash * 31) + (axis.Id * 7919) + coefficient);
        }

        return hash;
    }

    /// <summary>The C# text of this, for instance <c>2 * y + ky - 1</c>.</summary>
    public override string ToString() => ToString(axis => axis.Name);

    /// <param name="name">What each axis is called.</param>
    public string ToString(Func<Axis, string> name)
    {
        var text = string.Join(
            " + ", Terms.Select(term => term.Coefficient == 1 ? name(term.Axis) : FormattableString.Invariant($"{term.Coefficient} * {name(term.Axis)}")));
        if (text.Length == 0)
        {
            return FormattableString.Invariant($"{Constant}");
        }

        return Constant switch
        {
            0 => text,
            > 0 => FormattableString.Invariant($"{text} + {Constant}"),
            _ => FormattableString.Invariant($"{text} - {-(long)Constant}"),
        };
    }
}
