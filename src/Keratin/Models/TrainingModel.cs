using Keratin.Callbacks;

namespace Keratin.Models;

/// <summary>Lets callbacks that know models reach the one that is trained; <see cref="ITraining"/> itself does not know what a model is.</summary>
public static class TrainingModel
{
    extension(ITraining training)
    {
        /// <summary>The model that is trained.</summary>
        /// <exception cref="InvalidOperationException">It is not a run of <c>Fit</c>.</exception>
        public Model Model => training is TrainingRun run
            ? run.Model
            : throw new InvalidOperationException($"ITraining.Model: expected a run of Fit; got {training?.GetType().Name ?? "null"}.");
    }
}
