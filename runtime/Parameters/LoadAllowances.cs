namespace StaticNets;

/// <summary>What loading parameters lets pass that is an error otherwise, because it is nearly always a mistake.</summary>
[Flags]
public enum LoadAllowances
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Elements that are infinite or not a number.</summary>
    NonFinite = 1,

    /// <summary>
    /// A file that does not say in which form its network was trained, where PyTorch's form is another than the network's: a <see cref="GruAttribute"/> without
    /// <see cref="GruAttribute.ResetAfter"/>. The file is then taken to be in the network's form.
    /// </summary>
    UnstatedForm = 2,
}
