using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection.Emit;
using Xunit;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>How the runtime compiled a method: bits 7 to 9 of the flags of its MethodLoadVerbose event.</summary>
internal enum JitTier
{
    Unknown,

    /// <summary>Optimisation was asked for and given up.</summary>
    MinimalOptimization,
    Optimized,
    Quick,
    OptimizedTier1,
    OptimizedOnStack,
    Precompiled,
}

/// <param name="Type">The full name of the type, nested ones after a plus.</param>
internal sealed record JittedMethod(string Type, string Name, JitTier Tier);

/// <summary>Hears of every method that the JIT compiles while this lives.</summary>
internal sealed class JitListener : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Jit = (EventKeywords)0x10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<JittedMethod> methods = new();

    /// <summary>All methods heard of, when the events up to now have arrived.</summary>
    public JittedMethod[] Methods()
    {
        // Events come late but in order: that of a method compiled now is the last.
        var marker = $"Marker{Guid.NewGuid():N}";
        var last = new DynamicMethod(marker, null, []);
        last.GetILGenerator().Emit(OpCodes.Ret);
        last.CreateDelegate<Action>()();
        Assert.True(SpinWait.SpinUntil(() => methods.Any(method => method.Name == marker), Patience), "The runtime's events do not arrive.");
        return [.. methods];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Verbose, Jit);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true)
        {
            methods.Enqueue(new(Value<string>("MethodNamespace"), Value<string>("MethodName"), (JitTier)((Value<uint>("MethodFlags") >> 7) & 7)));
        }

        T Value<T>(string name) => (T)eventData.Payload![eventData.PayloadNames!.IndexOf(name)]!;
    }
}
