namespace StaticNets;

/// <summary>What a recurrent layer gives to the next layer.</summary>
public enum Return
{
    /// <summary>The hidden state of the top layer after every step, <c>[steps, hidden]</c>; steps past a sequence's length are 0.</summary>
    Sequence,

    /// <summary>The hidden state of the top layer after the last real step, <c>[hidden]</c>.</summary>
    Last,
}
