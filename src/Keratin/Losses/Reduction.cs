namespace Keratin.Losses;

/// <summary>How the losses of the samples become one number.</summary>
public enum Reduction
{
    /// <summary>Their sum over their number. Weights do not change the number.</summary>
    SumOverBatchSize,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their weighted sum over the sum of the weights.</summary>
    MeanWithSampleWeight,

    /// <summary>They stay as they are. Such a loss can be asked, but not trained with.</summary>
    None,

    /// <summary>Keras' other name for <see cref="SumOverBatchSize"/>.</summary>
    Mean,
}
