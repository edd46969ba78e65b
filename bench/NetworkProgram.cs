using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Bench;

/// <summary>A network with what it takes to train it.</summary>
/// <param name="Name">As the example is called.</param>
/// <param name="Batch">Samples of a training step.</param>
/// <param name="OptimizerName">Keras' name; its defaults are used.</param>
/// <param name="IsSparse">Whether the targets are class indices and not one-hot.</param>
/// <param name="Create">Makes the network with new weights.</param>
internal sealed record NetworkProgram(string Name, int Batch, string OptimizerName, bool IsSparse, Func<Model> Create)
{
    private string LossName => IsSparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";

    /// <summary>A new model, compiled with loss and accuracy.</summary>
    public Model CreateCompiled()
    {
        Utils.SetRandomSeed(1);
        Model model = Create();
        model.Compile(Optimizer.FromString(OptimizerName), LossName, ["accuracy"]);
        return model;
    }

    /// <summary>The shape of the targets, the batch unknown.</summary>
    public Shape Targets => IsSparse ? [Shape.Unknown] : [Shape.Unknown, Programs.Classes];
}
