#if STATICNETS_COMPILER
namespace StaticNets.Generator.Model;
#else
namespace StaticNets;
#endif

/// <summary>How attention scores a key k against a query q; the softmax of the scores over all keys weighs the values.</summary>
#if STATICNETS_COMPILER
internal
#else
public
#endif
enum Score
{
    /// <summary>
    /// <c>q . k / sqrt(features)</c>, for queries and keys of the same features; no parameters. Vaswani et al., "Attention
    /// is all you need" (2017).
    /// </summary>
    Dot,

    /// <summary>
    /// <c>w . tanh(Wq q + Wk k)</c> with learned w, Wq and Wk, for queries and keys of any features. Bahdanau, Cho and Bengio,
    /// "Neural machine translation by jointly learning to align and translate" (2014).
    /// </summary>
    Additive,
}
