using Keratin.Callbacks;

namespace Keratin.Tests.Callbacks;

/// <summary>A run without a model: its only weight is whatever number a test puts there.</summary>
internal sealed class FakeTraining : ITraining
{
    public int Epochs { get; init; } = 100;

    public int Steps => 1;

    public int ValidationFreq { get; init; }

    public float LearningRate { get; set; } = 0.1f;

    public bool StopTraining { get; set; }

    public bool IsInterrupted { get; set; }

    public float Weight { get; set; } = -1;

    public List<string> Printed { get; } = [];

    public List<Warning> Warned { get; } = [];

    public int Swaps { get; private set; }

    public IReadOnlyList<Tensor<float>> GetWeights() => [Numbers.Of([1], Weight)];

    public void SetWeights(IReadOnlyList<Tensor<float>> weights) => Weight = weights[0][0];

    public void SwapAverages() => Swaps++;

    public bool? IsHigherBetter(string name) => name.Contains("acc", StringComparison.Ordinal) ? true : name.Contains("loss", StringComparison.Ordinal) ? false : null;

    public void Print(string line) => Printed.Add(line);

    public void Warn(Warning warning) => Warned.Add(warning);

    public static Logs Of(string name, float value) => new() { [name] = value };
}
