namespace Keratin.Models;

/// <summary>The batches of an epoch, one after the other.</summary>
internal abstract class Batches : IDisposable
{
    /// <summary>Steps of an epoch; null as long as nobody knows.</summary>
    public abstract int? Steps { get; }

    /// <summary>Begins an epoch.</summary>
    public abstract void Begin(CancellationToken cancellationToken);

    /// <summary>The next batch.</summary>
    /// <returns>False when the epoch is over.</returns>
    public abstract bool Next(out BatchSlice batch);

    public virtual void Dispose()
    {
    }
}
