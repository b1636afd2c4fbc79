using System.Diagnostics;

namespace StaticNets.Tests.MachineCode;

/// <summary>Runs programs and reads what they print.</summary>
internal static class Command
{
    /// <exception cref="InvalidOperationException">It ended with an error; the message holds what it printed.</exception>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Build nodes that outlive the build would keep the streams open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }
}
