using Keratin.Callbacks;

namespace Keratin.Models;

/// <summary>An evaluation or a prediction of its own, as callbacks see it.</summary>
internal sealed class AskingRun(Model model, int? steps) : ModelRun(model)
{
    public override int Steps => steps ?? 0;

    /// <summary>Shows how far it is; null for nothing.</summary>
    public ProgressBar? Progress
    {
        get => Bar;
        init => Bar = value;
    }
}
