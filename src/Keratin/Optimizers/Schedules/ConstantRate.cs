namespace Keratin.Optimizers.Schedules;

/// <summary>A learning rate that is a number. Optimizers keep it in a variable, where it can be set.</summary>
internal sealed class ConstantRate(float value) : LearningRateSchedule
{
    public float Value { get; } = value;

    public override KerasTensor Call(KerasTensor step) => Ops.Constant(Value);
}
