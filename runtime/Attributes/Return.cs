#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>What a recurrent layer gives to the next layer.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum Return
{
    /// <summary>The hidden state of the top layer after every step, <c>[steps, hidden]</c>; steps past a sequence's length are 0.</summary>
    Sequence,

    /// <summary>The hidden state of the top layer after the last real step, <c>[hidden]</c>.</summary>
    Last,
}
