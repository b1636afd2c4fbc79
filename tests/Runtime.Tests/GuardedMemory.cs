namespace StaticNets.Tests;

/// <summary>
/// Memory that ends exactly at a page without access: touching one byte past its end kills the process, so that a test
/// run cannot pass with an overread.
/// </summary>
internal sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly GuardedPages _pages;
    private readonly T* _start;
    private readonly int _length;

    public GuardedMemory(int length)
    {
        var bytes = (nuint)length * (nuint)sizeof(T);
        _pages = new GuardedPages(bytes);
        _start = (T*)(_pages.End - bytes);
        _length = length;
    }

    public Span<T> Span => new(_start, _length);

    public void Dispose() => _pages.Dispose();
}
