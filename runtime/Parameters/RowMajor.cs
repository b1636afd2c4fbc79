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
    private readonly int _panelAxis = -1;
    private readonly int[]? _manyAxes;
    private FewAxes _fewAxes;
    private int _remaining;

    // How far the index along the axis of the panels is from index 0.
    private int _inPanels;

    public RowMajor(ParameterInfo info)
    {
        _shape = info.Shape.AsSpan();
        _strides = info.Strides.AsSpan();
        if (info.Panels is { } panels)
            (_panels, _panelAxis) = (panels, panels.Axis);
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
            var next = index[axis] + 1 < _shape[axis] ? index[axis] + 1 : 0;
            Position += axis == _panelAxis ? StepInPanels(next) : (next - index[axis]) * _strides[axis];
            index[axis] = next;
            if (next > 0)
                return;
        }
    }

    private int StepInPanels(int next)
    {
        var before = _inPanels;
        _inPanels = _panels!.PlaceOf(next, _strides[_panelAxis]);
        return _inPanels - before;
    }

    /// <summary>The place along each axis, without an array: no layer has a tensor of more.</summary>
    [System.Runtime.CompilerServices.InlineArray(Length)]
    private struct FewAxes
    {
        public const int Length = 8;

        private int _first;
    }
}
