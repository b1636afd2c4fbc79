namespace StaticNets;

/// <summary>
/// A layer that reads a sequence step by step and carries a hidden state, which starts at 0, at the state of a call that
/// passes one, or at <see cref="InitialState"/>.
/// </summary>
/// <remarks>
/// <para>
/// In: <c>[steps, features]</c>. Out: <c>[steps, hidden]</c> or, with <see cref="StaticNets.Return.Last"/>, <c>[hidden]</c>; twice as many
/// features if <see cref="Bidirectional"/>. Where the sequence has lengths, the steps past an example's length change no state and their
/// outputs are 0, as with PyTorch's packed sequences.
/// </para>
/// <para>
/// Parameters, for layer l from 0 and G gates: <c>weight_ih_l{l}</c> <c>[G hidden, features]</c> (from layer 1: the outputs of the layer below),
/// <c>weight_hh_l{l}</c> <c>[G hidden, hidden]</c>, <c>bias_ih_l{l}</c> <c>[G hidden]</c>, each for the backward direction once more with
/// <c>_reverse</c> appended. The rows of the gates lie one after another, in PyTorch's order. PyTorch's second bias, <c>bias_hh_l{l}</c>, only adds to
/// the first; reading a file adds the two, writing makes it 0.
/// </para>
/// <para>
/// With <see cref="Attend"/> the features of layer 0 are those of the context, then those of the input, and
/// <see cref="Score.Additive"/> has the parameters <c>attention.query.weight</c> <c>[hidden, hidden]</c>, <c>attention.key.weight</c>
/// <c>[hidden, key features]</c> and <c>attention.score.weight</c> <c>[1, hidden]</c>.
/// </para>
/// </remarks>
public abstract class RecurrentAttribute : LayerAttribute
{
    private protected RecurrentAttribute(int hidden)
    {
        Hidden = hidden;
    }

    /// <summary>The number of hidden units of each layer and direction.</summary>
    public int Hidden { get; }

    /// <summary>The number of layers, at least 1, each reading the hidden states of the one below. Default: 1.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether a second set of units reads the sequence from its last real step to its first; the outputs of a step are those of
    /// the forward, then those of the backward direction. Default: false.
    /// </summary>
    /// <remarks>
    /// <see cref="StaticNets.Return.Last"/> then gives the forward state after the last real step and the backward state after the first. Schuster
    /// and Paliwal, "Bidirectional recurrent neural networks" (1997).
    /// </remarks>
    public bool Bidirectional { get; set; }

    /// <summary>
    /// The probability that training sets an output of a layer to 0 on its way to the layer above (never after the top layer), the
    /// others being divided by 1 - p, as <see cref="DropoutAttribute"/> does. Default: 0.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>Whether the next layer gets the hidden state of every step or of the last. Default: <see cref="Return.Sequence"/>.</summary>
    public Return Return { get; set; } = Return.Sequence;

    /// <summary>
    /// The name of an earlier recurrent layer with as many hidden units and layers and the same kind of state (a hidden state, or with
    /// <see cref="LstmAttribute"/> a cell as well), neither of the two being bidirectional, from whose final states this one starts, layer by layer:
    /// the states after the last real step. Default: none.
    /// </summary>
    /// <remarks>Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks" (2014).</remarks>
    public string InitialState { get; set; } = "";

    /// <summary>
    /// The name of an earlier value to begin the hidden states with, <c>[hidden]</c>, or <c>[layers, hidden]</c> where there are several; with
    /// <see cref="Bidirectional"/> <c>[2 layers, hidden]</c>, for each layer the forward state and then the backward one, as in PyTorch. Not together with
    /// <see cref="InitialState"/>. Default: none; the states begin with 0.
    /// </summary>
    public string InitialHidden { get; set; } = "";

    /// <summary>
    /// A name for the hidden states after the last real step, of the shape that <see cref="InitialHidden"/> has, for other layers to take. Default: none.
    /// </summary>
    public string FinalHidden { get; set; } = "";

    /// <summary>
    /// The name of an earlier layer whose output <c>[steps', features']</c> every step attends to: the query is the hidden state of the top layer
    /// after the step before (at first the initial state), keys and values are the steps of that output, and the context they
    /// give is put before the step's input: <c>x_t = [context_t, in_t]</c>. Steps past the length of the attended sequence get weight exactly 0.
    /// Default: none.
    /// </summary>
    /// <remarks>Bahdanau, Cho and Bengio, "Neural machine translation by jointly learning to align and translate" (2014).</remarks>
    public string Attend { get; set; } = "";

    /// <summary>
    /// How <see cref="Attend"/> scores keys; the hidden width of <see cref="Score.Additive"/> is <see cref="Hidden"/>. Default: <see cref="Score.Additive"/>.
    /// </summary>
    public Score Score { get; set; } = Score.Additive;

    /// <summary>
    /// Whether the weights of <see cref="Attend"/>, <c>[steps, steps']</c>, can be read after a forward pass, to show what was attended to: <c>Forward</c> and
    /// <c>Step</c> get an overload with a span for them. Default: false.
    /// </summary>
    public bool Expose { get; set; }
}
