using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

/// <summary>
/// From where each output of a Resize comes along an axis, as the operator's specification says it: the transformation of coordinates, the rounding of nearest,
/// the weights of linear and cubic.
/// </summary>
internal sealed class Sampling
{
    private static readonly string[] Transformations =
        ["asymmetric", "half_pixel", "pytorch_half_pixel", "align_corners", "half_pixel_symmetric", "tf_crop_and_resize", "tf_half_pixel_for_nn"];

    private const int MostOutputs = 1 << 16;

    private readonly int[] inputs;
    private readonly double[] scales;
    private readonly string mode;
    private readonly string coordinates;
    private readonly string rounding;
    private readonly double cubic;
    private readonly bool excludesOutside;
    private readonly double filling;
    private readonly double[]? region;

    private Sampling(NodeContext context, int[] inputs, int[] outputs, double[] scales, double[]? region)
    {
        (this.inputs, Outputs, this.scales, this.region) = (inputs, outputs, scales, region);
        mode = context.Text("mode", "nearest");
        var isOld = context.Operator == "Upsample" || context.Opset < 11;
        coordinates = isOld ? "asymmetric" : context.Text("coordinate_transformation_mode", "half_pixel");
        rounding = isOld ? "floor" : context.Text("nearest_mode", "round_prefer_floor");
        cubic = context.Float("cubic_coeff_a", -0.75);
        excludesOutside = context.Int("exclude_outside", 0) != 0;
        filling = context.Float("extrapolation_value", 0);
        context.Refuse(mode is not ("nearest" or "linear" or "bilinear" or "cubic"), $"its mode is '{mode}', but there are nearest, linear and cubic");
        context.Refuse(Array.IndexOf(Transformations, coordinates) < 0, $"its coordinate_transformation_mode is '{coordinates}', which is not known");
        context.Refuse(rounding is not ("round_prefer_floor" or "round_prefer_ceil" or "floor" or "ceil"),
            $"its nearest_mode is '{rounding}', which is not known");
        context.Refuse(context.Int("antialias", 0) != 0, "antialiasing is not supported");
    }

    public int[] Outputs { get; }

    public bool IsNearest => mode == "nearest";

    /// <summary>The mode of the language's layer that does the same, if there is one.</summary>
    public string? IsUpsample
    {
        get
        {
            var axes = Enumerable.Range(0, inputs.Length).Where(Changes).ToList();
            // The layer's scales are the sizes' ratios.
            if (axes.Any(axis => scales[axis] * inputs[axis] != Outputs[axis]) || coordinates == "tf_crop_and_resize")
            {
                return null;
            }

            return IsNearest
                ? axes.All(axis => Places(axis).Select((place, i) => place == (long)i * inputs[axis] / Outputs[axis]).All(isSame => isSame)) ? "Nearest" : null
                : mode is "linear" or "bilinear" && coordinates is "half_pixel" or "pytorch_half_pixel" && axes.All(axis => Outputs[axis] > 1)
                    && mode != "cubic" ? "Bilinear"
                : null;
        }
    }

    public static Sampling Of(NodeContext context, int[] shape)
    {
        var isOld = context.Operator == "Upsample" || context.Opset < 11;
        var given = context.FloatList("scales") is { } old ? new ConstantTensor([old.Length], old) : context.OptionalConstant(isOld ? 1 : 2, "scales");
        given = given is { Count: 0 } ? null : given;
        var sizes = isOld ? null : context.OptionalConstant(3, "sizes");
        int[] axes = context.Ints("axes") is { } named ? [.. named.Select(axis => Shapes.Axis(axis, shape.Length))] : [.. Enumerable.Range(0, shape.Length)];
        var policy = context.Text("keep_aspect_ratio_policy", "stretch");
        context.Refuse(policy != "stretch", $"its keep_aspect_ratio_policy is '{policy}', but only stretch is supported");
        context.Refuse((given?.Count ?? sizes?.Count) != axes.Length, $"it has not one scale or size for each of {axes.Length} axes");
        var region = !isOld && context.Text("coordinate_transformation_mode", "") == "tf_crop_and_resize" ? context.Constant(1, "region") : null;
        context.Refuse(region is not null && region.Count != 2 * axes.Length, "its region has not two ends for each axis");
        var (outputs, scales, ends) = ((int[])shape.Clone(), new double[shape.Length], new double[2 * shape.Length]);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            (scales[axis], ends[axis + shape.Length]) = (1, 1);
        }

        for (var i = 0; i < axes.Length; i++)
        {
            var (axis, extent) = (axes[i], shape[axes[i]]);
            var isBatch = extent < 0 || axis == context[0].BatchAxis;
            if (given is not null)
            {
                context.Refuse(!(given[i] > 0) || given[i] * Math.Max(1, extent) > int.MaxValue / 2, $"its scale {given[i]} is no size");
                scales[axis] = given[i];
                outputs[axis] = isBatch && given[i] == 1 ? extent
                    : (int)Math.Floor((region is null ? extent : extent * (region[i + axes.Length] - region[i])) * given[i]);
            }
            else if (!(isBatch && sizes!.IsBatch(i)))
            {
                outputs[axis] = Shaping.Extent(sizes!.Integer(i));
                scales[axis] = (double)outputs[axis] / extent;
            }

            (ends[axis], ends[axis + shape.Length]) = region is null ? (0, 1) : (region[i], region[i + axes.Length]);
            context.Refuse(outputs[axis] != extent && outputs[axis] > MostOutputs,
                $"it makes {outputs[axis]} positions of an axis, but at most {MostOutputs} are supported");
            context.Refuse(outputs[axis] is 0 || (isBatch && outputs[axis] != extent), "it leaves nothing, or changes the size of the batch");
        }

        return new(context, shape, outputs, scales, region is null ? null : ends);
    }

    public bool Changes(int axis) => inputs[axis] != Outputs[axis] || scales[axis] != 1
        || (region is not null && (region[axis] != 0 || region[axis + inputs.Length] != 1));

    /// <summary>The nearest input of each output.</summary>
    public int[] Places(int axis) => [.. Enumerable.Range(0, Outputs[axis]).Select(output =>
    {
        var place = Coordinate(axis, output);
        if (IsOutside(axis, place))
        {
            throw new ImportException("it crops beyond the image, which is not supported for nearest");
        }

        var nearest = rounding switch
        {
            "floor" => Math.Floor(place),
            "ceil" => Math.Ceiling(place),
            "round_prefer_ceil" => Math.Floor(place + 0.5),
            _ => Math.Ceiling(place - 0.5),
        };
        return (int)Math.Min(Math.Max(nearest, 0), inputs[axis] - 1);
    })];

    /// <summary>The weight of each input in each output, row by row.</summary>
    public float[] Matrix(int axis)
    {
        _ = ConstantTensor.CheckedCount([Outputs[axis], inputs[axis]]);
        var matrix = new float[Outputs[axis] * inputs[axis]];
        for (var output = 0; output < Outputs[axis]; output++)
        {
            var place = Coordinate(axis, output);
            if (IsOutside(axis, place))
            {
                continue;
            }

            var first = (int)Math.Floor(place);
            var taps = mode == "cubic"
                ? Enumerable.Range(-1, 4).Select(tap => (At: first + tap, Weight: CubicWeight(Math.Abs(place - first - tap)))).ToList()
                : [(first, 1 - (place - first)), (first + 1, place - first)];
            if (mode == "cubic" && excludesOutside)
            {
                taps = [.. taps.Where(tap => tap.At >= 0 && tap.At < inputs[axis])];
            }

            var sum = taps.Sum(tap => tap.Weight);
            foreach (var (at, weight) in taps)
            {
                matrix[(output * inputs[axis]) + Math.Min(Math.Max(at, 0), inputs[axis] - 1)] += (float)(weight / sum);
            }
        }

        return matrix;
    }

    /// <summary>What is added to outputs that lie outside of the input; null where none do.</summary>
    public float[]? Filling(int axis)
    {
        float[] added = [.. Enumerable.Range(0, Outputs[axis]).Select(output => IsOutside(axis, Coordinate(axis, output)) ? (float)filling : 0)];
        return Array.Exists(added, value => value != 0) ? added : null;
    }

    private double CubicWeight(double distance) => distance <= 1
        ? ((((cubic + 2) * distance) - (cubic + 3)) * distance * distance) + 1
        : (((((cubic * distance) - (5 * cubic)) * distance) + (8 * cubic)) * distance) - (4 * cubic);

    private bool IsOutside(int axis, double place) => coordinates == "tf_crop_and_resize" && (place < 0 || place > inputs[axis] - 1);

    private double Coordinate(int axis, int output)
    {
        double input = inputs[axis], scale = scales[axis], resized = scale * input;
        switch (coordinates)
        {
            case "asymmetric":
                return output / scale;
            case "align_corners":
                return resized <= 1 ? 0 : output * (input - 1) / (resized - 1);
            case "pytorch_half_pixel" when resized <= 1:
                return 0;
            case "tf_half_pixel_for_nn":
                return (output + 0.5) / scale;
            case "half_pixel_symmetric":
                return (input / 2 * (1 - (Outputs[axis] / resized))) + ((output + 0.5) / scale) - 0.5;
            case "tf_crop_and_resize":
                double start = region![axis], end = region[axis + inputs.Length];
                return Outputs[axis] > 1 ? (start * (input - 1)) + (output * (end - start) * (input - 1) / (Outputs[axis] - 1))
                    : 0.5 * (start + end) * (input - 1);
            default:
                return ((output + 0.5) / scale) - 0.5;
        }
    }
}
