namespace StaticNets.Benchmarks.Contenders;

/// <summary>A batch of values in an ONNX model. A sequence may lie batch first or steps first, as it is or as rows of a matrix; it is brought into another
/// form only where an operation needs that one.</summary>
internal sealed class OnnxValue
{
    private readonly OnnxModel _model;
    private readonly string _name;
    private readonly long _batch;
    private readonly long[] _shape;
    private readonly bool _isStepsFirst, _isRows;
    private string? _stacked, _rows;
    private OnnxValue? _turned;

    /// <param name="model">The model that the value is in.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="batch">How many examples.</param>
    /// <param name="shape">Of one example; two sizes are a sequence of [steps, features].</param>
    /// <param name="isStepsFirst">Whether the steps come before the batch.</param>
    /// <param name="isRows">Whether steps and batch are one axis.</param>
    public OnnxValue(OnnxModel model, string name, long batch, long[] shape, bool isStepsFirst = false, bool isRows = false)
    {
        _model = model;
        _name = name;
        _batch = batch;
        _shape = shape;
        _isStepsFirst = isStepsFirst;
        _isRows = isRows;
    }

    public long Features => _shape[^1];

    private bool IsSequence => _shape.Length == 2;

    private long[] Outer => _isStepsFirst ? [_shape[0], _batch] : [_batch, .. _shape[..^1]];

    /// <summary>The name of the value as [batch, ...].</summary>
    public string BatchFirst() => InBatchOrder().Stacked();

    /// <summary>The name of a sequence as [steps, batch, features].</summary>
    public string StepsFirst() => (_isStepsFirst ? this : Turned()).Stacked();

    /// <summary>The value with the batch before the steps.</summary>
    public OnnxValue InBatchOrder() => _isStepsFirst ? Turned() : this;

    /// <summary>What an elementwise operation makes of the value, in the form in which it is.</summary>
    public OnnxValue With(Func<string, string> operation) => new(_model, operation(_name), _batch, _shape, _isStepsFirst, _isRows);

    /// <summary>What an elementwise operation makes of this value and another of the same shape.</summary>
    public OnnxValue With(OnnxValue other, Func<string, string, string> operation)
    {
        if (other._isStepsFirst != _isStepsFirst)
            other = other.Turned();
        return With(name => operation(name, _isRows ? other.Rows() : other.Stacked()));
    }

    /// <summary>What an operation on the rows of a matrix makes of the value.</summary>
    public OnnxValue WithRows(long features, Func<string, string> operation) =>
        new(_model, operation(Rows()), _batch, [.. _shape[..^1], features], _isStepsFirst, isRows: IsSequence);

    private string Rows() => _isRows || !IsSequence ? _name : _rows ??= _model.Node("Reshape", [_name, _model.Constant(_batch * _shape[0], Features)]);

    private string Stacked() => _isRows ? _stacked ??= _model.Node("Reshape", [_name, _model.Constant([.. Outer, Features])]) : _name;

    private OnnxValue Turned() => _turned ??= new OnnxValue(
        _model, _model.Node("Transpose", [Stacked()], ("perm", new long[] { 1, 0, 2 })), _batch, _shape, !_isStepsFirst);
}
