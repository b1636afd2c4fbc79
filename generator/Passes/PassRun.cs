using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>Sees the program of a purpose after each of its passes, and before the first, which has no name then.</summary>
internal delegate void PassObserver(string purpose, string? pass, TensorProgram program);

/// <summary>Runs lists of passes. What several of them have in common at their beginning runs once.</summary>
/// <param name="observer">Gets what a list has in common with others too; null in production.</param>
internal sealed class PassRun(CancellationToken cancellation, PassObserver? observer = null)
{
    private readonly Dictionary<(TensorProgram Program, Pass Pass), TensorProgram> results = new(new SameProgram());

    public TensorProgram Of(PassList list, TensorProgram program)
    {
        observer?.Invoke(list.Purpose, null, program);
        foreach (var pass in list.Passes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!results.TryGetValue((program, pass), out var result))
            {
                results[(program, pass)] = result = pass.Apply(program, cancellation);
            }

            program = result;
            observer?.Invoke(list.Purpose, pass.Name, program);
        }

        return program;
    }

    /// <summary>Comparing programs by value would go through all their loops.</summary>
    private sealed class SameProgram : IEqualityComparer<(TensorProgram Program, Pass Pass)>
    {
        public bool Equals((TensorProgram Program, Pass Pass) x, (TensorProgram Program, Pass Pass) y)
            => ReferenceEquals(x.Program, y.Program) && ReferenceEquals(x.Pass, y.Pass);

        public int GetHashCode((TensorProgram Program, Pass Pass) key)
            => unchecked((System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Program) * 31) + key.Pass.GetHashCode());
    }
}
