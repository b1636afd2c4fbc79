namespace StaticNets;

/// <summary>
/// Marks a class whose layers are a part of networks: <see cref="UseAttribute"/> applies them there. The class itself stays as it is; no code
/// is generated for it.
/// </summary>
/// <remarks>
/// A block declares no input and no loss: its first layer takes the current value of the place of use, which the block's layers call
/// <c>input</c>. Names inside a block are its own; where they are not, they are those of the network's layers and inputs
/// before the place of use.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BlockAttribute : Attribute;
