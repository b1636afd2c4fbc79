using System.Globalization;

namespace StaticNets;

/// <summary>Finds an element that is infinite or not a number, and says where it is.</summary>
internal static class NonFiniteElement
{
    /// <summary>The first such element of a tensor in row-major order, as <c>dense1.weight[3, 17] is NaN</c>; null if there is none.</summary>
    public static string? Find(string name, ParameterInfo info, ReadOnlySpan<float> values)
    {
        var element = NonFinite.Find(values);
        return element < 0 ? null : $"{name}{Place(info, element)} is {values[element].ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The first such element of a set, in the order of its names; null if there is none.</summary>
    /// <param name="set">The set.</param>
    /// <param name="prefix">Put before the name.</param>
    public static string? Find(ParameterSet set, string prefix = "")
    {
        if (NonFinite.Find(set.Values) < 0)
            return null;
        foreach (var info in set.Layout.Entries)
        {
            if (Find(prefix + info.Name, info, set[info.Name]) is { } found)
                return found;
        }

        return null;
    }

    private static string Place(ParameterInfo info, int element)
    {
        if (info.Shape.IsEmpty)
            return "";
        var place = "";
        for (var axis = info.Shape.Length - 1; axis >= 0; axis--)
        {
            place = (element % info.Shape[axis]).ToString(CultureInfo.InvariantCulture) + (place.Length == 0 ? "" : ", ") + place;
            element /= info.Shape[axis];
        }

        return $"[{place}]";
    }
}
