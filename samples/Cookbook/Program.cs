using System.Globalization;
using StaticNets.Samples.Cookbook;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(string Name, Action Run)[] recipes =
    [("houses", Houses.Run), ("colours", Colours.Run), ("sensors", Sensors.Run), ("forecast", Forecast.Run), ("reviews", Reviews.Run)];
var chosen = recipes.Where(recipe => args.Length == 0 || args.Contains(recipe.Name)).ToArray();
if (chosen.Length < Math.Max(1, args.Length))
{
    Console.Error.WriteLine($"usage: cookbook [{string.Join(" | ", recipes.Select(recipe => recipe.Name))}]...");
    return 2;
}

foreach (var (name, run) in chosen)
{
    Console.WriteLine($"== {name}");
    run();
}

return 0;
