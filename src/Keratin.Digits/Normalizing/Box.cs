namespace Keratin.Digits.Normalizing;

// A rectangle of whole pixels.
internal readonly record struct Box(int Left, int Top, int Width, int Height);
