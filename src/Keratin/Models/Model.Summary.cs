using Keratin.Callbacks;

namespace Keratin.Models;

public partial class Model
{
    /// <summary>Prints the layers, their output shapes and numbers of parameters: Keras' <c>summary</c>.</summary>
    /// <param name="output">Where to; the console by default.</param>
    public void Summary(TextWriter? output = null)
    {
        ConsoleTerminal terminal = Terminal ?? ConsoleTerminal.Current();
        if (output is not null)
            terminal = terminal with { Writer = output, HasLines = true, IsInteractive = false };
        terminal.Writer.Write(new ModelSummary(this, terminal).ToText());
    }
}
