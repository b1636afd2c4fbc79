using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>One kind of layer: its arguments and their checks, its shape rule, its parameters, and what it computes.</summary>
internal abstract class Layer
{
    /// <summary>The argument of any layer that names the value to take instead of the current one.</summary>
    public const string From = "From";

    /// <summary>The argument of any layer that says whether its parameters are trained.</summary>
    public const string Trainable = LayerParameters.Trainable;

    protected const string AnImage = "an image [channels, height, width]";
    protected const string ASequence = "a sequence [steps, features]";

    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Kind { get; }

    /// <summary>Arguments that name an earlier value which the layer takes step by step, beside the current one.</summary>
    public virtual ImmutableArray<string> Currents => [];

    /// <summary>Arguments that name an earlier value which every step looks back on: keys, a state to begin with.</summary>
    public virtual ImmutableArray<string> Memories => [];

    /// <summary>Arguments that name further values which the layer gives, beside its own.</summary>
    public virtual ImmutableArray<string> Given => [];

    /// <summary>Whether the layer ends the network and gives no value of its own.</summary>
    public virtual bool IsLoss => false;

    /// <summary>Whether the caller gets the layer's value, beside the network's.</summary>
    public virtual bool IsOutput => false;

    /// <summary>Whether the layer takes its value from outside.</summary>
    public virtual bool IsInput => false;

    /// <summary>Whether the layer has a value by itself and takes no current one.</summary>
    public virtual bool TakesNoValue => IsInput;

    /// <summary>Whether the layer works on images, [channels, height, width], and on nothing else, unless it takes sequences too.</summary>
    public virtual bool TakesImages => false;

    /// <summary>Whether a layer that works on images works on sequences, [steps, features], as well.</summary>
    public virtual bool TakesSequences => false;

    /// <summary>Whether the layer makes probabilities of the values along the last axis, which are 1 where there is but one.</summary>
    public virtual bool IsSoftmax => false;

    /// <summary>Whether the layer makes probabilities of any numbers.</summary>
    public virtual bool GivesProbabilities => false;

    /// <summary>What the layer does to logits that a loss should get as they are, in words that follow its name; null where nothing is lost.</summary>
    public virtual string? ChangeOfLogits => null;

    /// <summary>Whether each element of the layer's value is made from that of its input alone.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>Whether the layer's value at a step depends on the input at other steps in a way that padding would change.</summary>
    public virtual bool MixesSteps => false;

    /// <summary>
    /// Whether the layer's value at a step can be computed from that step, what was remembered of those before,
    /// and values that do not change from step to step.
    /// </summary>
    public virtual bool IsPerStep(LayerDeclaration declaration) => !MixesSteps;

    /// <summary>
    /// Whether the layer's value at a step depends on the steps before, or on their number, in a way that needs all of them to be remembered.
    /// </summary>
    public virtual bool RemembersSteps(LayerDeclaration declaration) => false;

    /// <summary>Whether the layer has a state that goes from one call to the next.</summary>
    public virtual bool CarriesState(LayerDeclaration declaration) => false;

    /// <summary>Whether the layer works on tokens rather than numbers.</summary>
    protected virtual bool TakesTokens => false;

    /// <summary>Reports an input that this kind of layer cannot work on, whatever its shape.</summary>
    public bool Suits(Value input, LayerContext context)
    {
        if (input.IsTokens != TakesTokens)
        {
            if (input.IsTokens)
            {
                context.Report(Descriptors.NeedsNumbers, null, [context.Declaration.Text, input.Description], ["before", "OneHot"]);
            }
            else
            {
                context.Report(Descriptors.NeedsTokens, null, [context.Declaration.Text, input.Description]);
            }

            return false;
        }

        // Without lengths it would be the wrong shape all the same.
        if (TakesImages && !(TakesSequences && input.IsSequence) && !IsImage(context, input))
        {
            return false;
        }

        if (MixesSteps && input.Lengths is not null)
        {
            context.Report(Descriptors.MixesPadding, null, [context.Declaration.Text, input.Description, LengthsAdvice]);
            return false;
        }

        return true;
    }

    /// <summary>
    /// Checks the arguments, then, where <see cref="LayerContext.IsReady"/>, appends the layer's loops and gives its output. Null where something was reported
    /// or the input is not known.
    /// </summary>
    public abstract Tensor? Build(LayerContext context);

    /// <summary>What to do where the layer would mix padding into real steps: what fits the layer's input afterwards.</summary>
    protected virtual string LengthsAdvice => "leave out Lengths";

    /// <summary>What a layer over images says of a sequence.</summary>
    protected virtual string SequenceAdvice => "";

    /// <summary>Reports an input that is not [channels, height, width].</summary>
    private bool IsImage(LayerContext context, Value input)
    {
        if (input.IsImage)
        {
            return true;
        }

        var advice = new List<string>();
        var image = ImageShape.OfInput(input);
        if (image is not null)
        {
            advice.Add($"declare it as {ImageShape.Declared(input.Source!, image)}{(input.Rank > 3 ? ", shapes have no batch" : "")}");
        }

        if (input.IsSequence && SequenceAdvice.Length > 0)
        {
            advice.Add(SequenceAdvice);
        }

        context.Report(
            Descriptors.WrongRank,
            null,
            [
                context.Declaration.Text,
                TakesSequences ? $"{AnImage} or {ASequence}" : AnImage,
                input.ShapeText,
                input.Origin,
                advice.Count == 0 ? "" : $": {string.Join(", or ", advice)}",
            ],
            image is null ? null : ["arguments", image],
            image is null ? null : input.Source!.Span);
        return false;
    }

    /// <summary>Reports an input that is not [steps, features].</summary>
    protected static bool IsSequence(LayerContext context)
    {
        if (context.Input.IsSequence)
        {
            return true;
        }

        WrongRank(context, ASequence, "");
        return false;
    }

    protected static void WrongRank(LayerContext context, string needed, string advice, params string[] properties)
        => context.Report(Descriptors.WrongRank, null, [context.Declaration.Text, needed, context.Input.ShapeText, context.Input.Origin, advice], properties);
}
