using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the code of one vector width.</summary>
internal static class CodeWriter
{
    public static string Write(LoweredCode code, TypeIdentity type)
    {
        var writer = new SourceWriter();
        var printer = new StatementPrinter(writer);
        SourceFile.Begin(writer, type);
        writer.Line(
            $"// Vectors of {Literal.Of(code.Target.Bits)} bits: {Literal.Of(code.Target.Lanes)} floats. In blocks, lanes are examples; for one example, "
                + "lanes are features.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"private readonly struct {EmittedNames.CodeOf(code.Target)} : global::StaticNets.CompilerServices.I{code.Kind}Code");
        foreach (var method in code.Entries)
        {
            writer.Line();
            writer.Open($"public static {Signature(method.Entry)}");
            printer.Print(method.Body);
            if (method.Entry == Entry.TraceOne)
            {
                writer.Line("return null;");
            }

            writer.Close();
        }

        foreach (var (name, kernel, comments) in code.Kernels)
        {
            writer.Line();
            foreach (var comment in comments)
            {
                writer.Line($"// {comment}");
            }

            writer.Line("[MethodImpl_(Options_.AggressiveOptimization)]");
            writer.Open($"private static void {name}({Parameters(kernel)})");
            foreach (var (again, first) in kernel.Again)
            {
                writer.Line($"// {again} is {first} once more: the JIT loads again what it would otherwise keep on the stack.");
            }

            printer.Print(kernel.Body);
            writer.Close();
        }

        writer.Close();
        SourceFile.End(writer, type);
        return writer.ToString();
    }

    /// <summary>The signatures that the runtime's interfaces of compiled code fix.</summary>
    private static string Signature(Entry entry)
        => $"{(entry == Entry.TraceOne ? "string?" : "void")} "
            + $"{entry}({string.Join(", ", EntryParameters.Of(entry).Select(parameter => $"{parameter.Type} {parameter.Name}"))})";

    private static string Parameters(Kernel kernel)
        => string.Join(
            ", ",
            kernel.References.Select(name => $"ref float {name}")
                .Concat(KernelParameter.Of(kernel).Select(parameter => $"{TypeOf(parameter.Kind)} {parameter.Name}")));

    private static string TypeOf(KernelParameterKind kind) => kind switch
    {
        KernelParameterKind.Key or KernelParameterKind.FirstExample => "uint",
        KernelParameterKind.Blocks => "int",
        KernelParameterKind.Time => VectorSyntax.Int,
        KernelParameterKind.Accumulate => "bool",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
