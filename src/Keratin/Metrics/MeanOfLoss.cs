using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Mean of a formula that is also a loss: <c>new MeanOfLoss("mse", Ops…)</c> under Keras' names.</summary>
internal sealed class MeanOfLoss(string name, string className, Func<KerasTensor, KerasTensor, KerasTensor> formula, JsonObject? config = null) : Mean(name)
{
    public override string ClassName => className;

    public override JsonObject Config
    {
        get
        {
            JsonObject all = config?.DeepClone().AsObject() ?? [];
            all["name"] = Name;
            return all;
        }
    }

    protected override KerasTensor Values(KerasTensor target, KerasTensor output) => formula(target, output);
}
