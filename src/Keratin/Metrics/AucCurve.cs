namespace Keratin.Metrics;

/// <summary>Which curve the thresholds draw.</summary>
public enum AucCurve
{
    /// <summary>Recall over the rate of false positives (receiver operating characteristic).</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,

    /// <summary>Gain of precision over gain of recall: both relative to what naming everything positive gives.</summary>
    /// <remarks>P. Flach, M. Kull: "Precision-recall-gain curves", NeurIPS 2015.</remarks>
    PRGain,
}
