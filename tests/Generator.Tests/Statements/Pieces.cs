using StaticNets.Generator.Collections;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;

namespace StaticNets.Generator.Tests.Statements;

/// <summary>Small statements to put a kernel together from.</summary>
internal static class Pieces
{
    /// <summary>Variables of loops.</summary>
    public static readonly Axis I = new(-10, "i", 4), J = new(-9, "j", 3);

    /// <summary>Whether i, or j, is more than 0.</summary>
    public static readonly Inside InI = new(I - (Affine)1, 4), InJ = new(J - (Affine)1, 3), InBoth = new(I + J - (Affine)1, 6);

    /// <summary>Names without a tensor.</summary>
    public static KernelNames NewNames() => new([], tensor => tensor);

    public static Place At(string reference, Affine variables, int offset = 0) => new(reference, variables, offset);

    public static Load Load(string reference, int offset = 0, int lanes = 8) => new(At(reference, 0, offset), lanes);

    public static Splat Splat(string reference, int offset = 0, int lanes = 8) => new(At(reference, 0, offset), lanes);

    public static Local Local(string name, int lanes = 8) => new(name, lanes);

    public static Combined Sum(Value left, Value right) => new(BinaryOperation.Add, left, right);

    public static Combined Product(Value left, Value right) => new(BinaryOperation.Multiply, left, right);

    /// <summary><c>sum += left * right</c></summary>
    public static Assign Add(string sum, Value left, Value right) => new(Local(sum), new MultiplyAdd(left, right, Local(sum)));

    /// <summary>A store that can be told from others.</summary>
    public static Store Store(int offset) => new(At("output", 0, offset), Local("sum"));

    public static EquatableArray<Statement> Body(params Statement[] statements) => statements;

    public static For For(Axis variable, params Statement[] body) => new(variable, body);

    public static If If(Inside[] conditions, params Statement[] body) => new(conditions, body);
}
