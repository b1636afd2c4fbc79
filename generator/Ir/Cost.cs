namespace StaticNets.Generator.Ir;

/// <summary>What expressions cost.</summary>
internal static class Cost
{
    /// <summary>The statements that an expression becomes, about.</summary>
    public static int Operations(Expression expression) => 1 + expression.Parts.Sum(Operations);

    /// <summary>
    /// Whether the expression calls a function of many instructions, so that it deserves a loop of its own rather than a place behind every accumulator.
    /// </summary>
    public static bool IsExpensive(Expression expression) => expression switch
    {
        Unary { Operation: var operation } when IsCall(operation) => true,
        Uniform => true,
        _ => expression.Parts.Any(IsExpensive),
    };

    /// <summary>Whether the operation is a function of many instructions.</summary>
    public static bool IsCall(UnaryOperation operation)
        => operation is UnaryOperation.Exp or UnaryOperation.Expm1 or UnaryOperation.Log or UnaryOperation.Log1p or UnaryOperation.Sigmoid
            or UnaryOperation.Tanh or UnaryOperation.Erf or UnaryOperation.Softplus;
}
