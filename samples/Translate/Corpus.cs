using StaticNets.Data.Text;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>What is learned and how it is scored.</summary>
internal abstract class Corpus
{
    /// <summary>Where the pairs are from and how many there are, for a line of the output.</summary>
    public abstract string Description { get; }

    public abstract Vocabulary SourceVocabulary { get; }

    public abstract Vocabulary TargetVocabulary { get; }

    public abstract IReadOnlyList<Pair> Training { get; }

    /// <summary>Pairs that are not learned; empty where there are none.</summary>
    public abstract IReadOnlyList<Pair> HeldOut { get; }

    /// <summary>The pairs that are translated in the end: those held out, or else those learned.</summary>
    public IReadOnlyList<Pair> Scored => HeldOut.Count > 0 ? HeldOut : Training;

    /// <summary>What <see cref="Score"/> is called.</summary>
    public abstract string ScoreName { get; }

    /// <summary>Brings a text as people type it into the form of the sources.</summary>
    public abstract string Normalize(string text);

    /// <summary>How good a translation is, 0 to 1.</summary>
    public abstract double Score(string translation, string right);

    /// <summary>Keeps what <c>--load</c> and <c>--resume</c> need besides the weights.</summary>
    public virtual void Save(string weights)
    {
    }
}
