namespace Keratin.Metrics;

/// <summary>How many outputs lie on which side of a threshold. In float, as Keras has them: a recall of 2/5 is to be no less than 0.4.</summary>
internal readonly record struct ThresholdCounts(float TruePositives, float FalsePositives, float TrueNegatives, float FalseNegatives)
{
    /// <summary>Part of what was taken for 1 that is 1; 0 where nothing was.</summary>
    public float Precision => Ratio(TruePositives, FalsePositives);

    /// <summary>Part of what is 1 that was taken for 1; 0 where nothing is.</summary>
    public float Recall => Ratio(TruePositives, FalseNegatives);

    /// <summary>Part of what is 0 that was taken for 0; 0 where nothing is.</summary>
    public float Specificity => Ratio(TrueNegatives, FalsePositives);

    /// <summary>Part of what is 0 that was taken for 1; 0 where nothing is.</summary>
    public float FalsePositiveRate => Ratio(FalsePositives, TrueNegatives);

    private static float Ratio(float part, float rest) => part + rest == 0 ? 0 : part / (part + rest);
}
