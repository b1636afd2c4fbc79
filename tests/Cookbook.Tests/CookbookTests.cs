using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Samples.Cookbook;
using Xunit;

namespace StaticNets.Cookbook.Tests;

/// <summary>Each recipe learns what there is to learn, in seconds, and is as short as it says.</summary>
public sealed class CookbookTests
{
    [Fact]
    public void Houses_explains_nearly_all_of_the_prices()
    {
        var output = Run(Houses.Run);
        Assert.InRange(Figure(output, @"R2 (-?[\d.]+)"), 0.97, 1);
        // By the formula behind the examples 3 * 120 + 15 * 5 - 1.5 * 10 + 120 * exp(-0.5) + 5 = 498 thousand.
        Assert.InRange(Figure(output, @"2 km: (\d+)"), 470_000, 525_000);
    }

    [Fact]
    public void Colours_tells_the_patterns() => Assert.InRange(Figure(Run(Colours.Run), @"accuracy ([\d.]+)"), 0.95, 1);

    [Fact]
    public void Sensors_tells_what_people_do()
    {
        var output = Run(Sensors.Run);
        Assert.InRange(Figure(output, @"accuracy ([\d.]+)"), 0.93, 1);
        Assert.Contains("rest: class 0", output);
    }

    [Fact]
    public void Forecast_is_nearly_as_good_as_the_noise_lets_it_be()
    {
        var output = Run(Forecast.Run);
        // The noise alone, uniform and 2 wide, has a deviation of 0.58.
        Assert.InRange(Figure(output, @"RMSE ([\d.]+)"), 0.5, 1.6);
        Assert.Matches(@"the next hours: ([\d.]+(, |\n)){6}", output);
    }

    [Fact]
    public void Reviews_understands_denials()
    {
        var output = Run(Reviews.Run);
        Assert.InRange(Figure(output, @"accuracy ([\d.]+)"), 0.98, 1);
        Assert.Contains("not bad: praise", output);
        Assert.Contains("not good: no praise", output);
    }

    [Theory]
    [InlineData("Houses")]
    [InlineData("Colours")]
    [InlineData("Sensors")]
    [InlineData("Forecast")]
    [InlineData("Reviews")]
    public void A_recipe_has_fifteen_lines_at_most(string name)
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "samples", "Cookbook", $"{name}.cs"));
        var run = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        var lines = run.Body!.Statements.ToString().Split('\n')
            .Count(line => line.Trim() is { Length: > 0 } code && !code.StartsWith("//", StringComparison.Ordinal));
        Assert.InRange(lines, 1, 15);
    }

    /// <summary>What a recipe prints.</summary>
    private static string Run(Action recipe)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            recipe();
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    private static double Figure(string output, string pattern)
    {
        var match = Regex.Match(output, pattern);
        Assert.True(match.Success, output);
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
