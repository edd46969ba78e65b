using System.Runtime.InteropServices;

namespace Keratin.Tests.Cpu;

/// <summary>Memory that ends where a page ends and nothing follows: who reads beyond it ends the process. Linux only.</summary>
internal sealed unsafe partial class FencedPage : IDisposable
{
    private const int None = 0, ReadWrite = 3, PrivateAnonymous = 0x22;

    private readonly byte* _pages;
    private readonly nuint _page = (nuint)Environment.SystemPageSize;

    public FencedPage()
    {
        _pages = (byte*)Map(null, 2 * _page, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, (nint)_pages);
        Assert.Equal(0, Protect(_pages + _page, _page, None));
    }

    /// <summary>The last floats before the fence.</summary>
    public Span<float> Last(int count) => new(_pages + _page - (nuint)(count * sizeof(float)), count);

    public void Dispose() => _ = Unmap(_pages, 2 * _page);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
