using System.Collections.Immutable;
using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Passes;

/// <summary>A program that computes the losses and the gradients of their weighted sum.</summary>
/// <param name="Gradients">The gradient of each parameter and each input that was asked for.</param>
internal sealed record TrainingProgram(TensorProgram Program, ImmutableDictionary<Tensor, Tensor> Gradients);

/// <summary>
/// Reverse-mode differentiation. The rule is one for all loops: if <c>out[h] += body(a[f], b[g], ...)</c> over a box of axes, then
/// <c>da[f] += dout[h] * d body / d a[f]</c> over the same box. The loops of a scan become a scan that runs the other way, so that backpropagation through
/// time is no case of its own.
/// </summary>
internal sealed class Differentiate
{
    private readonly TensorProgram program;
    private readonly ProgramBuilder builder;
    private readonly HashSet<Tensor> active;
    private readonly Dictionary<Tensor, Tensor> gradients = [];
    private readonly HashSet<Tensor> begun = [];
    private readonly Dictionary<Scan, Scan> reversed = [];

    private Differentiate(TensorProgram program, IEnumerable<Tensor> wanted)
    {
        this.program = program;
        builder = new ProgramBuilder(program.NextId);
        active = [.. wanted];
        foreach (var loop in program.Loops)
        {
            if (!loop.StopsGradient && loop.Body.Reads.Any(read => active.Contains(read.Tensor)))
            {
                active.Add(loop.Output);
            }
        }
    }

    /// <param name="wanted">The parameters and inputs whose gradients to compute.</param>
    /// <param name="outputGradient">The tensor that holds the gradient of the output, for a program without a loss.</param>
    public static TrainingProgram Apply(TensorProgram program, IReadOnlyCollection<Tensor> wanted, Tensor? outputGradient, CancellationToken cancellation)
    {
        var pass = new Differentiate(program, wanted);
        if (outputGradient is not null)
        {
            pass.gradients[program.Output] = outputGradient;
            pass.begun.Add(program.Output);
        }

        foreach (var loop in program.Loops)
        {
            pass.builder.Add(loop);
        }

        foreach (var loop in program.Loops.Reverse())
        {
            cancellation.ThrowIfCancellationRequested();
            pass.Reverse(loop);
        }

        foreach (var tensor in wanted.Where(tensor => !pass.begun.Contains(tensor)))
        {
            var gradient = pass.GradientOf(tensor, isOfExamples: true);
            pass.builder.Add(SumWriters.Clear(gradient, pass.builder, $"{tensor.Name} does not reach the loss: its gradient is 0"));
        }

        var sums = pass.gradients.Values.Where(gradient => !gradient.Equals(outputGradient));
        return new(
            SumWriters.Apply(program with { Loops = pass.builder.Loops, NextId = pass.builder.NextId }, sums, cancellation),
            wanted.ToImmutableDictionary(tensor => tensor, tensor => pass.gradients[tensor]));
    }

    private void Reverse(Loop loop)
    {
        var loss = program.Losses.FirstOrDefault(loss => loss.Value.Equals(loop.Output));
        if (loop.StopsGradient || !active.Contains(loop.Output) || !(loss is not null || begun.Contains(loop.Output)))
        {
            return;
        }

        Expression incoming = loss is not null ? loss.Weight : new Read(gradients[loop.Output], loop.Index);
        var route = loop.Combine == Combine.Maximum ? (loop.SharesTies ? ShareAmongGreatest(loop, ref incoming) : RouteToGreatest(loop)) : null;
        Expression Mention(Expression partial)
            => loop.Combine == Combine.Assign ? MentionOutput(partial, loop.Body, new Read(loop.Output, loop.Index)) : partial;
        var adjoints = new Adjoints(loop.Body, incoming, active, Mention, adjoint => Keep(loop, adjoint));
        foreach (var read in loop.Body.Reads.Distinct().Where(read => active.Contains(read.Tensor)))
        {
            var contribution = adjoints.Of(read);
            if (!Derivative.IsZero(contribution))
            {
                Accumulate(read, route is null ? contribution : new Select(Comparison.Equal, route.Value.Greatest, route.Value.Here, contribution, 0), loop);
            }
        }
    }

    /// <summary>
    /// Keeps an adjoint that several gradients are multiples of in a tensor of its own, where it calls a function of many instructions: what is cheap
    /// takes less time to compute again than to write and read.
    /// </summary>
    private Expression? Keep(Loop map, Expression adjoint)
    {
        if (!Cost.IsExpensive(adjoint) || map is not { Combine: Combine.Assign, Lookup: null, Output.Scope: Scope.Example }
            || !map.Body.Reads.All(Indexing.StaysInside))
        {
            return null;
        }

        static IEnumerable<Axis> Outwards(Affine index) => index.Terms.OrderBy(term => Math.Abs(term.Coefficient)).Select(term => term.Axis);
        var axes = map.Index.SelectMany(index => Outwards(index).Reverse()).Distinct().ToArray();
        var index = axes.Select(axis => (Affine)axis).ToArray();
        var lane = map.Output.LaneAxis < 0 ? -1 : Array.IndexOf(axes, Outwards(map.Index[map.Output.LaneAxis]).FirstOrDefault());
        var dimensions = axes.Select(axis => axis.Extent).ToArray();
        var kept = builder.Derived(
            map.Output, $"{map.Output.Name}.adjoint", dimensions, Scope.Example, lane < 0 ? axes.Length - 1 : lane, TensorRole.Intermediate);
        var ones = map.Axes.Where(axis => !axes.Contains(axis)).ToDictionary(axis => axis, _ => (Affine)0);
        var comment = $"what the gradients of all that {map.Output.Name} is made of are multiples of";
        builder.Add(new Loop(kept, index, axes, Combine.Assign, adjoint.Substitute(ones), comment, Scan: Reversed(map.Scan)));
        return kept.At(index);
    }

    /// <summary>Where a partial derivative contains the value of the body itself, reads the output, which holds it.</summary>
    private static Expression MentionOutput(Expression partial, Expression body, Read output) => (partial, body) switch
    {
        (_, Read or Constant) => partial,
        (Select p, Select b) when p.Comparison == b.Comparison && p.Left.Equals(b.Left) && p.Right.Equals(b.Right)
            => p with { Then = MentionOutput(p.Then, b.Then, output), Else = MentionOutput(p.Else, b.Else, output) },
        _ => partial.Replace(body, output),
    };

    /// <summary>Only the first greatest element of a window gets the gradient.</summary>
    private (Expression Greatest, Expression Here)? RouteToGreatest(Loop loop)
    {
        var maxima = loop.Output;
        var positions = builder.Derived(maxima, $"{maxima.Name}.argmax", maxima.Dimensions, Scope.Example, maxima.LaneAxis, TensorRole.Intermediate);
        builder.Add(loop with
        {
            Output = positions,
            Combine = Combine.ArgMaximum,
            Scan = Reversed(loop.Scan),
            Comment = $"where the maxima of {loop.Output.Name} are in their windows",
        });
        return (new Read(positions, loop.Index), new Position(loop.Ordinal));
    }

    /// <summary>All that are the greatest get an equal share of what comes in.</summary>
    private (Expression Greatest, Expression Here)? ShareAmongGreatest(Loop loop, ref Expression incoming)
    {
        var maxima = loop.Output;
        var greatest = new Read(maxima, loop.Index);
        var ties = builder.Derived(maxima, $"{maxima.Name}.ties", maxima.Dimensions, Scope.Example, maxima.LaneAxis, TensorRole.Intermediate);
        builder.Add(loop with
        {
            Output = ties,
            Combine = Combine.Sum,
            Body = new Select(Comparison.Equal, greatest, loop.Body, 1, 0),
            Scan = Reversed(loop.Scan),
            Comment = $"how many are the maxima of {maxima.Name}",
        });
        incoming /= new Read(ties, loop.Index);
        return (greatest, loop.Body);
    }

    private void Accumulate(Read read, Expression contribution, Loop loop)
    {
        var gradient = GradientOf(read.Tensor, contribution.Reads.Any(other => other.Tensor.Scope == Scope.Example));
        begun.Add(read.Tensor);
        var axes = loop.Axes;
        var isMap = Indexing.IsInjective(read.Index)
            && axes.All(axis => axis.Extent == 1 || read.Index.Any(index => index.Uses(axis)))
            && (gradient.Scope == Scope.Example || contribution.Reads.All(r => r.Tensor.Scope == Scope.Shared));
        if (isMap)
        {
            // Passes that replace a map's reads know its axes from its index.
            var ones = axes.Where(axis => !read.Index.Any(index => index.Uses(axis))).ToDictionary(axis => axis, _ => (Affine)0);
            contribution = contribution.Substitute(ones);
            axes = axes.Where(axis => !ones.ContainsKey(axis)).ToArray();
        }

        builder.Add(new Loop(
            gradient,
            read.Index,
            axes,
            isMap ? Combine.Assign : Combine.Sum,
            contribution,
            $"gradient of {read.Tensor.Name}, from {loop.Output.Name}",
            Writing.Add,
            Scan: Reversed(loop.Scan),
            Lookup: loop.Lookup));
    }

    private Scan? Reversed(Scan? scan)
    {
        if (scan is null)
        {
            return null;
        }

        if (!reversed.TryGetValue(scan, out var other))
        {
            other = scan with { Id = builder.TakeId(), IsReversed = !scan.IsReversed };
            reversed[scan] = other;
        }

        return other;
    }

    /// <param name="isOfExamples">Whether what is added to it is made from each example, and so adds up over the batch where the tensor is shared.</param>
    private Tensor GradientOf(Tensor tensor, bool isOfExamples)
    {
        var role = tensor.Scope == Scope.Example || tensor.Traits.IsOfParameter ? tensor.Traits.Gradient
            : isOfExamples ? TensorRole.BatchSum : TensorRole.BatchValue;
        if (!gradients.TryGetValue(tensor, out var gradient))
        {
            gradient = builder.Derived(tensor, $"{tensor.Name}.gradient", tensor.Dimensions, tensor.Scope, tensor.LaneAxis, role, tensor.Ordinal) with
            {
                GradientOf = tensor,
            };
            gradients[tensor] = gradient;
        }

        return gradient.Role == role
            ? gradient
            : throw new InvalidOperationException($"{tensor.Name} is read both with values of each example and without: layers keep these apart.");
    }
}
