using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Every operation as a plain loop in double: what the kernels are examined by.</summary>
/// <remarks>
/// <para>Nothing here is fast, and nothing is shared with the kernels but the definition of Philox, so a mistake has to be made twice to stay hidden.</para>
/// <para><see cref="Run(KerasTensor, IReadOnlyDictionary{KerasTensor, float[]})"/> rounds each operation's result to float, as storing it would;
/// <see cref="RunExactly"/> does not, which leaves derivatives enough digits to be taken by differences.</para>
/// </remarks>
internal static partial class Reference
{
    private delegate double[] Loop(KerasTensor node, double[][] inputs);

    private static readonly Dictionary<Type, Loop> s_loops = new()
    {
        [typeof(VariableOp)] = (node, _) => Widen(((VariableOp)node.Op).Variable.Span),
        [typeof(ScalarOp)] = (node, _) => [((ScalarOp)node.Op).Value],
        [typeof(ConstantOp)] = (node, _) => Widen(((ConstantOp)node.Op).Values),
        [typeof(ReshapeOp)] = (_, x) => x[0],
        [typeof(StopGradientOp)] = (_, x) => x[0],
        [typeof(AffineTransformOp)] = AffineTransform,
        [typeof(AffineTransformGradientOp)] = AffineTransformGradient,
        [typeof(HomographyOp)] = Homography,
        [typeof(MapCoordinatesOp)] = MapCoordinates,
        [typeof(MapCoordinatesGradientOp)] = MapCoordinatesGradient,
        [typeof(MatMulOp)] = MatMul,
        [typeof(Conv2DOp)] = Conv2D,
        [typeof(Conv2DInputGradientOp)] = Conv2DInputGradient,
        [typeof(Conv2DKernelGradientOp)] = Conv2DKernelGradient,
        [typeof(MaxPool2DOp)] = MaxPool2D,
        [typeof(MaxPool2DGradientOp)] = MaxPool2DGradient,
        [typeof(MaxPool2DScatterOp)] = MaxPool2DScatter,
        [typeof(Conv2DMaxPoolKernelGradientOp)] = Conv2DMaxPoolKernelGradient,
        [typeof(Conv2DMaxPoolInputGradientOp)] = Conv2DMaxPoolInputGradient,
        [typeof(AveragePool2DOp)] = AveragePool2D,
        [typeof(AveragePool2DGradientOp)] = AveragePool2DGradient,
        [typeof(AdaptiveMaxPool2DOp)] = AdaptiveMaxPool2D,
        [typeof(AdaptiveMaxPool2DGradientOp)] = AdaptiveMaxPool2DGradient,
        [typeof(AdaptiveAveragePool2DOp)] = AdaptiveAveragePool2D,
        [typeof(AdaptiveAveragePool2DGradientOp)] = AdaptiveAveragePool2DGradient,
        [typeof(SumOp)] = Sum,
        [typeof(MaxOp)] = Max,
        [typeof(ArgMaxOp)] = ArgMax,
        [typeof(OneHotOp)] = OneHot,
        [typeof(TransposeOp)] = Transpose,
        [typeof(ConcatenateOp)] = Concatenate,
        [typeof(SliceOp)] = Slice,
        [typeof(PadOp)] = Pad,
        [typeof(SoftmaxOp)] = Softmax,
        [typeof(SoftmaxCrossEntropyOp)] = SoftmaxCrossEntropy,
        [typeof(SparseSoftmaxCrossEntropyOp)] = SparseSoftmaxCrossEntropy,
        [typeof(SoftmaxCrossEntropyGradientOp)] = SoftmaxCrossEntropyGradient,
        [typeof(SparseSoftmaxCrossEntropyGradientOp)] = SparseSoftmaxCrossEntropyGradient,
        [typeof(DropoutOp)] = Dropout,
        [typeof(CtcLossOp)] = CtcLoss,
        [typeof(CtcLossGradientOp)] = CtcLossGradient,
        [typeof(SearchSortedOp)] = SearchSorted,
        [typeof(SegmentSumOp)] = SegmentSum,
        [typeof(TopKOp)] = TopK,
        [typeof(BatchMatMulOp)] = BatchMatMul,
        [typeof(TakeOp)] = Take,
        [typeof(TakeGradientOp)] = TakeGradient,
        [typeof(TakeAlongLastOp)] = TakeAlongLast,
        [typeof(TakeAlongLastGradientOp)] = TakeAlongLastGradient,
        [typeof(ArgsortOp)] = Argsort,
        [typeof(CumsumOp)] = Cumsum,
        [typeof(RandomUniformOp)] = RandomUniform,
        [typeof(RandomNormalOp)] = RandomNormal,
    };

    // The same for operations with several results.
    private static readonly Dictionary<Type, Func<KerasTensor, double[][], double[][]>> s_several = new()
    {
        [typeof(Conv2DMaxPoolOp)] = Conv2DMaxPool,
        [typeof(AdamUpdateOp)] = AdamUpdate,
        [typeof(MomentsOp)] = Moments,
        [typeof(NormalizationSumsOp)] = NormalizationSums,
        [typeof(RMSpropUpdateOp)] = RMSpropUpdate,
        [typeof(RowMomentsOp)] = RowMoments,
        [typeof(RowSumsOp)] = RowSums,
        [typeof(SplitOp)] = Split,
        [typeof(LstmOp)] = Lstm,
        [typeof(LstmGradientOp)] = LstmGradient,
        [typeof(GruOp)] = Gru,
        [typeof(GruGradientOp)] = GruGradient,
        [typeof(SimpleRnnOp)] = SimpleRnn,
        [typeof(SimpleRnnGradientOp)] = SimpleRnnGradient,
    };

    /// <summary>Types of the operations that can be computed.</summary>
    public static IEnumerable<Type> Operations =>
    [
        .. s_loops.Keys, .. s_several.Keys, .. s_scalar.Keys,
        typeof(FusedElementwiseOp), typeof(OutputOp), typeof(BatchNormalizationOp), typeof(RowNormalizationOp),
    ];

    /// <summary>The numbers of one node.</summary>
    /// <param name="output">Which node.</param>
    /// <param name="inputs">Numbers for the inputs it depends on. Any other node may be given too; then it is not computed.</param>
    public static float[] Run(KerasTensor output, IReadOnlyDictionary<KerasTensor, float[]> inputs) =>
        Narrow(new Evaluation(roundsToFloat: true, Widen(inputs)).Value(output));

    /// <summary>The outputs of a graph, and what its updates would make of the variables. The variables stay as they are.</summary>
    public static (float[][] Outputs, IReadOnlyDictionary<Variable, float[]> Updates) Run(
        TracedGraph graph, IReadOnlyDictionary<KerasTensor, float[]> inputs)
    {
        var evaluation = new Evaluation(roundsToFloat: true, Widen(inputs));
        return (
            [.. graph.Outputs.Select(output => Narrow(evaluation.Value(output)))],
            graph.Updates.ToDictionary(update => update.Key, update => Narrow(evaluation.Value(update.Value))));
    }

    /// <summary>The numbers of one node, in double all the way.</summary>
    public static double[] RunExactly(KerasTensor output, IReadOnlyDictionary<KerasTensor, double[]> inputs) =>
        new Evaluation(roundsToFloat: false, inputs).Value(output);

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }

    private static Dictionary<KerasTensor, double[]> Widen(IReadOnlyDictionary<KerasTensor, float[]> inputs) =>
        inputs.ToDictionary(input => input.Key, input => Widen(input.Value));

    private static float[] Narrow(double[] values) => Array.ConvertAll(values, value => (float)value);

    // All numbers of one run. A node may have several results.
    private sealed class Evaluation(bool roundsToFloat, IReadOnlyDictionary<KerasTensor, double[]> given)
    {
        private readonly Dictionary<KerasTensor, double[][]> _results = new(ReferenceEqualityComparer.Instance);

        public double[] Value(KerasTensor wanted)
        {
            foreach (KerasTensor node in Topological.Sort([wanted]))
            {
                if (!_results.ContainsKey(node))
                    _results[node] = Compute(node);
            }
            return _results[wanted][0];
        }

        private double[][] Compute(KerasTensor node)
        {
            if (given.TryGetValue(node, out double[]? numbers))
                return [numbers.Length == node.Shape.Elements ? numbers : throw new ArgumentException($"{node} was given {numbers.Length} numbers.")];
            double[][] inputs = [.. node.Inputs.Select(input => _results[input][0])];
            return node.Op switch
            {
                InputOp => throw new ArgumentException($"Nobody gives {node}."),
                BatchNormalizationOp => [_results[BatchNormalizationOp.Unwrap(node)][0]],
                RowNormalizationOp => [_results[RowNormalizationOp.Unwrap(node)][0]],
                OutputOp output => [_results[node.Inputs[0]][output.Index]],
                FusedElementwiseOp fused => Fused(fused, node, inputs),
                ElementwiseOp op => [Round(Elementwise(op, node.Shape, inputs, [.. node.Inputs.Select(input => input.Shape)]))],
                _ when s_several.TryGetValue(node.Op.GetType(), out var loop) => Array.ConvertAll(loop(node, inputs), Round),
                _ => [Round(s_loops[node.Op.GetType()](node, inputs))],
            };
        }

        private double[][] Fused(FusedElementwiseOp fused, KerasTensor node, double[][] inputs)
        {
            var steps = new List<double[]>();
            foreach (FusedElementwiseOp.Step step in fused.Steps)
            {
                double[][] operands = [.. step.Operands.Select(operand => operand >= 0 ? inputs[operand] : steps[~operand])];
                Shape[] shapes = [.. step.Operands.Select(operand => operand >= 0 ? node.Inputs[operand].Shape : fused.Shape)];
                steps.Add(Round(Elementwise(step.Op, fused.Shape, operands, shapes)));
            }
            return [.. fused.Results.Select(result => steps[result])];
        }

        private double[] Round(double[] values) => roundsToFloat ? Array.ConvertAll(values, value => (double)(float)value) : values;
    }
}
