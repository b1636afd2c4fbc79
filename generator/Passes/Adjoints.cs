using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// Reverse accumulation over the graph of a loop's body (Griewank and Walther 2008, section 3.2): equal subexpressions are one node, and every node gets
/// one adjoint, which is complete before it goes on to the node's parts. So what several gradients need is there as one expression, which can be computed
/// once for all of them.
/// </summary>
internal sealed class Adjoints
{
    private readonly HashSet<Tensor> active;
    private readonly Func<Expression, Expression> mention;
    private readonly Func<Expression, Expression?> keep;
    private readonly Dictionary<Expression, bool> dependent = [];
    private readonly Dictionary<Expression, List<Term>> adjoints = [];
    private readonly Dictionary<Expression, Expression> kept = [];

    /// <summary>The nodes that depend on anything active, parts before what they are parts of.</summary>
    private readonly List<Expression> order = [];

    /// <param name="incoming">The gradient of what the body becomes.</param>
    /// <param name="active">What gradients go through.</param>
    /// <param name="mention">Replaces by reads what tensors hold of a partial derivative.</param>
    /// <param name="keep">
    /// Is given each adjoint that several gradients are multiples of. Gives a tensor's element that holds it, or null to compute it anew in each of them.
    /// </param>
    public Adjoints(Expression body, Expression incoming, HashSet<Tensor> active, Func<Expression, Expression> mention, Func<Expression, Expression?> keep)
    {
        this.active = active;
        this.mention = mention;
        this.keep = keep;
        adjoints[body] = [new(incoming, 1)];
        Visit(body);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            if (adjoints.TryGetValue(order[i], out var terms))
            {
                (IsShared(order[i]) ? Shared(terms) : terms).ForEach(term => PassOn(order[i], term));
            }
        }
    }

    /// <summary>The gradient of a read.</summary>
    public Expression Of(Read read) => adjoints.TryGetValue(read, out var terms) ? Value(terms) : 0;

    /// <summary>What a value's changes come from: not the condition of a choice.</summary>
    private static IEnumerable<Expression> Parts(Expression expression) => expression is Select select ? [select.Then, select.Else] : expression.Parts;

    /// <summary>
    /// Whether several parts get multiples of the node's adjoint. What they get of a sum is the adjoint itself, which one of them makes and the others
    /// read.
    /// </summary>
    private bool IsShared(Expression node)
        => node is not Binary { Operation: BinaryOperation.Add or BinaryOperation.Subtract }
            && Parts(node).Where(part => dependent[part]).Distinct().Skip(1).Any();

    private List<Term> Shared(List<Term> terms)
    {
        var value = Sum(terms);
        if (!kept.TryGetValue(value, out var element))
        {
            if (keep(value) is not { } made)
            {
                return terms;
            }

            kept[value] = element = made;
        }

        // Its multiples are 0 where a choice leaves it out, whatever it is multiplied with there.
        return [new(element, Derivative.LeavesOut(value) ? new Select(Comparison.Equal, element, 0, 0, 1) : 1)];
    }

    private Expression Value(List<Term> terms) => Sum(terms) is var sum && kept.TryGetValue(sum, out var element) ? element : sum;

    private Expression Sum(List<Term> terms) => terms.Aggregate((Expression)0, (sum, term) => sum + Value(term));

    private Expression Value(Term term) => Derivative.Times(term.Gradient, mention(term.Partial));

    /// <summary>Whether the expression depends on anything active.</summary>
    private bool Visit(Expression expression)
    {
        if (dependent.TryGetValue(expression, out var known))
        {
            return known;
        }

        // What comes last is passed on to first: so the parts' adjoints are sums in the order of the body.
        var isDependent = expression is Read read && active.Contains(read.Tensor);
        foreach (var part in Parts(expression).Reverse())
        {
            isDependent |= Visit(part);
        }

        dependent[expression] = isDependent;
        if (isDependent)
        {
            order.Add(expression);
        }

        return isDependent;
    }

    private void PassOn(Expression node, Term term)
    {
        var outer = term.Partial;
        switch (node)
        {
            case Unary unary:
                To(unary.Operand, Derivative.Times(outer, Derivative.OfFunction(unary)));
                break;
            case Binary { Operation: BinaryOperation.Add } sum:
                To(sum.Left, outer);
                To(sum.Right, outer);
                break;
            case Binary { Operation: BinaryOperation.Subtract } difference:
                To(difference.Left, outer);
                To(difference.Right, Derivative.Times(outer, -1));
                break;
            case Binary { Operation: BinaryOperation.Multiply } square when square.Left.Equals(square.Right):
                To(square.Left, Derivative.Times(outer, square.Left + square.Right));
                break;
            case Binary { Operation: BinaryOperation.Multiply } product:
                To(product.Left, Derivative.Times(outer, product.Right));
                To(product.Right, Derivative.Times(outer, product.Left));
                break;
            case Binary { Operation: BinaryOperation.Divide } quotient:
                To(quotient.Left, Derivative.Map(outer, value => value / quotient.Right));
                To(quotient.Right, Derivative.Map(outer, value => -(value * quotient) / quotient.Right));
                break;
            case Binary { Operation: BinaryOperation.Maximum } maximum:
                Choose(new Select(Comparison.Less, maximum.Left, maximum.Right, maximum.Right, maximum.Left));
                break;
            case Binary:
                throw new ArgumentOutOfRangeException(nameof(node));
            case Select select:
                Choose(select);
                break;
        }

        // Factors that both branches have stay outside.
        void Choose(Select select)
        {
            term = outer is Constant { Value: 1 } ? term : new(Value(term), 1);
            To(select.Then, select with { Then = 1, Else = 0 });
            To(select.Else, select with { Then = 0, Else = 1 });
        }

        void To(Expression part, Expression partial)
        {
            if (dependent[part] && !Derivative.IsZero(partial))
            {
                Add(part, term with { Partial = partial });
            }
        }
    }

    private void Add(Expression node, Term term)
    {
        if (!adjoints.TryGetValue(node, out var terms))
        {
            adjoints[node] = terms = [];
        }

        var same = terms.FindIndex(other => other.Gradient.Equals(term.Gradient));
        if (same < 0)
        {
            terms.Add(term);
        }
        else
        {
            terms[same] = term with { Partial = Derivative.Sum(terms[same].Partial, term.Partial) };
        }
    }

    /// <summary>A part of an adjoint: a gradient times the partial derivative of what that is the gradient of.</summary>
    private sealed record Term(Expression Gradient, Expression Partial);
}
