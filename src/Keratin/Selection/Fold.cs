using Keratin.Data;

namespace Keratin.Selection;

/// <summary>One way of dividing samples: most train, the others test.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Train">Numbers of the samples that train, ascending.</param>
/// <param name="Test">Numbers of the samples that test, ascending.</param>
public sealed record Fold(int Number, IReadOnlyList<int> Train, IReadOnlyList<int> Test)
{
    /// <summary>The samples that train; nothing is copied.</summary>
    /// <param name="samples">All samples, or their targets.</param>
    public Samples TrainOf(Samples samples) => (samples ?? throw new ArgumentNullException(nameof(samples))).Rows(Train);

    /// <summary>The samples that test; nothing is copied.</summary>
    /// <param name="samples">All samples, or their targets.</param>
    public Samples TestOf(Samples samples) => (samples ?? throw new ArgumentNullException(nameof(samples))).Rows(Test);
}
