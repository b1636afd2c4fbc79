namespace StaticNets.Benchmarks.Cases;

/// <summary>Every case, in the order of the table. A new family of cases is a file in this folder and a line here.</summary>
internal static class AllCases
{
    public static IReadOnlyList<Case> List { get; } =
    [
        .. LeNetCases.Forward,
        .. LeNetCases.TrainingStep,
        .. LeNetCases.Trainer,
        .. LeNet5Cases.TrainingStep,
        .. RecurrentCases.List,
        .. StepCases.List,
        .. TransformerCases.List,
        .. TranslationCases.List,
        .. LargeNetworkCases.List,
    ];
}
