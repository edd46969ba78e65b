using System.Globalization;
using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>Computes a batch once more, layer by layer, and says whose output is the first that is not finite, and why.</summary>
/// <param name="model">The model, with the weights to look at.</param>
/// <param name="steps">Its steps.</param>
/// <param name="slice">The batch.</param>
internal sealed class LossDiagnosis(Model model, StepFunctions steps, BatchSlice slice)
{
    // Weights beyond this have not been learned, but have run away; samples beyond this were not scaled.
    private const float RunAway = 1e3f, Unscaled = 1e6f;
    private const string LowerRate = "A smaller learning rate usually helps, or ClipNorm in the optimizer.";

    /// <summary>Whether the weights are those of before the batch; else those of after it.</summary>
    public required bool HasWeightsOfBefore { get; init; }

    /// <summary>Whether no step was made before.</summary>
    public required bool IsFirstStep { get; init; }

    /// <summary>The loss of the batch before; NaN where there was none.</summary>
    public required double LastLoss { get; init; }

    /// <summary>What is to be said.</summary>
    public string Find()
    {
        var (calls, inputs) = steps.TraceCalls(slice.Feed, slice.Count);
        KerasTensor[] nodes = [.. calls.SelectMany(call => call.Inputs.Concat(call.Results)).Distinct(ReferenceEqualityComparer.Instance).Cast<KerasTensor>()
            .Where(node => node.Op is not (InputOp or VariableOp))];
        using IExecution execution = Backend.Plan(new TracedGraph(inputs, nodes)).Rent();
        slice.Fill(execution);
        execution.Run();
        var values = new Dictionary<KerasTensor, float[]>(ReferenceEqualityComparer.Instance);
        // What was filled in: running may have used its memory for something else.
        slice.Fill(execution);
        for (int i = 0; i < inputs.Count; i++)
            values[inputs[i]] = execution.Input(i).ToArray();
        for (int i = 0; i < nodes.Length; i++)
            values[nodes[i]] = execution.Output(i).ToArray();
        return calls.FirstOrDefault(call => !call.Results.All(IsFinite)) is { } bad
            ? $"the first output that is not finite is that of {bad.Layer}. {CauseIn(bad, values, inputs)}"
            : CauseInLoss(values, inputs);

        bool IsFinite(KerasTensor node) => !values.TryGetValue(node, out float[]? numbers) || CountBad(numbers) == 0;
    }

    private string CauseIn(LayerCall call, Dictionary<KerasTensor, float[]> values, IReadOnlyList<KerasTensor> inputs)
    {
        for (int i = 0; i < slice.Feed.Inputs.Length; i++)
        {
            if (CountBad(values[inputs[i]]) is > 0 and int bad)
                return $"Cause: inputs. The samples of the batch hold {Count(bad)} not finite, the first in sample {FirstBad(values[inputs[i]]) + 1}.";
        }
        string[] broken = [.. call.Layer.Weights.Where(weight => CountBad(weight.Span) > 0).Select(weight => weight.Name).Distinct()];
        if (broken.Length > 0)
            return CauseInWeights(string.Join(", ", broken));
        if (call.Inputs.Any(node => values.TryGetValue(node, out float[]? numbers) && CountBad(numbers) > 0))
            return "Cause: inputs. An operation between the layers gave numbers that are not finite: a division by 0, or a logarithm or root of something negative?";
        float weights = model.Weights.Select(weight => Largest(weight.Span)).DefaultIfEmpty(0).Max();
        float into = call.Inputs.Select(node => values.TryGetValue(node, out float[]? numbers) ? Largest(numbers) : 0).DefaultIfEmpty(0).Max();
        if (weights > RunAway)
            return $"Cause: weights. The model's weights have grown to {Text(weights)} and what this layer gets to {Text(into)}, so that its result overflowed. {LowerRate}";
        float samples = inputs.Take(slice.Feed.Inputs.Length).Max(node => Largest(values[node]));
        return samples > Unscaled
            ? $"Cause: inputs. The samples hold numbers of up to {Text(samples)}. Scale them, with Rescaling or Normalization in front of the model."
            : $"Cause: the layer itself, whose inputs (up to {Text(into)}) and weights are finite: a division by 0, or a logarithm or root of something negative?";
    }

    private string CauseInWeights(string names)
    {
        if (HasWeightsOfBefore && IsFirstStep)
            return $"Cause: weights. They were not finite before the first step ({names}).";
        string before = double.IsFinite(LastLoss) ? $" The loss was {Text((float)LastLoss)} a batch before." : "";
        return HasWeightsOfBefore
            ? $"Cause: gradients. The update after the batch before left its weights not finite ({names}).{before} {LowerRate}"
            : $"Cause: gradients. Its weights are no longer finite ({names}).{before} {LowerRate}";
    }

    private string CauseInLoss(Dictionary<KerasTensor, float[]> values, IReadOnlyList<KerasTensor> inputs)
    {
        int samples = slice.Feed.Inputs.Length, targets = slice.Feed.Targets.Length;
        for (int i = samples; i < inputs.Count; i++)
        {
            if (CountBad(values[inputs[i]]) is > 0 and int bad)
            {
                string what = i < samples + targets ? "targets" : "sample weights";
                return $"all layers' outputs are finite. Cause: {what}. They hold {Count(bad)} not finite, the first in sample {FirstBad(values[inputs[i]]) + 1} of the batch.";
            }
        }
        float largest = values.Where(pair => !inputs.Contains(pair.Key)).Select(pair => Largest(pair.Value)).DefaultIfEmpty(0).Max();
        return largest > Unscaled
            ? $"all layers' outputs are finite, but reach {Text(largest)}, and the loss of that overflowed. Cause: weights. {LowerRate}"
            : "all layers' outputs are finite. Cause: the loss itself, or a regularizer: a division by 0, or a logarithm or root of something negative?";
    }

    private int FirstBad(float[] numbers) => Array.FindIndex(numbers, number => !float.IsFinite(number)) / Math.Max(numbers.Length / slice.Count, 1);

    private static int CountBad(ReadOnlySpan<float> numbers)
    {
        int bad = 0;
        foreach (float number in numbers)
            bad += float.IsFinite(number) ? 0 : 1;
        return bad;
    }

    private static float Largest(ReadOnlySpan<float> numbers)
    {
        float largest = 0;
        foreach (float number in numbers)
            largest = float.IsFinite(number) ? MathF.Max(largest, MathF.Abs(number)) : largest;
        return largest;
    }

    private static string Count(int numbers) => numbers == 1 ? "1 number that is" : $"{numbers} numbers that are";

    private static string Text(float number) => number.ToString("G3", CultureInfo.InvariantCulture);
}
