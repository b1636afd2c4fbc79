using ScottPlot;
using SkiaSharp;

namespace StaticNets.Samples.Plots;

/// <summary>The look that all pictures share.</summary>
internal static class Theme
{
    public static Color Train { get; } = Color.FromHex("#9aa5b1");

    public static Color Test { get; } = Color.FromHex("#1f5fa8");

    public static Color Right { get; } = Color.FromHex("#2b2b2b");

    public static Color Wrong { get; } = Color.FromHex("#c8321f");

    /// <summary>Sans-serif fonts in order of preference; ScottPlot by itself takes whichever font the system names first.</summary>
    private static readonly string[] Fonts = ["Inter", "Open Sans", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Segoe UI", "Helvetica Neue", "Arial"];

    static Theme()
    {
        var installed = SKFontManager.Default.FontFamilies.ToHashSet();
        if (Array.Find(Fonts, installed.Contains) is { } font)
            ScottPlot.Fonts.Default = font;
    }

    public static Plot Plot(string title)
    {
        var plot = new Plot();
        plot.Title(title, size: 17);
        plot.Axes.Title.Label.Bold = false;
        plot.Grid.MajorLineColor = Color.FromHex("#e6e8eb");
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.Label.FontSize = 15;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = 14;
            axis.MinorTickStyle.Length = 0;
        }

        return plot;
    }

    /// <summary>A drawing area without axes, for tiles that speak for themselves.</summary>
    public static Plot Canvas(string title)
    {
        var plot = Plot(title);
        plot.HideGrid();
        plot.Layout.Frameless();
        plot.Axes.Title.IsVisible = true;
        plot.Layout.Fixed(new PixelPadding(12, 12, 12, 44));
        return plot;
    }
}
