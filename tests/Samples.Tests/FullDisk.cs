using System.Text;

namespace StaticNets.Samples.Tests;

/// <summary>Takes lines until one begins in a certain way, and fails then as if there were no room left.</summary>
internal sealed class FullDisk(string last) : TextWriter
{
    public const string Message = "No space left on device.";

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        if (value?.StartsWith(last, StringComparison.Ordinal) == true)
            throw new IOException(Message);
    }

    public override void Write(char value)
    {
    }
}
