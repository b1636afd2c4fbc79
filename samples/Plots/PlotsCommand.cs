using System.CommandLine;
using SkiaSharp;
using StaticNets.Samples.Training;

namespace StaticNets.Samples.Plots;

/// <summary>The command line: reads a training log and writes pictures.</summary>
internal static class PlotsCommand
{
    public static RootCommand Create()
    {
        var log = new Argument<string>("log") { Description = "The training log, such as lenet.log.json, or the folder of a sweep." };
        var folder = new Argument<string>("folder") { Description = "Where the PNG pictures go; made if it is not there." };
        var command = new RootCommand("Draws what a training log holds: curves, confusion matrix, test images, filters, attention.") { log, folder };
        command.SetAction(result => Draw(
            result.GetRequiredValue(log), result.GetRequiredValue(folder), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Draw(string path, string folder, TextWriter output, TextWriter errors)
    {
        try
        {
            var sweep = Directory.Exists(path) ? SweepPicture.Load(path) : null;
            var log = sweep is null ? TrainingLog.Load(path) : null;
            if (SKFontManager.Default.FontFamilyCount == 0)
                errors.WriteLine("This system has no fonts, so the pictures will have no text; on Debian or Ubuntu install fonts-dejavu-core.");
            Directory.CreateDirectory(folder);
            foreach (var picture in log is null ? [SweepPicture.Draw(sweep!, Path.Combine(folder, "report.png"))] : Pictures.Draw(log, folder))
                output.WriteLine(picture);
            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return 1;
        }
    }
}
