using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx;

/// <summary>
/// Makes a StaticNets declaration of an ONNX model: an ordinary class with attributes, and its parameters. What cannot be expressed is an error; there is never
/// a network that computes something else.
/// </summary>
public static class OnnxImporter
{
    /// <summary>Imports a model.</summary>
    /// <param name="path">The model's file. Data outside of it are read from its folder alone.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="ImportException">The model cannot become a network, or the file is damaged.</exception>
    public static ImportResult Import(string path, ImportOptions? options = null)
    {
        try
        {
            var model = ModelFile.Open(path);
            return Import(model, options ?? new());
        }
        catch (ImportException exception) when (exception.File is null)
        {
            throw exception.In(path);
        }
        catch (Exception exception) when (exception is OverflowException or OutOfMemoryException or ArgumentException or InvalidOperationException
            or IndexOutOfRangeException or KeyNotFoundException or NullReferenceException or InvalidCastException or FormatException or NotSupportedException)
        {
            // A damaged file must not take down a build.
            throw new ImportException($"it is damaged, or has something that no model has: {exception.GetType().Name}: {exception.Message}").In(path);
        }
    }

    private static ImportResult Import(ModelFile model, ImportOptions options)
    {
        ImportException? first = null;
        foreach (var batching in Batching.Of(model, options))
        {
            try
            {
                return new GraphConverter(model, options, batching).Convert();
            }
            catch (ImportException exception) when (exception.UnknownInput is null)
            {
                first ??= exception;
            }
        }

        throw first!;
    }
}
