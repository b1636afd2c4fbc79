using System.Diagnostics;

namespace StaticNets.Samples.Datasets;

/// <summary>Installs a package with <c>apt-get</c> where that works without asking anybody anything.</summary>
public sealed class DebianPackageInstaller
{
    /// <summary>Runs a program with arguments to its end.</summary>
    public delegate Task<CommandResult> CommandRunner(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>What a program returned and the last line it wrote to its standard error.</summary>
    public readonly record struct CommandResult(int ExitCode, string LastError);

    /// <summary>How programs are run.</summary>
    public CommandRunner Run { get; init; } = RunProcessAsync;

    /// <summary>True on Debian, Ubuntu and their kin; default: asks <c>/etc/os-release</c>.</summary>
    public Func<bool> IsDebian { get; init; } = OsReleaseNamesDebian;

    /// <summary>True for root; default: asks the system.</summary>
    public Func<bool> IsRoot { get; init; } = () => Environment.IsPrivilegedProcess;

    /// <summary>The folder below which packages put their <c>datasets</c>.</summary>
    public string DataFolder { get; init; } = "/usr/share";

    /// <summary>Installs <paramref name="package"/>; returns why that did not work, or null if it did.</summary>
    public async Task<string?> InstallAsync(string package, Action<string> report, CancellationToken cancellationToken)
    {
        if (!IsDebian())
            return "not tried: this is not Debian or Ubuntu";

        try
        {
            if (!IsRoot() && (await Run("sudo", ["-n", "true"], cancellationToken)).ExitCode != 0)
                return "not tried: neither root nor allowed to use sudo without a password";

            report($"installing the Debian package {package}");
            var result = await AptGet(["install", "-y", "--no-install-recommends", package], cancellationToken);
            if (result.ExitCode != 0)
            {
                // A fresh machine or container has no package lists yet, or old ones.
                await AptGet(["update"], cancellationToken);
                result = await AptGet(["install", "-y", "--no-install-recommends", package], cancellationToken);
            }

            return result.ExitCode == 0 ? null : $"apt-get failed with code {result.ExitCode}: {result.LastError}";
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return $"not tried: {error.Message}";
        }
    }

    private Task<CommandResult> AptGet(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", .. arguments];
        return IsRoot()
            ? Run(command[0], command[1..], cancellationToken)
            : Run("sudo", ["-n", .. command], cancellationToken);
    }

    private static bool OsReleaseNamesDebian()
    {
        const string file = "/etc/os-release";
        if (!File.Exists(file))
            return false;
        return File.ReadLines(file)
            .Where(line => line.StartsWith("ID=", StringComparison.Ordinal) || line.StartsWith("ID_LIKE=", StringComparison.Ordinal))
            .SelectMany(line => line[(line.IndexOf('=') + 1)..].Trim('"').Split(' '))
            .Any(name => name is "debian" or "ubuntu");
    }

    private static async Task<CommandResult> RunProcessAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await output;
        var lines = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new CommandResult(process.ExitCode, lines.LastOrDefault() ?? "no message");
    }
}
