using System.Text.Json.Nodes;
using Keratin.Initializers;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

/// <summary>A cell as a user would write it, whose weights begin at 1: <c>s' = x·K + s·R</c>, the output is s'.</summary>
internal sealed class OneStateCell(int units) : RNNCell
{
    private Variable? _kernel, _recurrentKernel;

    public override IReadOnlyList<int> StateSize => [units];

    protected override void Build(Shape input)
    {
        _kernel = AddWeight("kernel", [input[^1], units], new Ones());
        _recurrentKernel = AddWeight("recurrent_kernel", [units, units], new Ones());
    }

    protected override IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training)
    {
        KerasTensor output = x.MatMul(_kernel!) + states[0].MatMul(_recurrentKernel!);
        return [output, output];
    }

    protected override void WriteConfig(JsonObject config) => config["units"] = units;

    public static OneStateCell FromConfig(JsonObject config) => new((int)config["units"]!) { Name = (string)config["name"]! };
}
