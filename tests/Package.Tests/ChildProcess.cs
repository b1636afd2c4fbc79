using System.Diagnostics;

namespace StaticNets.Package.Tests;

/// <summary>What a program that ended left: its exit code and all it printed, on either stream.</summary>
internal sealed record ChildProcess(int ExitCode, string Output)
{
    public static async Task<ChildProcess> Run(string folder, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // The user's project does not turn globalization off, but a machine without ICU must run the tests too.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";

        // Build nodes that outlive the build would hold on to its output.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + await errors);
    }
}
