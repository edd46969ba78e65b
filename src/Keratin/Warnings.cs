namespace Keratin;

/// <summary>Who hears about programs that run, but probably not as meant. One line each, never the same twice.</summary>
/// <remarks>
/// <para><c>sorted-validation-split</c>: the part that <c>validationSplit</c> cuts off has other classes than the rest, as in sorted data.
/// <c>probabilities-as-logits</c>: a model that ends in softmax or sigmoid is trained with a loss that expects logits.
/// <c>logits-as-probabilities</c>: a model that ends without one is trained with a loss that expects probabilities.
/// <c>unscaled-images</c>: pixels from 0 to 255 reach the first weights as they are.
/// <c>loss-not-finite</c>: the loss is NaN or infinite, and in which layer that began.
/// <c>monitor-missing</c>: a callback watches a value that nobody reports.
/// <c>sparse-class</c>: a class has fewer samples than there are folds.</para>
/// <para>By default they go to the console's error stream, except where <c>verbose</c> is 0. A handler of one's own hears them in any case.</para>
/// </remarks>
/// <example>
/// <code>
/// Warnings.Handler = null;                                                   // silence
/// Warnings.Handler = warning => logger.LogWarning("{Warning}", warning);     // into a log
/// Warnings.Handler = warning =>                                              // all but one kind
/// {
///     if (warning.Id != "unscaled-images")
///         Warnings.WriteToConsole(warning);
/// };
/// </code>
/// </example>
public static class Warnings
{
    // A server that trains for months does not gather texts for ever.
    private const int MaxRemembered = 10_000;

    private static readonly Lock s_lock = new();
    private static readonly HashSet<Warning> s_raised = [];
    private static readonly Action<Warning> s_default = WriteToConsole;
    private static volatile Action<Warning>? s_handler = s_default;

    /// <summary>Gets each warning, on the thread that trains; null for nobody. By default <see cref="WriteToConsole"/>, which keeps quiet where <c>verbose</c> is 0.</summary>
    public static Action<Warning>? Handler
    {
        get => s_handler;
        set => s_handler = value;
    }

    /// <summary>Writes a warning as a line to the console's error stream.</summary>
    /// <param name="warning">The warning.</param>
    public static void WriteToConsole(Warning warning) => Console.Error.WriteLine(warning);

    /// <summary>Whether anybody would hear a warning; where nobody does, nobody needs to look.</summary>
    internal static bool IsHeard(bool isQuiet) => s_handler is { } handler && !(isQuiet && handler == s_default);

    /// <summary>Raises a warning, unless it was raised before.</summary>
    /// <param name="warning">The warning. Equal ones have the same cause, so names that are given by counting do not belong into it.</param>
    /// <param name="isQuiet">Whether the default handler is to keep quiet.</param>
    internal static void Raise(Warning warning, bool isQuiet)
    {
        if (!IsHeard(isQuiet))
            return;
        lock (s_lock)
        {
            if (s_raised.Count == MaxRemembered)
                s_raised.Clear();
            if (!s_raised.Add(warning))
                return;
        }
        s_handler?.Invoke(warning);
    }

    /// <summary>For tests: as if nothing had been raised.</summary>
    internal static void Forget()
    {
        lock (s_lock)
            s_raised.Clear();
    }
}
