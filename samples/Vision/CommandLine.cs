using System.CommandLine;
using StaticNets.Samples.Classifying;

namespace StaticNets.Samples.Vision;

/// <summary>The command line: which network, and the options of all programs that train on Fashion-MNIST.</summary>
internal static class CommandLine
{
    /// <summary>Does what the options ask for and returns the exit code.</summary>
    public delegate int OptionsHandler(NetworkChoice network, Options options, TextWriter output, TextWriter errors);

    private static readonly string Names = string.Join("|", NetworkChoice.All.Select(choice => choice.Name));

    /// <param name="arguments">What the program was started with: the defaults of other options are those of its network.</param>
    /// <param name="run">Does what the options ask for.</param>
    public static RootCommand Create(IReadOnlyList<string> arguments, OptionsHandler run)
    {
        var network = Network();
        // What is wrong with the arguments is said when all of them are parsed.
        var given = new RootCommand { network }.Parse([.. arguments]).GetResult(network) is { Tokens: [var name, ..] } ? NetworkChoice.Find(name.Value) : null;
        var chosen = given ?? NetworkChoice.Find("resnet")!;
        var classifier = new ClassifierCommand(chosen.Defaults, NetworkChoice.Script, "that of the network");
        var command = classifier.Create("Trains a network of \"Dive into Deep Learning\" on Fashion-MNIST.");
        command.Options.Insert(0, network);
        command.SetAction(result => run(
            chosen, classifier.Read(result), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static Option<NetworkChoice?> Network() => new("--network")
    {
        Description = "The network. [default: resnet]",
        HelpName = Names,
        CustomParser = result =>
        {
            if (NetworkChoice.Find(result.Tokens[0].Value) is { } choice)
                return choice;
            result.AddError($"--network needs one of {Names}, but got '{result.Tokens[0].Value}'.");
            return null;
        },
    };
}
