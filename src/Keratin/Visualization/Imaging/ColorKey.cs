namespace Keratin.Visualization.Imaging;

/// <summary>Says what the colours of maps mean.</summary>
internal sealed record ColorKey(ColorRamp Ramp, string From, string To, string Name);
