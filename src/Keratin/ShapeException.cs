namespace Keratin;

/// <summary>Thrown while a graph is traced, never while it runs: the shapes of an operation's inputs do not fit together.</summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>Says who complains, what it wanted, what it got, and, where we know it, what to do.</summary>
    /// <param name="who">The operation or layer, with its name.</param>
    /// <param name="expected">The shapes it takes.</param>
    /// <param name="got">The shapes it was given.</param>
    /// <param name="hint">What to do, where the mistake is recognised.</param>
    public ShapeException(string who, string expected, string got, string? hint = null)
        : base($"{who}: the shapes do not fit.\n  expected: {expected}\n  got:      {got}{(hint is null ? "" : $"\n  hint:     {hint}")}")
    {
    }

    /// <summary>What another one says, in other words.</summary>
    internal ShapeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
