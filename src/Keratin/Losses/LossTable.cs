using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>
/// Which class reads which name. One line each, aliases beside; names in snake_case need one only where they do not follow from the class.
/// </summary>
internal static class LossTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Loss>> FromConfig = new Dictionary<string, Func<JsonObject, Loss>>
    {
        ["MeanSquaredError"] = MeanSquaredError.FromConfig,
        ["mse"] = MeanSquaredError.FromConfig,
        ["MSE"] = MeanSquaredError.FromConfig,
        ["MeanAbsoluteError"] = MeanAbsoluteError.FromConfig,
        ["mae"] = MeanAbsoluteError.FromConfig,
        ["MAE"] = MeanAbsoluteError.FromConfig,
        ["MeanAbsolutePercentageError"] = MeanAbsolutePercentageError.FromConfig,
        ["mape"] = MeanAbsolutePercentageError.FromConfig,
        ["MAPE"] = MeanAbsolutePercentageError.FromConfig,
        ["MeanSquaredLogarithmicError"] = MeanSquaredLogarithmicError.FromConfig,
        ["msle"] = MeanSquaredLogarithmicError.FromConfig,
        ["MSLE"] = MeanSquaredLogarithmicError.FromConfig,
        ["CosineSimilarity"] = CosineSimilarity.FromConfig,
        ["Huber"] = Huber.FromConfig,
        ["LogCosh"] = LogCosh.FromConfig,
        ["logcosh"] = LogCosh.FromConfig,
        ["Hinge"] = Hinge.FromConfig,
        ["SquaredHinge"] = SquaredHinge.FromConfig,
        ["CategoricalHinge"] = CategoricalHinge.FromConfig,
        ["BinaryCrossentropy"] = BinaryCrossentropy.FromConfig,
        ["bce"] = BinaryCrossentropy.FromConfig,
        ["BCE"] = BinaryCrossentropy.FromConfig,
        ["BinaryFocalCrossentropy"] = BinaryFocalCrossentropy.FromConfig,
        ["CategoricalCrossentropy"] = CategoricalCrossentropy.FromConfig,
        ["CategoricalFocalCrossentropy"] = CategoricalFocalCrossentropy.FromConfig,
        ["CategoricalGeneralizedCrossEntropy"] = CategoricalGeneralizedCrossEntropy.FromConfig,
        ["SparseCategoricalCrossentropy"] = SparseCategoricalCrossentropy.FromConfig,
        ["Crossentropy"] = config => new Crossentropy { Name = LossConfig.Name(config, "crossentropy") },
        ["ce"] = config => new Crossentropy { Name = LossConfig.Name(config, "ce") },
        ["KLDivergence"] = KLDivergence.FromConfig,
        ["kl_divergence"] = KLDivergence.FromConfig,
        ["kullback_leibler_divergence"] = KLDivergence.FromConfig,
        ["kld"] = KLDivergence.FromConfig,
        ["KLD"] = KLDivergence.FromConfig,
        ["Poisson"] = Poisson.FromConfig,
        ["CTC"] = CTC.FromConfig,
        ["ctc"] = CTC.FromConfig,
        ["Dice"] = Dice.FromConfig,
        ["Tversky"] = Tversky.FromConfig,
        ["Circle"] = Circle.FromConfig,
    };
}
