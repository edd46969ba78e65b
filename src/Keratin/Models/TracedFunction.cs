using Keratin.Graph;

namespace Keratin.Models;

/// <summary>A function of tensors that is traced once for each shape of its inputs and then runs as a plan: for steps outside of any model.</summary>
/// <remarks>
/// The body says what happens with <see cref="Ops"/> and layers; it may take gradients and let optimizers change variables, which have their new
/// values when the call returns. Calls are made one after the other; several threads need a function each.
/// </remarks>
/// <param name="body">Makes the results' nodes of the inputs' nodes.</param>
/// <param name="training">Whether layers behave as in training.</param>
/// <example>
/// <code>
/// var step = new TracedFunction(inputs =>
/// {
///     KerasTensor loss = (model.Apply(inputs[0]) - inputs[1]).Square().Mean();
///     optimizer.Apply(Gradients.Of(loss, model.TrainableWeights), model.TrainableWeights);
///     return [loss];
/// }, training: true);
/// float loss = step.Call(x, y)[0][0];
/// </code>
/// </example>
public sealed class TracedFunction(Func<IReadOnlyList<KerasTensor>, IReadOnlyList<KerasTensor>> body, bool training = false)
{
    private const int MaxPlans = 64;

    private readonly List<(Shape[] Inputs, Shape[] Outputs, IPlan Plan)> _plans = [];

    /// <summary>Runs the function.</summary>
    /// <param name="inputs">Numbers of the inputs.</param>
    /// <returns>Numbers of the results; a single number has shape <c>(1,)</c>.</returns>
    /// <exception cref="ShapeException">An op of the body does not take these shapes.</exception>
    public IReadOnlyList<Tensor<float>> Call(params IReadOnlyList<Tensor<float>> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (_, outputs, plan) = PlanFor([.. inputs.Select(input => input.Shape())]);
        using IExecution execution = plan.Rent();
        for (int i = 0; i < inputs.Count; i++)
            inputs[i].FlattenTo(execution.Input(i));
        execution.Run();
        return [.. outputs.Select((shape, i) => execution.Output(i).ToArray().ToTensor(shape.Rank == 0 ? [1] : shape))];
    }

    private (Shape[] Inputs, Shape[] Outputs, IPlan Plan) PlanFor(Shape[] shapes)
    {
        int known = _plans.FindIndex(plan => plan.Inputs.SequenceEqual(shapes));
        if (known >= 0)
            return _plans[known];
        if (_plans.Count == MaxPlans)
            _plans.RemoveAt(0);
        using var trace = new Trace(training);
        KerasTensor[] inputs = [.. shapes.Select(shape => Ops.Input(shape, "x"))];
        IReadOnlyList<KerasTensor> results = body(inputs) ?? throw new InvalidOperationException("TracedFunction: expected results of the body; got null.");
        _plans.Add((shapes, [.. results.Select(result => result.Shape)], Backend.Plan(new TracedGraph(inputs, results, trace.Updates))));
        return _plans[^1];
    }
}
