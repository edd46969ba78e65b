using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

// A cell without an operation of its own is taken step by step. Twice the steps are then twice the work, not four times: no step touches what
// belongs to the others.
public class LongSequenceTests
{
    public static TheoryData<string> Kinds => ["activation", "recurrent dropout", "reset before", "own cell", "masked", "stacked"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Twice_the_steps_are_twice_the_work(string kind)
    {
        var (steps, floats, memory) = Measure(kind, 24);
        var (twiceSteps, twiceFloats, twiceMemory) = Measure(kind, 48);
        Assert.True(twiceSteps <= 2.05 * steps, $"{steps} kernels of 24 steps, {twiceSteps} of 48.");
        Assert.True(twiceFloats <= 2.05 * floats, $"{floats} floats written for 24 steps, {twiceFloats} for 48.");
        Assert.True(twiceMemory <= 2.2 * memory, $"{memory} floats of memory for 24 steps, {twiceMemory} for 48.");
    }

    [Fact]
    public void Steps_without_end_are_refused()
    {
        var error = Assert.Throws<ShapeException>(() => new RNN(new TwoStatesCell(4)).Apply(new Input(4_000_000, 4)));
        Assert.Contains("at most 65536 time steps", error.Message, StringComparison.Ordinal);
        Assert.Equal("(None, 4)", $"{new LSTM(4).Apply(new Input(4_000_000, 4)).Shape}");
    }

    private static RNN Make(string kind) => kind switch
    {
        "activation" or "masked" => new LSTM(4) { RecurrentActivation = "hard_sigmoid" },
        "recurrent dropout" => new LSTM(4) { RecurrentDropout = 0.25f },
        "reset before" => new GRU(4) { ResetAfter = false, ReturnSequences = true },
        "own cell" => new RNN(new TwoStatesCell(4)),
        _ => new RNN(new GRUCell(4) { Activation = "relu" }, new OneStateCell(4)),
    };

    private static (int Steps, long Floats, long Memory) Measure(string kind, int time)
    {
        RNN layer = Make(kind);
        using var trace = new Trace(training: true);
        KerasTensor x = Ops.Input([4, time, 4]), mask = Ops.Input([4, time]);
        KerasTensor y = layer.Apply([x], new CallArguments { Mask = kind == "masked" ? mask : null });
        IReadOnlyList<KerasTensor> gradients = Gradients.Of(y.Square().Sum(), [x, .. layer.Weights.Select(weight => weight.ToKerasTensor())]);
        var plan = (CpuPlan)Backend.Plan(new TracedGraph([x, mask], gradients));
        return (plan.Steps.Count, plan.Steps.Sum(step => step.Outputs.Sum(output => output.Length)), plan.Length);
    }
}
