using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// <see cref="Adam"/> whose weights decay by themselves: <c>w ← w - lr · weightDecay · w</c>, then Adam's step. The decay does not go through the
/// moments, so it is the same for weights with large and with small gradients.
/// </summary>
/// <remarks>Loshchilov, Hutter: "Decoupled weight decay regularization", 2019.</remarks>
/// <example>
/// <code>
/// var optimizer = new AdamW(1e-3f, weightDecay: 0.01f);
/// optimizer.ExcludeFromWeightDecay(names: ["bias", "gamma", "beta"]);
/// model.Compile(optimizer, "categorical_crossentropy", ["accuracy"]);
/// </code>
/// </example>
public sealed class AdamW : Adam
{
    /// <summary>Adam with decay.</summary>
    /// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
    /// <param name="weightDecay">The part of each weight that goes at each step, times the learning rate.</param>
    /// <param name="beta1">How much of the mean stays.</param>
    /// <param name="beta2">How much of the mean square stays.</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="amsgrad">Whether the largest mean square so far is used.</param>
    public AdamW(
        LearningRateSchedule? learningRate = null, float weightDecay = 0.004f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f,
        bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = weightDecay;
}
