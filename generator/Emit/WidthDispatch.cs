using StaticNets.Generator.Members;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the choice of vector width of an entry point.</summary>
internal static class WidthDispatch
{
    /// <summary>Calls the code of the widest emitted width that the process uses; a constant condition to the JIT.</summary>
    /// <param name="call">The statement with the call for the code's type.</param>
    /// <param name="returns">Whether the statement returns.</param>
    public static void Write(SourceWriter writer, IReadOnlyList<VectorTarget> targets, Func<string, string> call, bool returns)
    {
        foreach (var target in targets.Skip(1).Reverse())
        {
            writer.Open($"if (global::StaticNets.CompilerServices.VectorWidth.Current >= {Literal.Of(target.Bits)})");
            WriteCall(target);
            if (!returns)
            {
                writer.Line("return;");
            }

            writer.Close();
            writer.Line();
        }

        WriteCall(targets[0]);

        void WriteCall(VectorTarget target) => writer.Line($"{call(EmittedNames.CodeOf(target))};");
    }
}
