using Keratin.Callbacks;

namespace Keratin.Tests.Visualization;

/// <summary>Histories without a training.</summary>
internal static class Histories
{
    /// <summary>One with these values, an epoch each; null where an epoch has none.</summary>
    public static History Of(params (string Name, float?[] Values)[] metrics)
    {
        var history = new History();
        for (int epoch = 0; epoch < metrics.Max(metric => metric.Values.Length); epoch++)
        {
            var logs = new Logs();
            foreach (var (name, values) in metrics)
            {
                if (epoch < values.Length && values[epoch] is { } value)
                    logs[name] = value;
            }
            history.OnEpochEnd(null!, epoch, logs);
        }
        return history;
    }

    /// <summary>A usual one: both losses fall, the validation's rises again at the end.</summary>
    public static History Usual(int epochs = 8)
    {
        var all = Enumerable.Range(1, epochs).ToArray();
        return Of(
            ("loss", [.. all.Select(n => (float?)(1f / n))]),
            ("val_loss", [.. all.Select(n => (float?)(0.5f / n + 0.02f * n))]),
            ("accuracy", [.. all.Select(n => (float?)(1 - 0.25f / n))]),
            ("val_accuracy", [.. all.Select(n => (float?)(0.95f - 0.125f / n))]));
    }
}
