using Keratin.Digits.Terminals;

namespace Digits;

/// <summary>What a command finds around it.</summary>
/// <param name="Output">Takes results.</param>
/// <param name="Error">Takes complaints.</param>
/// <param name="Cancellation">Asked between steps.</param>
internal sealed record Surroundings(TextWriter Output, TextWriter Error, CancellationToken Cancellation)
{
    /// <summary>What can be shown where the output goes; asked anew each time, for a window may change its size.</summary>
    public Func<TerminalProfile> Look { get; init; } = () => Output == Console.Out ? TerminalProfile.Current() : TerminalProfile.Plain;

    /// <summary>What can be shown where the output goes, as it is now.</summary>
    public TerminalProfile Terminal => Look();

    /// <summary>Characters of a line; without end where nobody looks at it.</summary>
    public int Width => Terminal.Width;
}
