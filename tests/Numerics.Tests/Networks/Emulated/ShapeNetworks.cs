namespace StaticNets.Tests.Networks;

// Values of up to five dimensions, and layers that give values another shape; PyTorch's side is tests/fixtures/reference/shapes.py.

[Network]
[Input(2, 1, 3, 2, 3, Gradient = true)]
[Dense(5), LayerNorm(Name = "x")]
[Parameter(5, Uniform = 0.5)]
[Add("x"), Tanh, Softmax(Name = "y")]
[Sigmoid(Name = "z"), Concat("z", From = "y")]
[MeanSquaredError]
public sealed partial class ShapeFiveDimensions;

[Network]
[Input(3, 2, 2, 5, Gradient = true)]
[PRelu, Dense(3), LogSoftmax]
public sealed partial class ShapeFourDimensions;

[Network]
[Input(5, 6, Gradient = true)]
[Dense(7), Tanh, Reshape(7, -1), Sigmoid, Dense(4), Reshape(2, 2, 7), Conv2d(3, 2, 2), Reshape(9, 2)]
public sealed partial class ShapeReshape;

[Network]
[Input(2, 5, 3, Gradient = true)]
[Conv2d(6, 3, Padding = 1), Permute(1, 2, 0), Reshape(30, 3), Output("boxes"), Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class ShapeImageToBoxes;

[Network]
[Input(3, 4, 6, Gradient = true)]
[Reshape(3, 2, 2, 3, 2), Permute(1, 3, 0, 2, -1), Reshape(6, -1), Dense(5, Name = "patches")]
[Parameter(1, 5, Name = "cls_token", Normal = 0.02), Concat("patches", Axis = 0, Name = "tokens")]
[Parameter(7, 5, Name = "positions", Normal = 0.02)]
[Add("tokens"), LayerNorm(Name = "x"), Dense(5), Gelu, Add("x")]
[Slice(0, 0, 1), Flatten, Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ShapePatches;

[Network]
[Input(7, 5, Gradient = true)]
[Dense(11), Tanh, Slice(0, 1, 3, Step = 2), Dense(4), Slice(-1, -3, 2, Name = "last")]
[Sigmoid, Scale(2, Name = "more")]
[Concat("more", Axis = -2, From = "last"), Slice(1, 1, 1)]
public sealed partial class ShapeSlices;

[Network]
[Input(4, 3, 5, Gradient = true)]
[Slice(0, 0, 2, Name = "a")]
[Slice(0, -2, 2, From = "input"), Conv2d(2, 3, Padding = 1), Relu(Name = "b")]
[Concat("b", From = "a"), Reshape(2, 2, 3, 5), Permute(1, 0, 2, 3), Reshape(4, 3, 5, Name = "x")]
[Slice(1, -2, 2, Name = "end"), Concat("end", Axis = 1, From = "x")]
public sealed partial class ShapeChannelSplit;

[Network]
[Input(3, 4, 5, Gradient = true)]
[Conv2d(5, 2, Name = "x"), Reduce(Name = "mean")]
[Reduce(From = "x", Kind = Reduction.Max, Axes = new[] { -1 }), Reduce(Kind = Reduction.Min, Axes = new[] { 1 }, Name = "least")]
[Tanh(From = "x"), Reduce(Kind = Reduction.Sum, Axes = new[] { 0, 2 })]
[Concat("mean"), Concat("least", Name = "both"), Reduce(Name = "one")]
[Dense(2, From = "both", Name = "y")]
[Reshape(2, 1, From = "y"), Multiply("one"), Flatten]
public sealed partial class ShapeReductions;

[Network]
[Input(3, 7, Gradient = true)]
[Reduce(Kind = Reduction.Max, Name = "greatest")]
[Reduce(Kind = Reduction.Min, From = "input"), Concat("greatest")]
public sealed partial class ShapeTiesOfMaxima;

[Network]
[Input(6, 3, Lengths = true, Gradient = true)]
[Dense(4, Name = "y"), Reduce(Name = "mean")]
[Reduce(From = "y", Kind = Reduction.Max, Name = "greatest")]
[Reduce(From = "y", Kind = Reduction.Min, Axes = [0], Name = "least")]
[Reduce(From = "y", Kind = Reduction.Sum), Concat("mean"), Concat("greatest"), Concat("least"), Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ShapeMaskedReductions;

[Network]
[Input(5, 6, Gradient = true)]
[Dense(6, Name = "q"), Reshape(5, 2, 3), Permute(1, 0, 2, Name = "queries")]
[Dense(6, Bias = false, From = "input", Name = "k"), Reshape(5, 2, 3), Permute(1, 0, 2, Name = "keys")]
[Dense(6, From = "input", Name = "v"), Reshape(5, 2, 3), Permute(1, 0, 2, Name = "values")]
[MatMul("keys", Transpose = true, From = "queries"), Softmax, MatMul("values"), Permute(1, 0, 2), Reshape(5, 6), Dense(2)]
[MeanSquaredError]
public sealed partial class ShapeAttentionByHand;

[Network]
[Parameter(3, 7, Name = "w")]
[Parameter(17, 7, Name = "u")]
[Parameter(17, Name = "s", Value = 1)]
[Parameter(17, Name = "column")]
[Input(5, 3, Gradient = true)]
[MatMul("w"), Tanh, MatMul("u", Transpose = true), Multiply("s"), MatMul("column")]
public sealed partial class ShapeProductsWithParameters;

[Network]
[Input(2, 1, 3, 4, Name = "a", Gradient = true)]
[Input(5, 4, 3, Name = "b", Gradient = true)]
[MatMul("b", From = "a", Name = "product")]
[Parameter(3, Name = "v")]
[MatMul("v", From = "product", Name = "y")]
[Input(5, Name = "row", Gradient = true)]
[MatMul("y")]
public sealed partial class ShapeStackedProducts;

[Network]
[Constant(0.5, -1.5, 2, Name = "scale")]
[Parameter(4, 3, Name = "p")]
[Dense(3), Tanh(Name = "hidden")]
[Constant(0.25, 1, 2, 3, -1, 0.5, 1, 1, 1, 0, 2, -2, Shape = [4, 3], Name = "weights")]
[Input(4, 3, Gradient = true)]
[Multiply("scale"), Add("hidden"), Multiply("weights"), Gru(5)]
public sealed partial class ShapeOwnValues;

[Network]
[Parameter(5, 4, Name = "positions")]
[Input(5, 4, Lengths = true, Gradient = true)]
[Add("positions"), Gru(3), Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class ShapeLearnedPositions;
