using Keratin.Callbacks;
using Keratin.Models;

namespace Keratin.Selection;

/// <summary>What one fold gave.</summary>
/// <param name="Fold">Which samples trained, and which tested.</param>
/// <param name="History">The values of each epoch of training.</param>
/// <param name="Evaluation">Loss and metrics on the samples that tested.</param>
public sealed record FoldResult(Fold Fold, History History, Evaluation Evaluation);
