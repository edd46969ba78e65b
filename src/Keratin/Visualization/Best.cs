namespace Keratin.Visualization;

/// <summary>Which value of a series is its best one, to be marked.</summary>
public enum Best
{
    /// <summary>None.</summary>
    None,

    /// <summary>The lowest, as of a loss.</summary>
    Lowest,

    /// <summary>The highest, as of an accuracy.</summary>
    Highest,
}
