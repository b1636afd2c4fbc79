using System.Diagnostics;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>The plots could not be drawn.</summary>
public sealed class PlotsException(string message) : Exception(message);

/// <summary>
/// Has <c>samples/Plots</c> draw the training log. It is a program of its own because it needs a native library, which this one is free of.
/// </summary>
public sealed class PlotsProgram
{
    /// <summary>Names the program; the scripts that start samples set it.</summary>
    public const string Variable = "STATICNETS_PLOTS";

    private readonly string _program;

    private PlotsProgram(string program) => _program = program;

    /// <summary>Finds the program before a long training, not after it.</summary>
    /// <param name="script">The script that would set the variable.</param>
    /// <param name="folder">Where the plots are to go.</param>
    /// <exception cref="PlotsException">The variable is not set or names no file, or the folder is a file.</exception>
    public static PlotsProgram Find(string script, string folder)
    {
        if (File.Exists(folder))
            throw new PlotsException($"--plots needs a folder, but {folder} is a file.");
        var program = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(program))
            throw new PlotsException($"--plots needs the program of samples/Plots: run bash {script}, or set {Variable} to that program.");
        return File.Exists(program) ? new PlotsProgram(program) : throw new PlotsException($"--plots: {Variable} names {program}, which does not exist.");
    }

    /// <exception cref="PlotsException">The program failed.</exception>
    public void Draw(string log, string folder, TextWriter output)
    {
        var start = new ProcessStartInfo(_program, [log, folder]) { RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            while (process.StandardOutput.ReadLine() is { } line)
                output.WriteLine($"plot: {line}");
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new PlotsException($"--plots: {_program} failed with code {process.ExitCode}; the training is complete and saved.");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new PlotsException($"--plots: {_program} cannot be started: {error.Message}");
        }
    }
}
