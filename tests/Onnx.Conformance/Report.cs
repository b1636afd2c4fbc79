using System.Globalization;

namespace StaticNets.Tests.Conformance;

/// <summary>Adds up what became of the tests: a table by operator, every refusal with its reason, and the totals.</summary>
internal static class Report
{
    /// <param name="folder">The folder that the tests were converted into.</param>
    /// <param name="arguments">The least number that must pass, then a name and a file of verdicts for each run.</param>
    public static int Print(string folder, string[] arguments)
    {
        var floor = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var runs = arguments.Skip(1).Select(path => (Name: Path.GetFileNameWithoutExtension(path), Verdicts: Verdicts(path))).ToList();
        var tests = File.ReadLines(Path.Combine(folder, Conversion.ListName)).Select(line => line.Split('\t'))
            .Select(parts => new Test(parts[0], parts[1].Split(','), parts[2] == "True", parts[3])).ToList();
        var table = new SortedDictionary<string, int[]>(StringComparer.Ordinal);
        var (passed, wrong, refused, beyond) = (0, 0, 0, 0);
        foreach (var test in tests)
        {
            var verdicts = runs.Select(run
                => (run.Name, Verdict: run.Verdicts.GetValueOrDefault(test.Name, ["wrong", "it did not compile, or did not run"]))).ToList();
            var column = test.Error.StartsWith("CRASH", StringComparison.Ordinal) ? 2
                : test.Error.Length > 0 ? 1
                : verdicts.All(verdict => verdict.Verdict[0] == "passed") ? 0 : 2;
            passed += column == 0 ? 1 : 0;
            wrong += column == 2 ? 1 : 0;
            refused += column == 1 && test.IsCovered ? 1 : 0;
            beyond += column == 1 && !test.IsCovered ? 1 : 0;
            if (column == 1)
                Console.WriteLine($"refused{(test.IsCovered ? "" : " (beyond what is covered)")}\t{test.Name}\t{test.Error}");
            if (column == 2)
            {
                var differences = verdicts.Where(verdict => verdict.Verdict[0] != "passed").Select(verdict => $"{verdict.Name}: {verdict.Verdict[^1]}");
                Console.WriteLine($"wrong\t{test.Name}\t{test.Error}{string.Join("; ", differences)}");
            }
            foreach (var name in test.Operators)
                (table.TryGetValue(name, out var row) ? row : table[name] = new int[3])[column]++;
        }
        Console.WriteLine($"\n{"operator",-28}{"passed",8}{"refused",9}{"wrong",7}");
        foreach (var (name, row) in table)
            Console.WriteLine($"{name,-28}{row[0],8}{row[1],9}{row[2],7}");
        Console.WriteLine($"\n{tests.Count} tests of floats: {passed} passed, {refused + beyond} refused "
            + $"({beyond} of operators beyond those that must pass), {wrong} wrong");
        foreach (var (name, verdicts) in runs)
            Console.WriteLine($"{name}: {verdicts.Values.Count(verdict => verdict[0] == "passed")} passed");
        if (passed < floor)
            Console.WriteLine($"fewer than {floor} passed");
        Console.WriteLine($"{passed} passed, {refused + wrong} failed");
        return wrong == 0 && passed >= floor ? 0 : 1;
    }

    private static Dictionary<string, string[]> Verdicts(string path)
        => File.ReadLines(path).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[1..]);

    private sealed record Test(string Name, string[] Operators, bool IsCovered, string Error);
}
