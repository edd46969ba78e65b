namespace Keratin.Datasets;

/// <summary>What <see cref="Mnist.Load()"/> returns: the images to train on, and those kept apart to test with.</summary>
/// <remarks>The tensors belong to the caller: each load makes new ones, so they may be changed.</remarks>
/// <example>
/// <code>
/// var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();   // (60000, 28, 28), (60000,), (10000, 28, 28), (10000,)
/// </code>
/// </example>
public sealed class MnistData
{
    internal MnistData(LabeledImages train, LabeledImages test)
    {
        Train = train;
        Test = test;
    }

    /// <summary>The images to learn from; 60,000 in MNIST.</summary>
    public LabeledImages Train { get; }

    /// <summary>The images to test with; 10,000 in MNIST.</summary>
    public LabeledImages Test { get; }

    /// <summary>Takes the two halves apart, in Keras' order.</summary>
    /// <param name="train">The images to learn from.</param>
    /// <param name="test">The images to test with.</param>
    public void Deconstruct(out LabeledImages train, out LabeledImages test) => (train, test) = (Train, Test);
}
