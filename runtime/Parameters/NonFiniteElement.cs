using System.Globalization;

namespace StaticNets;

/// <summary>An element that is infinite or not a number.</summary>
/// <param name="Tensor">The tensor that it is of.</param>
/// <param name="Element">Where it is there, in row-major order.</param>
/// <param name="Value">What it is.</param>
internal readonly record struct NonFiniteElement(ParameterInfo Tensor, int Element, float Value)
{
    /// <summary>The first such element of a tensor, or of those from one on; null if there is none.</summary>
    public static NonFiniteElement? Find(ParameterInfo tensor, ReadOnlySpan<float> values, int first = 0)
    {
        var element = NonFinite.Find(values);
        return element < 0 ? null : new NonFiniteElement(tensor, first + element, values[element]);
    }

    /// <summary>The first such element of a set, in the order of its names; null if there is none.</summary>
    public static NonFiniteElement? Find(ParameterSet set)
    {
        if (NonFinite.Find(set.Values) < 0)
            return null;
        foreach (var info in set.Layout.Entries)
        {
            if (Find(info, set[info.Name]) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>What it is and where, as <c>dense1.weight[3, 17] is NaN</c>.</summary>
    /// <param name="name">The name of its tensor.</param>
    public string Text(string name) => $"{name}{Place()} is {Value.ToString(CultureInfo.InvariantCulture)}";

    private string Place()
    {
        if (Tensor.Shape.IsEmpty)
            return "";
        var (place, element) = ("", Element);
        for (var axis = Tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            place = (element % Tensor.Shape[axis]).ToString(CultureInfo.InvariantCulture) + (place.Length == 0 ? "" : ", ") + place;
            element /= Tensor.Shape[axis];
        }

        return $"[{place}]";
    }
}
