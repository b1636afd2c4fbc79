using StaticNets.Samples.TranslateProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class ShadedMapTests
{
    [Fact]
    public void Characters_stand_close_together() => Assert.Equal(
        [
            "       4.5<eos>",
            "4      █  ░░░░░",
            "<eos>   ▓ ▒▒▒▒▒",
        ],
        ShadedMap.Lines(new("decoder", ["4", ".", "5", "<eos>"], ["4", "<eos>"], [[0.71f, 0.09f, 0.09f, 0.11f], [0.05f, 0.51f, 0.02f, 0.42f]])));

    [Fact]
    public void Words_have_a_space_between_them() => Assert.Equal(
        [
            "      il est vieux",
            "he    ██",
            "is       ▓▓▓ ▒▒▒▒▒",
            "old.  ░░     █████",
        ],
        ShadedMap.Lines(new("cross", ["il", "est", "vieux"], ["he", "is", "old."], [[1, 0, 0], [0, 0.6f, 0.4f], [0.2f, 0.05f, 0.75f]])));

    [Fact]
    public void Wide_characters_have_wide_cells() => Assert.Equal(
        ["   2月3", "2   ██"],
        ShadedMap.Lines(new("decoder", ["2", "月", "3"], ["2"], [[0, 1, 0]])));
}
