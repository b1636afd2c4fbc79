using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Lower;

/// <summary>Makes the code of one vector width: the entries, which call kernels, and the kernels.</summary>
internal sealed class CodeLowering
{
    /// <summary>The constants' table in the class around.</summary>
    private const string Constants = "Constants";

    private readonly NetworkPlan plan;
    private readonly VectorTarget target;
    private readonly ProgramBuilder builder;
    private readonly KernelLibrary kernels = new([.. Enum.GetNames(typeof(Entry)), Constants, .. VectorTarget.All.Select(EmittedNames.CodeOf)]);
    private readonly CancellationToken cancellation;
    private readonly KernelObserver? observer;

    private CodeLowering(NetworkPlan plan, VectorTarget target, CancellationToken cancellation, KernelObserver? observer)
    {
        this.observer = observer;
        this.plan = plan;
        this.target = target;
        this.cancellation = cancellation;
        builder = new ProgramBuilder(plan.NextId);
    }

    /// <param name="observer">Sees kernels on their way; null in production.</param>
    public static LoweredCode Lower(NetworkPlan plan, VectorTarget target, CancellationToken cancellation, KernelObserver? observer = null)
        => new CodeLowering(plan, target, cancellation, observer).Lower();

    private LoweredCode Lower()
    {
        var entries = ImmutableArray.CreateBuilder<EntryMethod>();
        foreach (var form in new[] { plan.Batch, plan.Single })
        {
            var lowering = Of(form, form.IsBatch ? "" : "One");
            foreach (var program in form.Programs)
            {
                entries.Add(lowering.Lower(EntryOf(program.Purpose, form.IsBatch), program.Regions, program.Purpose));
                if (!form.IsBatch && program.Purpose == Purpose.Evaluate)
                {
                    entries.Add(lowering.Lower(Entry.TraceOne, program.Regions, program.Purpose, isTrace: true));
                }

                if (form.IsBatch && program.Purpose == Purpose.Train)
                {
                    entries.Add(lowering.Lower(Entry.TrainChunk, [program.ChunkSteps], program.Purpose));
                }
            }
        }

        foreach (var (entry, form) in new[] { (Entry.StepOne, plan.Step), (Entry.EncodeOne, plan.Encode) })
        {
            if (form is not null)
            {
                entries.Add(Of(form, entry.ToString().Replace("One", "")).Lower(entry, form.Programs[0].Regions, Purpose.Infer));
            }
        }

        var kind = plan.Encode is not null ? CodeKind.Encoding : plan.Step is not null ? CodeKind.Stepped : CodeKind.Compiled;
        return new(target, kind, entries.ToImmutable(), kernels.Methods);
    }

    private EntryLowering Of(FormPlan form, string word) => new(form, word, new UnitLowering(form, target, builder, cancellation, observer), kernels);

    private static Entry EntryOf(Purpose purpose, bool isBatch) => (purpose, isBatch) switch
    {
        (Purpose.Infer, true) => Entry.InferBlock,
        (Purpose.Infer, false) => Entry.InferOne,
        (Purpose.Evaluate, true) => Entry.EvaluateBlock,
        (Purpose.Evaluate, false) => Entry.EvaluateOne,
        (_, true) => Entry.TrainBlock,
        _ => Entry.TrainOne,
    };
}
