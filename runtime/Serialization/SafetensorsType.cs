namespace StaticNets;

/// <summary>The element types of safetensors files; writing is always <see cref="F32"/>.</summary>
public enum SafetensorsType
{
    /// <summary>32-bit IEEE 754.</summary>
    F32,

    /// <summary>64-bit IEEE 754, rounded to 32 bits on reading.</summary>
    F64,

    /// <summary>16-bit IEEE 754.</summary>
    F16,

    /// <summary>The upper 16 bits of an <see cref="F32"/>.</summary>
    BF16,

    /// <summary>A type that is not read, such as integers: <see cref="SafetensorsEntry.TypeName"/> says which. Only asking for the tensor's elements is an
    /// error.</summary>
    Other,
}
