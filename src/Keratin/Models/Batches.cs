namespace Keratin.Models;

/// <summary>The batches of an epoch, one after the other.</summary>
internal abstract class Batches : IDisposable
{
    /// <summary>Steps of an epoch; null as long as nobody knows.</summary>
    public abstract int? Steps { get; }

    /// <summary>How far they are.</summary>
    public abstract BatchPosition Position { get; }

    /// <summary>Begins an epoch.</summary>
    public abstract void Begin(CancellationToken cancellationToken);

    /// <summary>Goes to where others were: before their last batch, which is given once more, or to the end of their epoch.</summary>
    /// <param name="position">Where they were.</param>
    /// <param name="isWithin">Whether they were within an epoch, which then needs no <see cref="Begin"/>.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    public abstract void Resume(BatchPosition position, bool isWithin, CancellationToken cancellationToken);

    /// <summary>The next batch.</summary>
    /// <returns>False when the epoch is over.</returns>
    public abstract bool Next(out BatchSlice batch);

    /// <summary>What <see cref="Next"/> is going to give, where that is known without going there; null where it is not, or where there is none.</summary>
    public virtual BatchSlice? Following => null;

    public virtual void Dispose()
    {
    }
}
