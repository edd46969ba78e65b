using Keratin.Data;
using Keratin.Models;

namespace Keratin.Selection;

/// <summary>All that training changes in a model, kept to be given back: weights, optimizer, counters of random numbers.</summary>
internal sealed class TrainedState : IDisposable
{
    private readonly (Variable Variable, float[] Value)[] _values;
    private readonly Model _model;

    private TrainedState(Model model, IEnumerable<Variable> variables) =>
        (_model, _values) = (model, [.. variables.Distinct().Select(variable => (variable, variable.Span.ToArray()))]);

    /// <summary>Keeps the state of a compiled model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">A batch to plan a step for: that makes the weights and slots that are not there yet, and says what a step changes.</param>
    /// <param name="who">For messages.</param>
    public static TrainedState Keep(Model model, Batch batch, string who)
    {
        if (model.Optimizer is not { } optimizer)
            throw new InvalidOperationException($"{who}: expected a compiled model with an optimizer; got {model} without.\n  hint: call Compile first");
        IReadOnlyList<Variable> changed = model.PlanTraining(batch, $"{model}, {who}");
        return new TrainedState(model, [.. model.Weights, .. optimizer.FileVariables, .. changed]);
    }

    public void Dispose()
    {
        foreach (var (variable, value) in _values)
            variable.Assign(value);
        _model.ResetMetrics();
    }
}
