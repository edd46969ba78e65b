using System.Text.Json.Nodes;
using Keratin.Graph;

namespace Keratin.Optimizers.Schedules;

/// <summary>Gives the learning rate of each step. A number stands for a schedule that always gives it.</summary>
/// <remarks>
/// Steps are batches, counted from 0, also where an optimizer accumulates gradients over several. A schedule of one's own overrides
/// <see cref="Call"/>, and <see cref="Config"/> if it has numbers that a file should keep.
/// </remarks>
/// <example>
/// <code>
/// sealed class InverseRoot(float initialLearningRate) : LearningRateSchedule
/// {
///     public override KerasTensor Call(KerasTensor step) => initialLearningRate / (step + 1).Sqrt();
/// }
///
/// model.Compile(new SGD(new InverseRoot(0.1f)), "mse");
/// </code>
/// </example>
public abstract class LearningRateSchedule
{
    private IPlan? _plan;

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>What Keras writes into a file.</summary>
    public virtual JsonObject Config => [];

    /// <summary>The learning rate of a step, of shape <c>()</c>. Traced once; conditions are <c>Ops.Where</c>.</summary>
    /// <param name="step">Number of the step, from 0; of shape <c>()</c>.</param>
    public abstract KerasTensor Call(KerasTensor step);

    /// <summary>The learning rate of a step as a number, to the last bit the one that training takes.</summary>
    /// <param name="step">Number of the step, from 0.</param>
    /// <exception cref="ShapeException">What <see cref="Call"/> gives is not one number.</exception>
    /// <example><code>float rate = new CosineDecay(0.1f, decaySteps: 1000).At(500); // 0.05</code></example>
    public float At(long step)
    {
        _plan ??= MakePlan();
        using IExecution execution = _plan.Rent();
        execution.Input(0)[0] = step;
        execution.Run();
        return execution.Output(0)[0];
    }

    /// <summary>A schedule that always gives this number.</summary>
    /// <param name="learningRate">The number.</param>
    public static implicit operator LearningRateSchedule(float learningRate) => FromSingle(learningRate);

    /// <summary>A schedule that always gives this number.</summary>
    /// <param name="learningRate">The number.</param>
    public static LearningRateSchedule FromSingle(float learningRate) => new ConstantRate(learningRate);

    /// <summary><see cref="Call"/>, checked.</summary>
    internal KerasTensor Trace(KerasTensor step)
    {
        KerasTensor rate = Call(step);
        return rate.Rank == 0 ? rate : throw new ShapeException(ClassName, "a learning rate of shape ()", $"{rate.Shape}");
    }

    internal JsonObject Serialize() =>
        Serialized.Wrap("keras.optimizers.schedules", ClassName, Config, isKnown: ScheduleTable.FromConfig.ContainsKey(ClassName));

    internal static LearningRateSchedule Deserialize(JsonNode node) => Serialized.Create("Learning rate schedule", node, ScheduleTable.FromConfig);

    /// <summary>Numbers of steps, which Keras writes without a point.</summary>
    private protected static JsonNode Steps(float steps) => steps == MathF.Floor(steps) ? JsonValue.Create((long)steps) : JsonValue.Create(steps);

    private IPlan MakePlan()
    {
        using var trace = new Trace(training: false);
        KerasTensor step = Ops.Input(Shape.Scalar, "step");
        return Planning.Plan(new TracedGraph([step], [Trace(step)]));
    }
}
