namespace StaticNets.Tests.Conformance;

/// <summary>The operators whose tests must pass: refusing one of them is a failure.</summary>
internal static class Coverage
{
    public static HashSet<string> Operators { get; } = [
        "Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization", "LayerNormalization", "GroupNormalization", "InstanceNormalization", "LSTM", "GRU",
            "RNN",
        "Gather", "OneHot", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "Relu", "Sigmoid", "Tanh", "LeakyRelu", "Elu", "Selu", "Softplus",
            "PRelu",
        "HardSigmoid", "HardSwish", "Exp", "Log", "Sqrt", "Abs", "Neg", "Pow", "Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean", "Clip", "Softmax",
        "LogSoftmax", "Concat", "Split", "Slice", "Pad", "Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze", "Expand", "ReduceMean", "ReduceSum",
            "ReduceMax",
        "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare", "Resize", "Upsample", "DepthToSpace",
            "SpaceToDepth",
        "Cast", "CastLike", "Identity", "Dropout", "Constant", "ConstantOfShape", "Shape", "Size", "If", "Reciprocal", "DequantizeLinear", "Celu", "Softsign",
            "Tile",
        "MeanVarianceNormalization",
    ];

    /// <summary>Why a test is none of floats, or null: networks take floats and integers and give floats.</summary>
    public static bool IsOfFloats(Proto.ModelProto model) => model.Graph.Output.All(output => IsFloat(output.Type?.TensorType?.ElemType ?? 0))
        && model.Graph.Input.All(input => input.Type?.TensorType is not null);

    private static bool IsFloat(int type) => (Proto.TensorProto.Types.DataType)type is Proto.TensorProto.Types.DataType.Float
        or Proto.TensorProto.Types.DataType.Double or Proto.TensorProto.Types.DataType.Float16 or Proto.TensorProto.Types.DataType.Bfloat16;
}
