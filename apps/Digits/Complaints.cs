namespace Digits;

/// <summary>Lets a command that was given several pictures go on after one that is no good.</summary>
internal static class Complaints
{
    /// <summary>What was read, or null where that failed; then the reason stands on standard error.</summary>
    public static T? Try<T>(TextWriter error, string name, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception reason) when (reason is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            // Some messages begin with the file's name, some lack it.
            string message = reason.Message.Contains(name, StringComparison.Ordinal) ? reason.Message : $"{name}: {reason.Message}";
            error.WriteLine($"digits: {message}");
            return null;
        }
    }
}
