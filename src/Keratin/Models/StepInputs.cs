using System.Collections;

namespace Keratin.Models;

/// <summary>Targets or weights of a step, of which there may be none; who asks for more than there are is told so.</summary>
internal sealed class StepInputs(IReadOnlyList<KerasTensor> nodes, string name, string argument) : IReadOnlyList<KerasTensor>
{
    public int Count => nodes.Count;

    public KerasTensor this[int index] => index >= 0 && index < nodes.Count ? nodes[index] : throw new ArgumentOutOfRangeException(
        nameof(index), $"StepData.{name}[{index}]: expected one that was given; got {nodes.Count} of them.\n  hint: give Fit or Evaluate {argument}, or ask {name}.Count first");

    public IEnumerator<KerasTensor> GetEnumerator() => nodes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
