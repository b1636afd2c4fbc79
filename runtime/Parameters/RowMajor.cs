namespace StaticNets;

/// <summary>
/// Walks the elements of a tensor in PyTorch's row-major order and says where each lies in the flat buffer.
/// <c>for (var walk = new RowMajor(info); !walk.Ended; walk.Next())</c>
/// </summary>
internal ref struct RowMajor
{
    private readonly ReadOnlySpan<int> _shape;
    private readonly ReadOnlySpan<int> _strides;
    private readonly PanelLayout? _panels;
    private readonly int[]? _manyAxes;
    private FewAxes _fewAxes;
    private int _remaining;

    public RowMajor(ParameterInfo info)
    {
        _shape = info.Shape.AsSpan();
        _strides = info.Strides.AsSpan();
        _panels = info.Panels;
        if (_shape.Length > FewAxes.Length)
            _manyAxes = new int[_shape.Length];
        _remaining = info.Size;
        Position = info.Offset;
    }

    /// <summary>The current element's index in the flat buffer.</summary>
    public int Position { get; private set; }

    public readonly bool Ended => _remaining == 0;

    public void Next()
    {
        _remaining--;
        var index = _manyAxes ?? (Span<int>)_fewAxes;
        for (var axis = _shape.Length - 1; axis >= 0; axis--)
        {
            var place = PlaceOf(axis, index[axis]);
            if (++index[axis] < _shape[axis])
            {
                Position += PlaceOf(axis, index[axis]) - place;
                return;
            }
            Position -= place;
            index[axis] = 0;
        }
    }

    private readonly int PlaceOf(int axis, int index)
        => _panels is not null && axis == _panels.Axis ? _panels.PlaceOf(index, _strides[axis]) : index * _strides[axis];

    /// <summary>The place along each axis, without an array: no layer has a tensor of more.</summary>
    [System.Runtime.CompilerServices.InlineArray(Length)]
    private struct FewAxes
    {
        public const int Length = 8;

        private int _first;
    }
}
