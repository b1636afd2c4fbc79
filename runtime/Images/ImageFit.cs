namespace StaticNets.Images;

/// <summary>How a picture becomes as large as a network's input.</summary>
public enum ImageFit
{
    /// <summary>The middle is cut out in the input's proportions, and resized.</summary>
    Crop,

    /// <summary>The whole is resized, whatever becomes of its proportions.</summary>
    Stretch,
}
