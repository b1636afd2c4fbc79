using System.Diagnostics;

namespace StaticNets.Benchmarks.Processes;

/// <summary>Runs programs and reads what they print.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program to its end and returns its standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error; the message holds what it printed.</exception>
    public static string Run(string program, params IEnumerable<string> arguments) => Run(program, arguments, environment: []);

    /// <summary>The same with further environment variables; one without a value is not there.</summary>
    public static string Run(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Build nodes that outlive the build would keep the streams open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }

    /// <summary>Runs this program again, with other arguments.</summary>
    public static string RunSelf(params IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? Run(program, arguments.Prepend(typeof(ChildProcess).Assembly.Location))
            : Run(program, arguments);
    }
}
