using System.Text.Json.Nodes;
using Keratin.Initializers;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

/// <summary>A cell of two states, both made of the first one with weights that begin at 1; the output is their sum.</summary>
internal sealed class TwoStatesCell(int units) : RNNCell
{
    private Variable? _kernel, _one, _two;

    public override IReadOnlyList<int> StateSize => [units, units];

    public override int OutputSize => units;

    protected override void Build(Shape input)
    {
        _kernel = AddWeight("kernel", [input[^1], units], new Ones());
        _one = AddWeight("recurrent_kernel_1", [units, units], new Ones());
        _two = AddWeight("recurrent_kernel_2", [units, units], new Ones());
    }

    protected override IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training)
    {
        KerasTensor h = x.MatMul(_kernel!), one = h + states[0].MatMul(_one!), two = h + states[0].MatMul(_two!);
        return [one + two, one, two];
    }

    protected override void WriteConfig(JsonObject config) => config["units"] = units;

    public static TwoStatesCell FromConfig(JsonObject config) => new((int)config["units"]!) { Name = (string)config["name"]! };
}
