using System.Collections.Immutable;
using StaticNets.Generator.Context;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>What makes one kind of recurrent layer another than the rest: its states, its parameters and what happens in a step.</summary>
internal interface IRecurrentCell
{
    /// <summary>The tensors that go from step to step: hidden, and the cell of an LSTM.</summary>
    ImmutableArray<string> StateNames { get; }

    /// <summary>How many blocks of hidden rows the weights have.</summary>
    int Gates(LayerContext context);

    /// <summary>Adds the parameters of one layer and direction; null where they are too large, which is reported.</summary>
    RecurrentParameters? Parameters(LayerContext context, string suffix, int inputs, int hidden);

    /// <summary>Appends the loops of one step: from the states at <see cref="RecurrentStep.Before"/> to those at <see cref="RecurrentStep.After"/>.</summary>
    void Step(RecurrentStep step);
}
