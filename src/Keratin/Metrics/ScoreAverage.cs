namespace Keratin.Metrics;

/// <summary>How the scores of classes become one.</summary>
public enum ScoreAverage
{
    /// <summary>They stay as they are, one for each class.</summary>
    None,

    /// <summary>Counts of all classes are added up before the score is taken.</summary>
    Micro,

    /// <summary>Their mean.</summary>
    Macro,

    /// <summary>Their mean, each weighed by how many targets are of its class.</summary>
    Weighted,
}
