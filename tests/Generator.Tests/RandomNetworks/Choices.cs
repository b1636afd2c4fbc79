namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>Decisions drawn beforehand, taken one after another; past their end every choice is the first.</summary>
internal sealed class Choices(uint[] decisions)
{
    private int next;

    public int Below(int count)
    {
        var decision = next < decisions.Length ? decisions[next] : 0;
        next++;
        return (int)(decision % (uint)count);
    }

    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True once in so many times.</summary>
    public bool Once(int outOf) => Below(outOf) == outOf - 1;

    public T Of<T>(params T[] options) => options[Below(options.Length)];
}
