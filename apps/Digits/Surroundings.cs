namespace Digits;

/// <summary>What a command finds around it.</summary>
/// <param name="Output">Takes results.</param>
/// <param name="Error">Takes complaints.</param>
/// <param name="Cancellation">Asked between steps.</param>
internal sealed record Surroundings(TextWriter Output, TextWriter Error, CancellationToken Cancellation)
{
    /// <summary>Characters of a line; without end where nobody looks at it.</summary>
    public int Width
    {
        get
        {
            if (Output != Console.Out || Console.IsOutputRedirected)
                return int.MaxValue;
            try
            {
                return Console.WindowWidth is > 0 and int width ? width : 80;
            }
            catch (IOException)
            {
                return 80;
            }
        }
    }
}
