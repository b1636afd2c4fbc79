namespace StaticNets.Data;

internal static class Ranges
{
    /// <summary>Checks that rows <paramref name="first"/> to <c>first + count - 1</c> exist.</summary>
    public static void Check(int first, int count, int available)
    {
        if (first < 0 || first > available)
            throw new ArgumentOutOfRangeException(nameof(first), $"first is {first}, but there are {available} rows.");
        if (count < 0 || count > available - first)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), $"count is {count}, but there are {available - first} rows from row {first} on.");
        }
    }
}
