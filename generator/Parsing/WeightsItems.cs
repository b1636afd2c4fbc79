using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>The items <c>StaticNetsWeights</c> of the project, by what the build's task has written of them.</summary>
internal static class WeightsItems
{
    public static bool IsListing(AdditionalText text) => text.Path.EndsWith(WeightsListing.Extension, StringComparison.Ordinal);

    public static WeightsFile Read(SourceText text)
    {
        var (path, unreadable) = ("", (string?)null);
        var tensors = new List<WeightsTensor>();
        var statements = new List<(string Key, string Value)>();
        foreach (var line in text.Lines)
        {
            var fields = WeightsListing.Fields(line.ToString());
            switch (fields)
            {
                case [WeightsListing.Path, var name]:
                    path = name;
                    break;
                case [WeightsListing.Unreadable, var why]:
                    unreadable = why;
                    break;
                case [WeightsListing.Statement, var key, var value]:
                    statements.Add((key, value));
                    break;
                case [WeightsListing.Tensor, var name, var type, ..]:
                    tensors.Add(new(name, type, fields.Skip(3).ToArray()));
                    break;
            }
        }

        return new(path, unreadable, tensors.ToArray(), statements.ToArray());
    }
}
