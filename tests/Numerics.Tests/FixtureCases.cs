using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests;

/// <summary>The networks of Networks/, each with a fixture of its name in tests/fixtures.</summary>
internal static class FixtureCases
{
    private static readonly FixtureCase[] All =
    [
        .. typeof(FixtureCases).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(LeNetSigmoid).Namespace && IsNetwork(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (FixtureCase)Activator.CreateInstance(typeof(FixtureCase<>).MakeGenericType(type))!),
    ];

    public static IEnumerable<string> Names => All.Select(fixture => fixture.Name);

    public static FixtureCase Find(string name) => All.Single(fixture => fixture.Name == name);

    private static bool IsNetwork(Type type) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(INetwork<>));

    /// <summary>Rows of a case's name and a number of examples, of the cases that start from no state and fulfil a condition.</summary>
    public static TheoryData<string, int> EveryCount(Func<FixtureCase, FixtureFile, bool> condition)
    {
        var rows = new TheoryData<string, int>();
        foreach (var fixture in All)
        {
            var file = FixtureFile.Read(fixture.Name);
            if (file.HasStates || !condition(fixture, file))
                continue;
            foreach (var count in file.Counts)
                rows.Add(fixture.Name, count);
        }
        return rows;
    }
}
