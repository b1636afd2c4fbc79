using System.Runtime.CompilerServices;
using StaticNets.CompilerServices;
using StaticNets.Data.Text;
using Xunit;

namespace StaticNets.Tests.Versions;

/// <summary>Files that this and every earlier version wrote are loaded, and their trainings resumed.</summary>
public sealed class VersionFilesTests
{
    private const string VocabularyFile = "vocabulary.txt";

    /// <summary>What comes apart in a vocabulary, and what its file escapes.</summary>
    private static readonly string[] Texts = ["Il fait beau , n'est-ce pas ?", "the quick brown fox\\", "naïve 𝄞 日本語"];

    private static readonly int[] Widths = [128, 256, 512];

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string version in Names())
        {
            foreach (var one in VersionCase.All)
                cases.Add(version, one.Name);
        }

        return cases;
    }

    public static TheoryData<string> Versions() => new(Names());

    [Fact]
    public void The_first_version_is_there() => Assert.Contains("0.1.0", Names());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_load_to_the_bit(string version, string name) => Case(name).AssertWeightsLoad(Folder(version));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_goes_on_from_the_middle_of_an_epoch(string version, string name) => Case(name).AssertCheckpointResumes(Folder(version));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_with_another_width_goes_on_where_that_is_allowed(string version, string name)
        => Assert.All(Widths.Where(width => width != VectorWidth.Current), width => Case(name).AssertOtherWidthResumes(Folder(version), width));

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_vocabulary_numbers_tokens_as_it_did(string version)
    {
        var vocabulary = Vocabulary.Load(Path.Combine(Folder(version), VocabularyFile));
        var built = BuildVocabulary();
        Assert.Equal((TokenUnit.Word, 20), (vocabulary.Unit, vocabulary.Capacity));
        Assert.Equal(built.Tokens, vocabulary.Tokens);
        Assert.Equal(built.Encode(Texts[0]), vocabulary.Encode(Texts[0]));
    }

    /// <summary>Not a test: writes the files of this version for the width in use. The folder's README says how it is run.</summary>
    [Fact(Explicit = true)]
    public void Write()
    {
        var folder = Folder(typeof(ParameterSet).Assembly.GetName().Version!.ToString(3));
        Directory.CreateDirectory(folder);
        Assert.All(VersionCase.All, one => one.Write(folder));
        BuildVocabulary().Save(Path.Combine(folder, VocabularyFile));
    }

    private static IEnumerable<string> Names() => Directory.GetDirectories(Folder()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private static Vocabulary BuildVocabulary() => Vocabulary.Build(Texts, TokenUnit.Word, capacity: 20, reserved: ["<pad>", "<end>"]);

    private static VersionCase Case(string name) => VersionCase.All.Single(one => one.Name == name);

    private static string Folder(string version = "", [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, version);
}
