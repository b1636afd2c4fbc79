using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>One rewriting of a program.</summary>
/// <param name="name">What a dump calls it.</param>
internal sealed class Pass(string name, Func<TensorProgram, CancellationToken, TensorProgram> apply)
{
    public string Name { get; } = name;

    public TensorProgram Apply(TensorProgram program, CancellationToken cancellation) => apply(program, cancellation);
}
