namespace Keratin.Tests;

/// <summary>Hears all warnings for a while, as if none had been raised before. Only for tests of the collection <see cref="Alone"/>.</summary>
internal sealed class HeardWarnings : IDisposable
{
    private readonly Action<Warning>? _before = Warnings.Handler;

    public HeardWarnings()
    {
        Warnings.Forget();
        Warnings.Handler = All.Add;
    }

    public List<Warning> All { get; } = [];

    public void Dispose()
    {
        Warnings.Handler = _before;
        Warnings.Forget();
    }
}
