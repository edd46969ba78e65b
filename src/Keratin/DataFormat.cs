namespace Keratin;

/// <summary>Where the axis of the channels stands. Weights have the same shapes in both formats.</summary>
public enum DataFormat
{
    /// <summary><c>(batch, height, width, channels)</c>: how Keratin computes.</summary>
    ChannelsLast,

    /// <summary><c>(batch, channels, height, width)</c>: computed by putting the channels last and back again.</summary>
    ChannelsFirst,
}
