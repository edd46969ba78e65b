using System.Text.RegularExpressions;

namespace Keratin.Optimizers;

// What a step does around the formula of a class. All of it is traced once and runs at every batch, so conditions are Where.
public abstract partial class Optimizer
{
    private HashSet<Variable> _notDecayed = [];
    private Regex? _namesNotDecayed;
    private bool _isTraced;

    /// <summary>Leaves weights out of the decay, whatever <see cref="WeightDecay"/> says. A second call replaces the first; files do not keep it.</summary>
    /// <param name="variables">These weights.</param>
    /// <param name="names">All weights in whose name one of these is found: <c>["bias", "gamma", "beta"]</c>. Regular expressions, as in Keras.</param>
    /// <exception cref="InvalidOperationException">A step was traced before.</exception>
    /// <example><code>optimizer.ExcludeFromWeightDecay(names: ["bias"]);</code></example>
    public void ExcludeFromWeightDecay(IReadOnlyList<Variable>? variables = null, IReadOnlyList<string>? names = null)
    {
        if (_isTraced)
            throw new InvalidOperationException($"{ClassName}: expected ExcludeFromWeightDecay before the first step; got it after one.");
        _notDecayed = [.. variables ?? []];
        _namesNotDecayed = names is { Count: > 0 } ? new Regex(string.Join('|', names), RegexOptions.CultureInvariant) : null;
    }

    /// <summary>While a step is traced: gives each weight its next value.</summary>
    /// <param name="gradients">One for each weight.</param>
    /// <param name="weights">The weights that the optimizer was built for, or some of them.</param>
    /// <exception cref="ArgumentException">There are not as many gradients as weights.</exception>
    /// <exception cref="InvalidOperationException">The optimizer was built for other weights, or nothing is being traced.</exception>
    public void Apply(IReadOnlyList<KerasTensor> gradients, IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(weights);
        if (gradients.Count != weights.Count)
            throw new ArgumentException($"{ClassName}: expected a gradient for each of {weights.Count} weights; got {gradients.Count}.", nameof(gradients));
        Build(weights);
        _isTraced = true;
        KerasTensor batches = BatchesVariable, updates = Iterations;
        KerasTensor rate = LearningRateSchedule?.Trace(batches) ?? LearningRateVariable;
        if (weights.Count > 0)
        {
            if (LossScaleFactor is { } scale)
                gradients = [.. gradients.Select(gradient => gradient / scale)];
            if (GradientAccumulationSteps is { } steps)
                UpdateSometimes(gradients, weights, rate, updates + 1, IsMultiple(batches + 1, steps), steps);
            else
                UpdateAll(gradients, weights, rate, updates + 1);
            UpdateAverages(updates);
            foreach (Variable weight in weights.Where(weight => weight.Constraint is not null))
                weight.Assign(weight.Constraint!(weight));
        }
        BatchesVariable.Assign(batches + 1);
        if (GradientAccumulationSteps is { } count)
            _updates.Assign(((batches + 1) / count).Floor());
    }

    /// <summary>The loss whose gradients <see cref="Apply"/> expects: multiplied by <see cref="LossScaleFactor"/>, where there is one.</summary>
    /// <param name="loss">The loss.</param>
    public KerasTensor ScaleLoss(KerasTensor loss) => LossScaleFactor is { } factor ? loss * factor : loss;

    /// <summary>After a file gave its numbers: what follows from them.</summary>
    internal void CountUpdates()
    {
        if (GradientAccumulationSteps is { } steps)
            _updates.Span[0] = MathF.Floor(BatchesVariable.Span[0] / steps);
    }

    /// <summary>How much a weight decays; null for not at all.</summary>
    private protected virtual float? DecayOf(Variable weight) => WeightDecay;

    private void UpdateAll(IReadOnlyList<KerasTensor> gradients, IReadOnlyList<Variable> weights, KerasTensor rate, KerasTensor step)
    {
        gradients = Clip(gradients);
        BeginStep(rate, step);
        for (int i = 0; i < weights.Count; i++)
            weights[i].Assign(Update(_indices[weights[i]], Decayed(weights[i], rate), gradients[i], rate, step));
    }

    // The update is computed at every batch and taken at the last of each group: a step has no branches.
    private void UpdateSometimes(
        IReadOnlyList<KerasTensor> gradients, IReadOnlyList<Variable> weights, KerasTensor rate, KerasTensor step, KerasTensor isLast, int count)
    {
        KerasTensor[] sums = [.. gradients.Select((gradient, i) => gradient + _accumulators[_indices[weights[i]]])];
        (Variable Variable, KerasTensor Value)[] before = [.. weights.Concat(_slots).Select(variable => (variable, variable.ToKerasTensor()))];
        UpdateAll([.. sums.Select(sum => sum / count)], weights, rate, step);
        foreach (var (variable, value) in before)
        {
            if (!ReferenceEquals(variable.ToKerasTensor(), value))
                variable.Assign(isLast.Where(variable, value));
        }
        for (int i = 0; i < sums.Length; i++)
            _accumulators[_indices[weights[i]]].Assign(isLast.Where(Ops.Constant(0), sums[i]));
    }

    private KerasTensor Decayed(Variable weight, KerasTensor rate)
    {
        bool isExcluded = _notDecayed.Contains(weight) || _namesNotDecayed?.IsMatch(weight.Name) == true;
        KerasTensor value = weight;
        return !isExcluded && DecayOf(weight) is { } decay ? value - (value * (decay * rate)) : value;
    }

    // Until the first update is done the average is the weight itself. All weights have one, those that stand still today too.
    private void UpdateAverages(KerasTensor updates)
    {
        if (!UseEma)
            return;
        KerasTensor isFirst = updates.Equal(Ops.Constant(0));
        for (int i = 0; i < _averages.Count; i++)
        {
            KerasTensor weight = _trained[i], moved = (_averages[i] * Ops.Constant(EmaMomentum)) + (weight * Complement.Of(EmaMomentum));
            KerasTensor average = isFirst.Where(weight, moved);
            _averages[i].Assign(average);
            if (EmaOverwriteFrequency is { } frequency)
                _trained[i].Assign(IsMultiple(updates + 1, frequency).Where(average, weight));
        }
    }

    // Exact for whole numbers below 2²⁴, which is as far as floats count.
    private static KerasTensor IsMultiple(KerasTensor number, int of) => ((number / of).Floor() * of).Equal(number);

    private IReadOnlyList<KerasTensor> Clip(IReadOnlyList<KerasTensor> gradients)
    {
        if (ClipNorm is > 0 and { } length)
            return [.. gradients.Select(gradient => gradient * (length / Norm([gradient]).Maximum(Ops.Constant(length))))];
        if (GlobalClipNorm is > 0 and { } together)
        {
            // Where the norm is infinite or no number, so is all that comes out: else a broken step would pass for a small one.
            KerasTensor norm = Norm(gradients), factor = (together / norm.Maximum(Ops.Constant(together))) + (norm - norm);
            return [.. gradients.Select(gradient => gradient * factor)];
        }
        return ClipValue is > 0 and { } limit ? [.. gradients.Select(gradient => gradient.Clip(-limit, limit))] : gradients;
    }

    private static KerasTensor Norm(IReadOnlyList<KerasTensor> gradients) =>
        gradients.Select(gradient => gradient.Square().Sum()).Aggregate((sum, square) => sum + square).Sqrt();
}
