using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>
/// The program for inference: what training drops at random is kept, so a choice that depends on a random number
/// becomes its expectation (inverted dropout: Srivastava et al. 2014).
/// </summary>
internal static class WithoutDropout
{
    public static TensorProgram Apply(TensorProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return program with { Loops = [.. program.Loops.Select(loop => loop with { Body = Expect(loop.Body) })] };
    }

    private static Expression Expect(Expression expression)
        => expression is Select { Comparison: Comparison.Less, Left: Uniform, Right: Constant probability } choice
            ? (choice.Then * probability.Value) + (Expect(choice.Else) * (1 - probability.Value))
            : expression.MapParts(Expect);
}
