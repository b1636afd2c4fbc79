using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>
/// Runs a program's command line, on which whatever looks like an option has to be one: the parser would take it for a file where one can stand.
/// </summary>
public static class ProgramCommand
{
    private const string Hint = "--help lists the options.";

    /// <summary>Parses the arguments and does what they say.</summary>
    /// <param name="command">The program's options and arguments.</param>
    /// <param name="arguments">What the program was started with.</param>
    /// <param name="configuration">Where output and errors go.</param>
    /// <returns>The exit code; 1 after a message if the arguments are wrong.</returns>
    public static int Invoke(RootCommand command, IReadOnlyList<string> arguments, InvocationConfiguration configuration)
    {
        // @NAME would stand for arguments in a file of that name; it is a name, or the beginning of a text, like any other.
        var result = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is not HelpAction && UnknownOption(result, arguments) is { } unknown)
        {
            configuration.Error.WriteLine(Describe(unknown, command));
            configuration.Error.WriteLine(Hint);
            return 1;
        }

        if (result.Action is not ParseErrorAction errors)
            return result.Invoke(configuration);

        // The parser's suggestions are the nearest names to what is no option, however far those are: -h for a number. All help would hide the message.
        (errors.ShowTypoCorrections, errors.ShowHelp) = (false, false);
        var exitCode = result.Invoke(configuration);
        configuration.Error.WriteLine(Hint);
        return exitCode;
    }

    /// <summary>
    /// The first thing that looks like an option and was taken for something else; null if there is none. What follows -- may look as it likes.
    /// </summary>
    private static string? UnknownOption(ParseResult result, IReadOnlyList<string> arguments)
    {
        var others = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Concat(result.UnmatchedTokens).ToHashSet(StringComparer.Ordinal);
        return arguments.TakeWhile(argument => argument != "--").FirstOrDefault(argument => argument is ['-', _, ..] && others.Contains(argument));
    }

    private static string Describe(string unknown, RootCommand command)
    {
        var name = unknown.Split('=', ':')[0];
        var nearest = NearestName.Of(name, [.. command.Options.Select(option => option.Name)]);
        return nearest is null ? $"There is no option {name}." : $"There is no option {name}: did you mean {nearest}?";
    }
}
