using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>Looks for what no value in a kernel has: operands of other lanes, truths for numbers, names that are not declared.</summary>
/// <param name="widest">The floats of the target's vectors.</param>
/// <param name="checkPlace">Looks at an access to so many floats.</param>
internal sealed class ValueVerifier(Kernel kernel, int widest, KernelScope scope, Action<string> report, Action<Place, int> checkPlace)
{
    public bool IsMask(Value value) => value is GreaterOrNaN || (value is Local local && scope.Find<NamedValue>(local.Name) is { IsMask: true });

    /// <summary>The variables of an index.</summary>
    public void Check(Affine index)
    {
        foreach (var (axis, _) in index.Terms)
        {
            if (scope.Find<NamedVariable>(axis.Name) is { } variable
                && (!variable.HasValue || variable.Axis.Id != axis.Id || variable.Axis.Extent != axis.Extent))
            {
                report(FormattableString.Invariant($"{axis.Name} is not the variable of that name, id and extent around ({axis.Id}, {axis.Extent})"));
            }
        }
    }

    public void Check(Value value)
    {
        foreach (var operand in value.Operands)
        {
            Check(operand);
            if (IsMask(operand) != (value is Masked choice && ReferenceEquals(operand, choice.Mask)))
            {
                report($"{value} has truths for numbers, or numbers for truths");
            }
        }

        if (value.Lanes is not (1 or 4 or 8 or 16) || value.Lanes > widest)
        {
            report(FormattableString.Invariant($"{value} has {value.Lanes} lanes"));
        }

        if (!Fits(value))
        {
            report($"{value} has operands of other lanes than it needs");
        }

        switch (value)
        {
            case Local local:
                if (scope.Find<NamedValue>(local.Name) is { } declared && declared.Lanes != local.Lanes)
                {
                    report(FormattableString.Invariant($"{local.Name} has {declared.Lanes} lanes, not {local.Lanes}"));
                }

                break;
            case Load load:
                checkPlace(load.Place, load.Lanes);
                break;
            case Splat splat:
                checkPlace(splat.Place, 1);
                break;
            case PositionValue position:
                Check(position.Start);
                break;
            case Draw draw:
                CheckDraw(draw);
                break;
            case Accumulated:
                report($"{value} is not all that a statement stores");
                break;
        }
    }

    private static bool Fits(Value value) => value switch
    {
        Splat splat => splat.Lanes > 1,
        LaneSum sum => sum.Operand.Lanes > 1,
        Widen widen => widen.Operand.Lanes < widen.Lanes,
        FirstLanes first => first.Operand.Lanes == first.Lanes && first.Count > 0 && first.Count < first.Lanes,
        _ => value.Operands.All(operand => operand.Lanes == value.Lanes),
    };

    private void CheckDraw(Draw draw)
    {
        scope.Find<NamedParameter>(EntryParameters.FirstExample);
        if (draw.Stream < 0 || draw.Stream >= kernel.Streams.Count)
        {
            report(FormattableString.Invariant($"there is no stream {draw.Stream}"));
        }
        else
        {
            var (first, second) = KernelParameter.KeyOf(draw.Stream);
            scope.Find<NamedParameter>(first);
            scope.Find<NamedParameter>(second);
        }

        Check(draw.Example);
        Check(draw.Element);
        if (draw.Lanes == 1 ? draw.ExampleStep != 0 && draw.ElementStep != 0 : draw.ExampleStep == 0 && draw.ElementStep == 0)
        {
            report($"{draw} is the same in all lanes");
        }
    }
}
