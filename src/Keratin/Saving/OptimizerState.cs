using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Saving.Hdf5;

namespace Keratin.Saving;

/// <summary>Reads where training stood: iteration, learning rate, slots. What does not fit is left as new, with a warning, as in Keras.</summary>
internal static class OptimizerState
{
    /// <summary>Gives a compiled model's optimizer its state.</summary>
    public static void Read(H5Group root, Model model, LoadContext context)
    {
        // An optimizer that scales losses keeps the one it wraps apart; that one is what was made.
        List<H5Dataset> stored = WeightValues.InOrder(root.FindGroup("optimizer/inner_optimizer/vars") ?? root.FindGroup("optimizer/vars"));
        if (stored.Count == 0 || model.Optimizer is not { } optimizer)
            return;
        try
        {
            if (!TryRead(stored, model, optimizer))
                context.Warn($"optimizer/vars: {optimizer.ClassName} does not have {stored.Count} variables of these shapes here; it begins anew.");
        }
        catch (InvalidDataException refused)
        {
            context.Warn($"optimizer/vars: {optimizer.ClassName} begins anew: {refused.Message}");
        }
    }

    private static bool TryRead(List<H5Dataset> stored, Model model, Optimizer optimizer)
    {
        // One that has not made a step yet has no slots in a file.
        if (stored.Count > optimizer.FileVariables.Count)
            optimizer.Build(model.TrainableWeights);
        List<Variable> expected = [.. optimizer.FileVariables];
        // Keras 2 may leave the learning rate out.
        if (stored.Count == expected.Count - 1)
            expected.Remove(optimizer.LearningRateVariable);
        if (stored.Count != expected.Count || !stored.Zip(expected).All(pair => WeightValues.HasShape(pair.First, pair.Second.Shape)))
            return false;
        float[][] values = [.. stored.Select(WeightValues.Read)];
        for (int i = 0; i < values.Length; i++)
            expected[i].Assign(values[i].AsSpan());
        optimizer.CountUpdates();
        return true;
    }
}
