namespace StaticNets.Generator.Model;

/// <summary>What a file of weights that goes into the assembly holds.</summary>
/// <param name="Path">Relative to the project.</param>
/// <param name="Unreadable">Why it cannot be read; null where it can.</param>
internal sealed record WeightsFile(
    string Path, string? Unreadable, EquatableArray<WeightsTensor> Tensors, EquatableArray<(string Key, string Value)> Statements);

/// <summary>A tensor of a file.</summary>
/// <param name="Type">As the file has it, such as <c>F32</c>.</param>
/// <param name="Shape">Its extents in words: they may be more than any number holds.</param>
internal sealed record WeightsTensor(string Name, string Type, EquatableArray<string> Shape);
