using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>Options whose values are checked while the command line is read, with messages that name the option.</summary>
public static class SettingOption
{
    /// <summary>A whole number within bounds.</summary>
    public static Option<T> Number<T>(string name, string description, T standard, T minimum, T maximum)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "number",
            DefaultValueFactory = _ => standard,
            CustomParser = result => ParseWhole(result, name, minimum, maximum) ?? default,
        };

    /// <summary>A whole number within bounds, or none.</summary>
    public static Option<int?> OptionalNumber(string name, string description, int minimum, int maximum) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => ParseWhole(result, name, minimum, maximum),
    };

    /// <summary>A finite number above 0, or none.</summary>
    public static Option<double?> Positive(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => Parse(result, name, "a number above 0", value => value > 0),
    };

    /// <summary>A finite number from 0 up.</summary>
    public static Option<double> NotNegative(string name, string description, double standard) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = result => Parse(result, name, "a number from 0 up", value => value >= 0) ?? 0,
    };

    /// <summary>A name that is not empty and no misspelt option.</summary>
    public static Option<string> Text(string name, string helpName, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError($"{name} needs a name, but got an empty text.");
            if (result.Tokens is [{ Value: ['-', _, ..] other }])
                result.AddError($"{name} needs a name, but got '{other}'; a file of that name is ./{other}.");
        });
        return option;
    }

    /// <summary>Refuses two options together.</summary>
    public static void Exclude(RootCommand command, Option first, Option second) => command.Validators.Add(result =>
    {
        if (result.GetResult(first) is { Implicit: false } && result.GetResult(second) is { Implicit: false })
            result.AddError($"{first.Name} and {second.Name} cannot be given together.");
    });

    private static T? ParseWhole<T>(ArgumentResult result, string name, T minimum, T maximum)
        where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum
            && value <= maximum)
            return value;
        result.AddError($"{name} needs a whole number from {minimum} to {maximum}, but got '{result.Tokens[0].Value}'.");
        return null;
    }

    private static double? Parse(ArgumentResult result, string name, string needed, Predicate<double> isRight)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            && isRight(value))
            return value;
        result.AddError($"{name} needs {needed}, but got '{result.Tokens[0].Value}'.");
        return null;
    }
}
