namespace Keratin;

/// <summary>Something that works, but probably not as meant.</summary>
/// <param name="Id">What kind it is, for those who want to leave one kind out: see <see cref="Warnings"/> for the list.</param>
/// <param name="Message">What was seen, and what usually helps; one line.</param>
public sealed record Warning(string Id, string Message)
{
    /// <summary>What <see cref="Warnings.WriteToConsole"/> writes.</summary>
    public override string ToString() => $"Keratin: warning {Id}: {Message}";
}
