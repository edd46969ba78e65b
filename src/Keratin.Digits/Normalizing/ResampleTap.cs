namespace Keratin.Digits.Normalizing;

// How much of which source pixel goes into a target pixel.
internal readonly record struct ResampleTap(int Index, float Weight);
