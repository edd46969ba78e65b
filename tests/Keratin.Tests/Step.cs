using Keratin.Graph;
using Keratin.Models;

namespace Keratin.Tests;

/// <summary>Traces a function as one step of a model would be, runs it once, and gives its outputs. Assigned variables keep their new values.</summary>
internal static class Step
{
    public static float[] Run(Func<KerasTensor, KerasTensor> step, Tensor<float> x, bool training = false) =>
        RunAll(inputs => [step(inputs[0])], [x], training)[0];

    public static float[] Run(Func<KerasTensor, KerasTensor, KerasTensor> step, Tensor<float> x, Tensor<float> y, bool training = false) =>
        RunAll(inputs => [step(inputs[0], inputs[1])], [x, y], training)[0];

    public static float[][] RunAll(
        Func<IReadOnlyList<KerasTensor>, IReadOnlyList<KerasTensor>> step, IReadOnlyList<Tensor<float>> inputs, bool training = false)
    {
        int count;
        IPlan plan;
        using (var trace = new Trace(training))
        {
            KerasTensor[] x = [.. inputs.Select(input => Ops.Input(input.Shape()))];
            IReadOnlyList<KerasTensor> outputs = step(x);
            count = outputs.Count;
            plan = Backend.Plan(new TracedGraph(x, outputs, trace.Updates));
        }
        using IExecution execution = plan.Rent();
        for (int i = 0; i < inputs.Count; i++)
            inputs[i].FlattenTo(execution.Input(i));
        execution.Run();
        return [.. Enumerable.Range(0, count).Select(i => execution.Output(i).ToArray())];
    }
}
