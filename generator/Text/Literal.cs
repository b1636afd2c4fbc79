using System.Globalization;

namespace StaticNets.Generator.Text;

/// <summary>Numbers and texts as C# source that reads back to the same value.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r")}\"";

    public static string Of(double value)
    {
        var single = (float)value;
        if (float.IsNaN(single))
        {
            return "float.NaN";
        }

        if (float.IsInfinity(single))
        {
            return single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        var text = single.ToString("R", CultureInfo.InvariantCulture);
        return (text.Length < 9 ? text : single.ToString("G9", CultureInfo.InvariantCulture)) + "f";
    }
}
