using Keratin.Graph.Transforms;
using static Keratin.Tests.Operations.Given;
using K = Keratin.Ops;

namespace Keratin.Tests.Operations;

// Formulas of losses, and the operations that losses and metrics need.
internal static partial class OpSamples
{
    // A property: the list is made before the fields of this part.
    private static Shape Table => [5, 4];

    private static OpSample[] Losses =>
    [
        OfErrors("MeanAbsoluteError", K.MeanAbsoluteError),
        OfErrors("MeanAbsolutePercentageError", K.MeanAbsolutePercentageError) with { Tolerance = 1e-4 },
        new("MeanSquaredLogarithmicError", x => K.MeanSquaredLogarithmicError(x[0], x[1]), Positive(), Positive()) { Tolerance = 1e-5 },
        OfErrors("CosineSimilarity", (y, p) => K.CosineSimilarity(y, p)),
        OfErrors("CosineSimilarity of columns", (y, p) => K.CosineSimilarity(y, p, axis: 0)),
        OfErrors("Huber", (y, p) => K.Huber(y, p)),
        OfErrors("Huber, half", (y, p) => K.Huber(y, p, delta: 0.5f)),
        OfErrors("LogCosh", K.LogCosh),
        new("Hinge", x => K.Hinge(x[0], x[1]), Whole(2, Table), Any(Table)) { Tolerance = 1e-5 },
        new("SquaredHinge", x => K.SquaredHinge((2 * x[0]) - 1, x[1]), Whole(2, Table), Any(Table)) { Tolerance = 1e-5 },
        new("CategoricalHinge", x => K.CategoricalHinge(x[0].OneHot(4), x[1]), Whole(4, [5]), Any(Table)) { Tolerance = 1e-5 },
        new("KLDivergence", x => K.KLDivergence(x[0], x[1]), Between(0.05f, 0.95f, Table), Between(0.05f, 0.95f, Table)) { Tolerance = 1e-5 },
        new("Poisson", x => K.Poisson(x[0], x[1]), Positive(), Positive()) { Tolerance = 1e-5 },
        OfProbabilities("BinaryCrossentropy", (y, p) => K.BinaryCrossentropy(y, p, labelSmoothing: 0.1f)),
        new("BinaryCrossentropy of logits", x => K.BinaryCrossentropy(x[0], x[1], fromLogits: true),
            Whole(2, Table), Between(-9, 9, Table)) { Tolerance = 1e-5 },
        new("BinaryCrossentropy after a sigmoid", x => K.BinaryCrossentropy(x[0], x[1].Sigmoid(), axis: 0),
            Whole(2, Table), Between(-9, 9, Table)) { Tolerance = 1e-5 },
        OfProbabilities("BinaryFocalCrossentropy", (y, p) => K.BinaryFocalCrossentropy(y, p)),
        OfProbabilities("BinaryFocalCrossentropy, balanced", (y, p) => K.BinaryFocalCrossentropy(y, p, applyClassBalancing: true, gamma: 1.5f)),
        new("BinaryFocalCrossentropy of logits", x => K.BinaryFocalCrossentropy(x[0], x[1], fromLogits: true),
            Whole(2, Table), Any(Table)) { Tolerance = 1e-5 },
        new("CategoricalCrossentropy of columns", x => K.CategoricalCrossentropy(x[0], x[1], fromLogits: true, 0.1f, axis: 1),
            Between(0, 1, [3, 4, 2]), Any([3, 4, 2])) { Tolerance = 1e-5 },
        new("CategoricalCrossentropy after a softmax of columns", x => K.CategoricalCrossentropy(x[0], x[1].Softmax(1), axis: 1),
            Between(0, 1, [3, 4, 2]), Any([3, 4, 2])) { Tolerance = 1e-5 },
        OfProbabilities("CategoricalFocalCrossentropy", (y, p) => K.CategoricalFocalCrossentropy(y, p)),
        OfProbabilities("CategoricalFocalCrossentropy, weighted", (y, p) => K.CategoricalFocalCrossentropy(y, p, [0.1f, 0.2f, 0.3f, 0.4f], gamma: 3)),
        new("CategoricalCrossentropy, twice derived",
            x => Gradients.Of((K.CategoricalCrossentropy(x[0], x[1], fromLogits: true) * x[2]).Square().Sum(), x[1])[0],
            Between(0, 1, [5, 4]), Between(-2, 2, [5, 4]), Between(-1, 1, [5])),
        new("SparseCategoricalCrossentropy, twice derived",
            x => Gradients.Of((K.SparseCategoricalCrossentropy(x[0], x[1], fromLogits: true) * x[2]).Square().Sum(), x[1])[0],
            Whole(4, [5]), Between(-2, 2, [5, 4]), Between(-1, 1, [5])),
        new("SparseCategoricalCrossentropy, one class ignored", x => K.SparseCategoricalCrossentropy(x[0], x[1], fromLogits: true, ignoreClass: 2),
            Whole(4, [5]), Any(Table)) { Tolerance = 1e-5 },
        new("SparseCategoricalCrossentropy of columns", x => K.SparseCategoricalCrossentropy(x[0], x[1], ignoreClass: 0, axis: 1),
            Whole(4, [3, 2]), Between(0.1f, 1, [3, 4, 2])) { Tolerance = 1e-5 },
        new("CategoricalGeneralizedCrossEntropy", x => K.CategoricalGeneralizedCrossEntropy(x[0], x[1], q: 0.7f),
            Whole(4, [5]), Between(0.1f, 0.9f, Table)) { Tolerance = 1e-5 },
        OfProbabilities("Dice", (y, p) => K.Dice(y, p)),
        OfProbabilities("Dice of rows", (y, p) => K.Dice(y, p, [1])),
        OfProbabilities("Tversky", (y, p) => K.Tversky(y, p, alpha: 0.3f, beta: 0.7f)),
        OfProbabilities("Tversky of columns", (y, p) => K.Tversky(y, p, axes: [0])),
        new("Circle", x => K.Circle(x[0], x[1], gamma: 4), Whole(2, [6]), Between(-0.5f, 0.5f, [6, 3])) { Tolerance = 1e-5 },
        new("Circle beside others", x => K.Circle(x[0], x[1], x[2], x[3], removeDiagonal: false, gamma: 4),
            Whole(2, [6]), Between(-0.5f, 0.5f, [6, 3]), Whole(2, [5, 1]), Between(-0.5f, 0.5f, [5, 3])) { Tolerance = 1e-5 },

        new("Ctc", x => K.Ctc(x[0], x[1]), Labels(), Any([4, 9, 5])) { Tolerance = 1e-5 },
        new("CtcLoss of various lengths", x => K.CtcLoss(x[0], x[1], x[2], x[3], maskIndex: 4),
            Whole(4, [3, 3]), Any([3, 8, 5]), Whole(4, [3]), Lengths(6, 8, 7)) { Tolerance = 1e-5 },
        new("CtcLossGradient", x => KerasTensor.Of(new CtcLossGradientOp(4), x),
            Fixed([3, 8, 5]), Whole(4, [3, 3]), Whole(4, [3]), Lengths(6, 8, 7), Fixed([3])) { Tolerance = 1e-5 },

        new("SearchSorted", x => x[0].SearchSorted(x[1]), Ascending(7), Whole(9, [3, 5])),
        new("SearchSorted, right", x => x[0].SearchSorted(x[1], right: true), Ascending(7), Whole(9, [3, 5])),
        new("SegmentSum", x => x[0].SegmentSum(x[1], 4), Any([13]), Whole(6, [13])) { Tolerance = 1e-5 },
        new("SegmentSum of rows", x => x[0].SegmentSum(x[1], 3), Any([7, 2, 3]), Whole(4, [7])) { Tolerance = 1e-5 },
        new("SegmentSum in chunks", x => x[0].SegmentSum(x[1], 5), Any([20000]), Whole(5, [20000])) { Tolerance = 1e-4 },
        new("TopK", x => x[0].TopK(3).Values, Distinct([4, 7])),
        new("TopK, where", x => x[0].TopK(3).Indices, Whole(5, [40, 7])),
    ];

    private static OpSample OfErrors(string name, Func<KerasTensor, KerasTensor, KerasTensor> formula) =>
        new(name, x => formula(x[0], x[1]), AwayFromZero(Table), Distinct(Table)) { Tolerance = 1e-5 };

    private static OpSample OfProbabilities(string name, Func<KerasTensor, KerasTensor, KerasTensor> formula) =>
        new(name, x => formula(x[0], x[1]), Between(0, 1, Table), Between(0.1f, 0.9f, Table)) { Tolerance = 1e-5 };

    private static Given Positive() => Between(0.1f, 3, Table);

    // Filled up with the blank; one label said twice, one sample without any.
    private static Given Labels() => new([4, 3], (_, _) => [1, 2, 3, 4, 4, 0, 2, 0, 0, 0, 0, 0], IsSmooth: false);

    private static Given Lengths(params float[] lengths) => new([lengths.Length], (_, _) => lengths, IsSmooth: false);

    // Each number twice.
    private static Given Ascending(int length) => new(
        [length], (count, _) => [.. Enumerable.Range(0, (int)count).Select(i => (float)(i / 2 * 2))], IsSmooth: false);
}
