using System.Globalization;
using System.Text;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Text;

/// <summary>The documentation of a generated class: its table of layers, which an IDE shows on hovering the class.</summary>
internal static class Documentation
{
    public static string Shape(EquatableArray<int> shape) => shape.Count == 0 ? "1" : string.Join("x", shape.Select(Literal.Of));

    public static string OfClass(NetworkModel model)
    {
        var text = new StringBuilder();
        text.Append("/// <remarks>\n/// <list type=\"table\">\n");
        text.Append("/// <listheader><term>layer</term><description>output, parameters, multiply-adds</description></listheader>\n");
        foreach (var layer in model.Layers)
        {
            text.Append(
                $"/// <item><term>{Escape(layer.Name)} = {Escape(layer.Declaration)}</term><description>{Shape(layer.Output.Dimensions)}, "
                    + $"{Number(layer.ParameterCount)}, {Number(layer.MultiplyAdds)}</description></item>\n");
        }

        text.Append(
            $"/// <item><term>in all</term><description>{Shape(model.Forward.Output.Dimensions)}, "
                + $"{Number(model.Layers.Sum(layer => layer.ParameterCount))}, {Number(model.Layers.Sum(layer => layer.MultiplyAdds))}</description></item>\n");
        text.Append("/// </list>\n/// </remarks>");
        return text.ToString();
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
