using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Digits.Networks;

/// <summary>A network for digits and the recipe it is trained with.</summary>
/// <remarks>Every one takes the raw bytes of images, 0 to 255: bringing them to 0 … 1 is its first layer.</remarks>
/// <param name="name">What it is called on the command line.</param>
/// <param name="description">What it is, in one line of plain ASCII.</param>
/// <param name="layers">Makes its layers, the input in front.</param>
/// <param name="optimizer">Makes its optimizer; null stands for the usual learning rate.</param>
/// <example>
/// <code>
/// DigitNetwork lenet = DigitNetworks.All["lenet"];
/// Model model = lenet.Build();   // compiled, ready for Fit
/// </code>
/// </example>
public sealed class DigitNetwork(string name, string description, Func<Layer[]> layers, Func<float?, Optimizer> optimizer)
{
    /// <summary>What it is called on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>What it is, in one line of plain ASCII.</summary>
    public string Description { get; } = description;

    /// <summary>How often it sees all training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images of a training step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Part of the training images that is kept for validation.</summary>
    public float ValidationSplit { get; init; }

    /// <summary>Makes the network with new weights, compiled and ready to be trained.</summary>
    /// <param name="learningRate">Another learning rate than the recipe's.</param>
    public Model Build(float? learningRate = null)
    {
        var model = new Sequential(layers());
        model.Compile(optimizer(learningRate), "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }
}
