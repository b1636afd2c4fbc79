namespace StaticNets.Onnx.Model;

/// <summary>What the elements of a tensor are, as far as networks tell them apart.</summary>
public enum ElementKind
{
    /// <summary>Floating-point numbers of any size.</summary>
    Float,

    /// <summary>Whole numbers of any size.</summary>
    Integer,

    /// <summary>True and false.</summary>
    Boolean,
}
