using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace StaticNets.Samples.TrainingProgram;

/// <summary>The figures behind a progress bar. They change on one thread and are drawn on another.</summary>
public sealed class FiguresColumn : ProgressColumn
{
    private readonly ConcurrentDictionary<int, string> _figures = [];

    protected override bool NoWrap => true;

    public void Set(ProgressTask task, string figures) => _figures[task.Id] = figures;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_figures.GetValueOrDefault(task.Id, ""));
}
