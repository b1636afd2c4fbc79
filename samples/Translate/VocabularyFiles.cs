using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>The files beside weights that say which words the weights are for.</summary>
internal static class VocabularyFiles
{
    public static string SourceOf(string weights) => TrainingFiles.Beside(weights, ".source.txt");

    public static string TargetOf(string weights) => TrainingFiles.Beside(weights, ".target.txt");
}
