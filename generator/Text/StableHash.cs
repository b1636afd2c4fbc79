namespace StaticNets.Generator.Text;

/// <summary>FNV-1a in 64 bits (Fowler, Noll and Vo): the same from run to run, unlike <see cref="object.GetHashCode"/>.</summary>
internal static class StableHash
{
    public static ulong Of(string text) => text.Aggregate(14695981039346656037UL, (hash, letter) => unchecked((hash ^ letter) * 1099511628211UL));
}
