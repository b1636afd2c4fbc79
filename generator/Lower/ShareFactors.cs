using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>
/// Orders the products of one step of a contraction: the factor with fewer distinct elements is loaded first and stays in registers while the other is gone
/// through, so that accumulators, resident values and one more fit the register file. Every element is loaded once.
/// </summary>
internal sealed class ShareFactors(KernelNames names)
{
    public EquatableArray<Statement> Apply(EquatableArray<Statement> statements) => statements.SelectMany(Apply).ToArray();

    private IEnumerable<Statement> Apply(Statement statement) => statement switch
    {
        ReductionStep step => InOrder(step.Body),
        Enclosing enclosing => [enclosing with { Body = Apply(enclosing.Body) }],
        _ => [statement],
    };

    /// <summary>The statements of a step, each run of products in the best order.</summary>
    private IEnumerable<Statement> InOrder(EquatableArray<Statement> step)
    {
        var result = new List<Statement>();
        var products = new List<Product>();
        foreach (var statement in step)
        {
            if (statement is Assign assign && Product.Of(assign) is { } product)
            {
                products.Add(product);
                continue;
            }

            Flush();
            result.Add(statement is Enclosing enclosing ? enclosing with { Body = InOrder(enclosing.Body).ToArray() } : statement);
        }

        Flush();
        return result;

        void Flush()
        {
            if (products.Count > 0)
            {
                result.AddRange(Order(products));
                products.Clear();
            }
        }
    }

    private IEnumerable<Statement> Order(List<Product> products)
    {
        var left = Elements(products, product => product.Left);
        var right = Elements(products, product => product.Right);
        var (residents, passing) = left.Count <= right.Count ? (left, right) : (right, left);
        var resident = new Value[products.Count];
        var statements = new List<Statement>();
        foreach (var (element, users) in residents)
        {
            var value = Keep(element, users);
            foreach (var user in users)
            {
                resident[user] = value;
            }
        }

        foreach (var (element, users) in passing)
        {
            var value = Keep(element, users);
            foreach (var user in users)
            {
                statements.Add(products[user].Add(value, resident[user]));
            }
        }

        return statements;

        Value Keep(Value element, List<int> users)
        {
            if (users.Count == 1)
            {
                return element;
            }

            var local = names.Temporary(element.Lanes);
            statements.Add(new Let(local, element));
            return local;
        }
    }

    /// <summary>The distinct elements of a factor, and which of the products have each.</summary>
    private static List<(Value Element, List<int> Users)> Elements(List<Product> products, Func<Product, Value> factor)
    {
        var elements = new List<(Value Element, List<int> Users)>();
        var known = new Dictionary<Value, List<int>>();
        for (var i = 0; i < products.Count; i++)
        {
            var element = factor(products[i]);
            if (!known.TryGetValue(element, out var users))
            {
                known[element] = users = [];
                elements.Add((element, users));
            }

            users.Add(i);
        }

        return elements;
    }

    /// <summary>What a statement adds to a sum: a product of two elements of memory, perhaps of fewer lanes.</summary>
    private sealed record Product(Local Sum, Value Left, Value Right)
    {
        public static Product? Of(Assign assign) => assign.Value switch
        {
            MultiplyAdd { Left: Load or Splat, Right: Load or Splat } add when add.Addend.Equals(assign.Local) => new(assign.Local, add.Left, add.Right),
            Combined
            {
                Operation: BinaryOperation.Add, Right: Widen
                {
                    Operand: Combined
                    {
                        Operation: BinaryOperation.Multiply, Left: Load or Splat, Right: Load
                or Splat
                    } product
                }
            } sum
                when sum.Left.Equals(assign.Local) => new(assign.Local, product.Left, product.Right),
            _ => null,
        };

        public Assign Add(Value left, Value right) => new(
            Sum,
            left.Lanes == Sum.Lanes
                ? new MultiplyAdd(left, right, Sum)
                : new Combined(BinaryOperation.Add, Sum, new Widen(new Combined(BinaryOperation.Multiply, left, right), Sum.Lanes)));
    }
}
