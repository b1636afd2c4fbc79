using System.CommandLine;
using StaticNets.Samples.Classifying;
using StaticNets.Samples.TrainingProgram;

namespace StaticNets.Samples.LeNetProgram;

/// <summary>The command line: options with their explanations and checks.</summary>
internal static class CommandLine
{
    /// <summary>Does what the options ask for and returns the exit code.</summary>
    public delegate int OptionsHandler(Options options, TextWriter output, TextWriter errors);

    public static RootCommand Create(OptionsHandler run)
    {
        var classifier = new ClassifierCommand(new Options(), "samples/lenet.sh", "sgd 0.9, momentum 0.1, adam and adamw 0.001");
        var predict = SettingOption.Text("--predict", "image.png", "Classify this picture with the weights of --load, or else of --save, and do not train. "
            + "It becomes 28x28 grey; a picture with a light ground is inverted.");
        var command = classifier.Create("Trains LeNet on Fashion-MNIST, or classifies a picture with it.", predict);
        SettingOption.Exclude(command, classifier.Resume, predict);
        SettingOption.Exclude(command, predict, classifier.Plots);
        command.SetAction(result => run(
            classifier.Read(result) with { Predict = result.GetValue(predict) }, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }
}
