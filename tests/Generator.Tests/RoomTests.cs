using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>A folder is a room, which knows those below it and none that knows it.</summary>
public sealed class RoomTests
{
    private const string Compiler = "StaticNets.Generator";

    /// <summary>A partial method's, such as those of <c>LibraryImport</c>, whose other parts generators make: none runs here.</summary>
    private const string WithoutImplementation = "CS8795";

    /// <summary>The compiler's rooms, from the ground up, each with those that it may use.</summary>
    private static readonly (string Room, string[] Uses)[] OfCompiler =
    [
        ("Collections", []),
        ("Diagnostics", []),
        ("Targets", ["Collections"]),
        ("Ir", ["Collections"]),
        ("Model", ["Collections", "Ir"]),
        ("Text", ["Collections", "Ir", "Model", "Targets"]),
        ("Parsing", ["Collections", "Diagnostics", "Model", "Targets", "Text"]),
        ("Context", ["Collections", "Diagnostics", "Ir", "Model", "Text"]),
        ("Layers.Shared", ["Collections", "Context", "Diagnostics", "Ir", "Model", "Text"]),
        ("Layers", ["Collections", "Context", "Diagnostics", "Ir", "Layers.Shared", "Model", "Text"]),
        ("Names", ["Collections", "Context", "Diagnostics", "Layers", "Model", "Text"]),
        ("Passes", ["Collections", "Ir", "Model"]),
        ("Schedule", ["Collections", "Ir", "Model", "Passes", "Targets", "Text"]),
        ("Lower", ["Collections", "Ir", "Model", "Schedule", "Targets", "Text"]),
        ("Checks", ["Collections", "Context", "Diagnostics", "Ir", "Model", "Parsing", "Schedule", "Targets", "Text"]),
        ("FrontEnd", ["Checks", "Collections", "Context", "Diagnostics", "Ir", "Layers", "Model", "Names", "Targets", "Text"]),
        ("Members", ["Collections", "Ir", "Model", "Targets", "Text"]),
        ("Emit", ["Collections", "Ir", "Lower", "Members", "Model", "Targets", "Text"]),
    ];

    /// <summary>The runtime's. What the emitted code calls and the networks that are made of it know one another, so they are one room.</summary>
    private static readonly (string Room, string[] Uses)[] OfRuntime =
    [
        ("Math", []),
        ("Attributes", []),
        ("Files", []),
        ("Groups", []),
        ("Serialization", ["Files"]),
        ("Parameters", ["Files", "Math", "Serialization"]),
        ("Networks", ["Attributes", "Math", "Parameters", "Serialization"]),
        ("Optimizers", ["Parameters"]),
        ("Data", ["Files", "Math", "Networks", "Serialization"]),
        ("Generation", ["Data", "Math", "Networks"]),
        ("Training", ["Data", "Files", "Groups", "Math", "Networks", "Optimizers", "Parameters", "Serialization"]),
    ];

    private static readonly Lazy<Rooms> CompilerRooms = new(() => new(
        Path.Combine(Repository.Root, "generator"),
        left: ["CodeFixes", "Onnx", "Tasks", "Templates", "Tool", "docs"],
        usings: [$"{Compiler}.Collections", $"{Compiler}.Text"],
        references: [MetadataReference.CreateFromFile(typeof(SyntaxNode).Assembly.Location), MetadataReference.CreateFromFile(
            typeof(CSharpCompilation).Assembly.Location)],
        linked: Linked(),
        symbols: ["STATICNETS_COMPILER"]));

    /// <summary>The runtime's files that the compiler is built from.</summary>
    private static string[] Linked()
    {
        var folder = Path.Combine(Repository.Root, "generator");
        var project = File.ReadAllText(Path.Combine(folder, "StaticNets.Generator.csproj"));
        return [.. Regex.Matches(project, @"\.\./runtime/[\w/]+\.cs").Select(match => Path.GetFullPath(Path.Combine(folder, match.Value)))];
    }

    [Fact]
    public void TheRoomsStandOnOneAnother()
    {
        Assert.All<(string Room, string[] Uses)[]>([OfCompiler, OfRuntime], rooms =>
        {
            var below = new HashSet<string>();
            foreach (var (room, uses) in rooms)
            {
                Assert.Empty(uses.Except(below));
                below.Add(room);
            }
        });
    }

    [Fact]
    public void TheCompilersFilesAreInTheNamespacesOfTheirFolders()
    {
        var misplaced = CompilerRooms.Value.Compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
                .Select(space => (tree.FilePath, Space: space.Name.ToString(), Room: CompilerRooms.Value.RoomOf(tree.FilePath))))
            .Where(file => file.Room is not null && file.Space != $"{Compiler}.{file.Room}");
        Assert.Empty(misplaced);
    }

    [Fact]
    public void TheCompilersRoomsUseThoseTheyMayAndNoOthers() => AssertUses(CompilerRooms.Value, OfCompiler, room => room);

    [Fact]
    public void TheRuntimesRoomsUseThoseTheyMayAndNoOthers()
    {
        string[] others = ["build", "Csv", "Images", "Mpi"];
        var rooms = new Rooms(Path.Combine(Repository.Root, "runtime"), left: others, usings: [], references: [], linked: [], symbols: []);
        AssertUses(rooms, OfRuntime, room => room.Split('.')[0] is var first && first == "CompilerServices" ? "Networks" : first);
    }

    /// <param name="name">The room that a folder belongs to.</param>
    private static void AssertUses(Rooms rooms, (string Room, string[] Uses)[] allowed, Func<string, string> name)
    {
        Assert.DoesNotContain(
            rooms.Compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != WithoutImplementation);
        var uses = allowed.ToDictionary(entry => entry.Room, entry => entry.Uses);
        var arrows = rooms.Arrows.Select(arrow => arrow with { From = name(arrow.From), To = name(arrow.To) }).Where(arrow => arrow.From != arrow.To).ToList();
        Assert.NotEmpty(arrows);
        var forbidden = arrows.Where(arrow => !uses.TryGetValue(arrow.From, out var used) || !used.Contains(arrow.To)).ToList();
        Assert.True(
            forbidden.Count == 0,
            string.Join("\n", forbidden.Select(arrow => $"{arrow.From} must not use {arrow.To}, but {arrow.File} does: {arrow.Symbol}.")));
    }
}
