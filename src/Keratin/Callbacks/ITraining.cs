namespace Keratin.Callbacks;

/// <summary>What a callback sees of a training run, and what it may change.</summary>
public interface ITraining
{
    /// <summary>Epochs that were asked for.</summary>
    int Epochs { get; }

    /// <summary>Steps of an epoch; of a sequence whose length nobody knows those of the last epoch, 0 in the first.</summary>
    int Steps { get; }

    /// <summary>The optimizer's learning rate.</summary>
    float LearningRate { get; set; }

    /// <summary>Set to end the training after the current epoch; in the middle of one, after the current batch.</summary>
    bool StopTraining { get; set; }

    /// <summary>The values of all weights, as copies.</summary>
    IReadOnlyList<Tensor<float>> GetWeights();

    /// <summary>Gives all weights new values.</summary>
    /// <param name="weights">As <see cref="GetWeights"/> gave them.</param>
    void SetWeights(IReadOnlyList<Tensor<float>> weights);
}
