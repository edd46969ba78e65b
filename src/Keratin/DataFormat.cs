namespace Keratin;

/// <summary>Which axis of images holds the channels; in configurations <c>"channels_last"</c> and <c>"channels_first"</c>.</summary>
public enum DataFormat
{
    /// <summary><c>(batch, height, width, channels)</c>.</summary>
    ChannelsLast,

    /// <summary><c>(batch, channels, height, width)</c>.</summary>
    ChannelsFirst,
}
