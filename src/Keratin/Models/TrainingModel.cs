using Keratin.Callbacks;

namespace Keratin.Models;

/// <summary>Lets callbacks that know models reach the one that is trained; <see cref="ITraining"/> itself does not know what a model is.</summary>
public static class TrainingModel
{
    extension(ITraining training)
    {
        /// <summary>The model that is trained, evaluated or asked.</summary>
        /// <exception cref="InvalidOperationException">It is not a run of <c>Fit</c>, <c>Evaluate</c> or <c>Predict</c>.</exception>
        public Model Model => training is ModelRun run
            ? run.Model
            : throw new InvalidOperationException($"ITraining.Model: expected a run of Fit, Evaluate or Predict; got {training?.GetType().Name ?? "null"}.");
    }
}
