using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

using Table = Dictionary<string, Action<NodeContext>>;

/// <summary>A branch whose condition is known: the nodes of the graph that it chooses.</summary>
internal static class Branches
{
    public static Table Rules { get; } = new() { ["If"] = If };

    private static void If(NodeContext context)
    {
        var condition = context.Constant(0, "condition");
        context.Refuse(condition.Count != 1, "its condition is not one value");
        var name = condition[0] != 0 ? "then_branch" : "else_branch";
        var graph = context.Graph(name) ?? throw new ImportException($"it has no {name}");
        var inner = context.Scope.Inner(graph);
        GraphConverter.Run(inner);
        for (var output = 0; output < Math.Min(context.OutputCount, graph.Output.Count); output++)
        {
            context.Give(output, inner.Find(graph.Output[output].Name));
        }
    }
}
