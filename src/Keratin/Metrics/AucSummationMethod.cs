namespace Keratin.Metrics;

/// <summary>How high the curve is taken to be between two thresholds.</summary>
public enum AucSummationMethod
{
    /// <summary>Its middle; of precision over recall, where that is too much, what J. Davis and M. Goadrich (ICML 2006) derive.</summary>
    Interpolation,

    /// <summary>The lower end.</summary>
    Minoring,

    /// <summary>The upper end.</summary>
    Majoring,
}
