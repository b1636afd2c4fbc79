namespace StaticNets.Generator.Lower;

/// <summary>Names of tensors as parts of C# names.</summary>
internal static class CodeNames
{
    /// <summary><c>conv2d1.weight.gradient</c> becomes <c>Conv2d1WeightGradient</c>: letters and digits alone.</summary>
    public static string Pascal(string tensor)
    {
        var parts = tensor.Split('.', '_', ' ').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1));
        return string.Concat(string.Concat(parts).Where(char.IsLetterOrDigit));
    }
}
