namespace Keratin.Callbacks;

/// <summary>Which way a watched value gets better.</summary>
public enum MonitorMode
{
    /// <summary>As the metric itself says: accuracies up, losses and errors down.</summary>
    Auto,

    /// <summary>Down.</summary>
    Min,

    /// <summary>Up.</summary>
    Max,
}
