using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

/// <summary>One small net, made in each of the three ways.</summary>
internal sealed class SmallNet : Model
{
    private readonly Dense _hidden = new(16, "relu"), _scores = new(3, "softmax");
    private readonly Dropout _dropout = new(0.25f);

    public static Model Listed() => new Sequential { new Input(4), new Dense(16, "relu"), new Dropout(0.25f), new Dense(3, "softmax") };

    public static Model ListedWithoutInput() => new Sequential { new Dense(16, "relu"), new Dropout(0.25f), new Dense(3, "softmax") };

    public static Model Functional()
    {
        KerasTensor x = new Input(4);
        KerasTensor hidden = new Dropout(0.25f).Apply(new Dense(16, "relu").Apply(x));
        return new Model(x, new Dense(3, "softmax").Apply(hidden));
    }

    public static Model Subclassed() => new SmallNet();

    protected override KerasTensor Call(KerasTensor x, bool training) => _scores.Apply(_dropout.Apply(_hidden.Apply(x)));
}
