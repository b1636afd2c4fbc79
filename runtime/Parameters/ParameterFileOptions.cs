namespace StaticNets;

/// <summary>How parameters are looked for in a file.</summary>
/// <param name="Names">Our names to the file's; null: all are the same.</param>
/// <param name="Strict">Whether tensors that nobody asks for are an error.</param>
/// <param name="Allow">What is let pass.</param>
/// <param name="Prefix">What every name in the file begins with.</param>
/// <param name="Contents">What messages call that which is loaded.</param>
internal sealed record ParameterFileOptions(
    IReadOnlyDictionary<string, string>? Names = null,
    bool Strict = true,
    LoadAllowances Allow = LoadAllowances.None,
    string Prefix = "",
    string Contents = "the parameters");
