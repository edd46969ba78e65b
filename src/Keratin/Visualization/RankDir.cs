namespace Keratin.Visualization;

/// <summary>Which way a diagram runs. Names are those of <c>keras.utils.plot_model</c>.</summary>
public enum RankDir
{
    /// <summary>From top to bottom.</summary>
    TB,

    /// <summary>From left to right.</summary>
    LR,
}
