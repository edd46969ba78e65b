using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Which kernel computes which operation. One line each; element-wise operations share one kernel and are listed by it.</summary>
internal static class KernelTable
{
    private static readonly Dictionary<Type, Func<KerasTensor, Kernel>> s_kernels = new()
    {
        [typeof(FusedElementwiseOp)] = node => new ElementwiseKernel((FusedElementwiseOp)node.Op, Shapes(node)),
        [typeof(AffineTransformOp)] = node => new AffineTransformKernel((AffineTransformOp)node.Op, In(node, 0), In(node, 1)),
        [typeof(AffineTransformGradientOp)] = node => new AffineTransformGradientKernel((AffineTransformGradientOp)node.Op, In(node, 0), In(node, 1)),
        [typeof(HomographyOp)] = node => new HomographyKernel(node.Shape[0]),
        [typeof(MapCoordinatesOp)] = node => MapCoordinatesKernel.Create((MapCoordinatesOp)node.Op, In(node, 0), In(node, 1)[2]),
        [typeof(MapCoordinatesGradientOp)] = node => MapCoordinatesKernel.Gradient((MapCoordinatesGradientOp)node.Op, In(node, 1)[2]),
        [typeof(MatMulOp)] = MatMul,
        [typeof(Conv2DOp)] = Conv2D,
        [typeof(Conv2DMaxPoolOp)] = Conv2DMaxPool,
        [typeof(Conv2DInputGradientOp)] = Conv2DInputGradient,
        [typeof(Conv2DKernelGradientOp)] = Conv2DKernelGradient,
        [typeof(Conv2DMaxPoolKernelGradientOp)] = Conv2DMaxPoolKernelGradient,
        [typeof(Conv2DMaxPoolInputGradientOp)] = Conv2DMaxPoolInputGradient,
        [typeof(MaxPool2DOp)] = node => Pool(Pool2DKernel.Kind.Max, ((MaxPool2DOp)node.Op).Window, In(node, 0), node.Shape),
        [typeof(MaxPool2DGradientOp)] = node => Pool(Pool2DKernel.Kind.MaxGradient, ((MaxPool2DGradientOp)node.Op).Window, node.Shape, In(node, 1)),
        [typeof(MaxPool2DScatterOp)] = node => new MaxPoolScatterKernel(((MaxPool2DScatterOp)node.Op).Window, node.Shape),
        [typeof(AveragePool2DOp)] = node => Pool(Pool2DKernel.Kind.Average, ((AveragePool2DOp)node.Op).Window, In(node, 0), node.Shape),
        [typeof(AveragePool2DGradientOp)] = node =>
            Pool(Pool2DKernel.Kind.AverageGradient, ((AveragePool2DGradientOp)node.Op).Window, node.Shape, In(node, 0)),
        [typeof(AdaptiveMaxPool2DOp)] = node => Pool2DKernel.CreateAdaptive(Pool2DKernel.Kind.Max, In(node, 0), node.Shape),
        [typeof(AdaptiveMaxPool2DGradientOp)] = node => Pool2DKernel.CreateAdaptive(Pool2DKernel.Kind.MaxGradient, node.Shape, In(node, 1)),
        [typeof(AdaptiveAveragePool2DOp)] = node => Pool2DKernel.CreateAdaptive(Pool2DKernel.Kind.Average, In(node, 0), node.Shape),
        [typeof(AdaptiveAveragePool2DGradientOp)] = node => Pool2DKernel.CreateAdaptive(Pool2DKernel.Kind.AverageGradient, node.Shape, In(node, 0)),
        [typeof(SumOp)] = node => Reduce(((SumOp)node.Op).Axes, In(node, 0), (a, r, b) => SumKernel.Create(a, r, b)),
        [typeof(MaxOp)] = node => Reduce(((MaxOp)node.Op).Axes, In(node, 0), (a, r, b) => new MaxKernel(a, r, b)),
        [typeof(ArgMaxOp)] = node => Reduce([((ArgMaxOp)node.Op).Axis], In(node, 0), (a, r, b) =>
            b == 1 && RowArgMaxKernel.Takes(r) ? RowArgMaxKernel.Create(a, r) : new ArgMaxKernel(a, r, b)),
        [typeof(OneHotOp)] = node => new OneHotKernel(checked((int)In(node, 0).Elements), node.Shape[^1]),
        [typeof(TransposeOp)] = node => new TransposeKernel(In(node, 0), ((TransposeOp)node.Op).Axes),
        [typeof(ConcatenateOp)] = node => BlockCopyKernel.Concatenate(Shapes(node), node.Shape, ((ConcatenateOp)node.Op).Axis),
        [typeof(SplitOp)] = node => BlockCopyKernel.Split(In(node, 0), ((SplitOp)node.Op).Axis, ((SplitOp)node.Op).Sections),
        [typeof(SliceOp)] = node => BlockCopyKernel.Slice(In(node, 0), node.Shape, ((SliceOp)node.Op).Axis, ((SliceOp)node.Op).Start),
        [typeof(PadOp)] = node => BlockCopyKernel.Pad(In(node, 0), node.Shape, ((PadOp)node.Op).Axis, ((PadOp)node.Op).Before),
        [typeof(SoftmaxOp)] = node => new SoftmaxKernel(Rows(node), node.Shape[^1]),
        [typeof(SoftmaxCrossEntropyOp)] = node => new SoftmaxCrossEntropyKernel(Rows(node), In(node, 0)[^1], isSparse: false),
        [typeof(SparseSoftmaxCrossEntropyOp)] = node => new SoftmaxCrossEntropyKernel(Rows(node), In(node, 0)[^1], isSparse: true),
        [typeof(SoftmaxCrossEntropyGradientOp)] = node => new SoftmaxCrossEntropyGradientKernel(Rows(node), node.Shape[^1], isSparse: false),
        [typeof(SparseSoftmaxCrossEntropyGradientOp)] = node => new SoftmaxCrossEntropyGradientKernel(Rows(node), node.Shape[^1], isSparse: true),
        [typeof(MomentsOp)] = node => MomentsKernel.Create(Rows(node), node.Shape[0]),
        [typeof(NormalizationSumsOp)] = node => NormalizationSumsKernel.Create(Rows(node), node.Shape[0]),
        [typeof(AdamUpdateOp)] = node => AdamKernel.Create((AdamUpdateOp)node.Op, node.Shape.Elements, decays: node.Inputs.Count == 6),
        [typeof(RMSpropUpdateOp)] = node => RMSpropKernel.Create((RMSpropUpdateOp)node.Op, node.Shape.Elements),
        [typeof(CtcLossOp)] = node => new CtcLossKernel(In(node, 0)[0], In(node, 0)[1], In(node, 0)[2], In(node, 1)[1], ((CtcLossOp)node.Op).MaskIndex),
        [typeof(CtcLossGradientOp)] = node =>
            new CtcLossGradientKernel(In(node, 0)[0], In(node, 0)[1], In(node, 0)[2], In(node, 1)[1], ((CtcLossGradientOp)node.Op).MaskIndex),
        [typeof(SearchSortedOp)] = node => new SearchSortedKernel(In(node, 0)[0], checked((int)node.Shape.Elements), ((SearchSortedOp)node.Op).Right),
        [typeof(SegmentSumOp)] = node => new SegmentSumKernel(In(node, 0)[0], checked((int)In(node, 0)[1..].Elements), node.Shape[0]),
        [typeof(TopKOp)] = node => new TopKKernel(Rows(node), In(node, 0)[^1], node.Shape[^1]),
        [typeof(DropoutOp)] = node => new DropoutKernel(node.Shape.Elements, (DropoutOp)node.Op),
        [typeof(LstmOp)] = node => RecurrenceKernel.Create(node),
        [typeof(LstmGradientOp)] = node => RecurrenceKernel.Create(node),
        [typeof(GruOp)] = node => RecurrenceKernel.Create(node),
        [typeof(GruGradientOp)] = node => RecurrenceKernel.Create(node),
        [typeof(SimpleRnnOp)] = node => RecurrenceKernel.Create(node),
        [typeof(SimpleRnnGradientOp)] = node => RecurrenceKernel.Create(node),
        [typeof(BatchMatMulOp)] = BatchMatMul,
        [typeof(TakeOp)] = node => Take(In(node, 0), ((TakeOp)node.Op).Axis, In(node, 1), (o, n, i, c) => new TakeKernel(o, n, i, c)),
        [typeof(TakeGradientOp)] = node =>
            Take(node.Shape, ((TakeGradientOp)node.Op).Axis, In(node, 1), (o, n, i, c) => new TakeGradientKernel(o, n, i, c)),
        [typeof(TakeAlongLastOp)] = node => new TakeAlongLastKernel(Rows(node), In(node, 0)[^1], node.Shape[^1]),
        [typeof(TakeAlongLastGradientOp)] = node => new TakeAlongLastGradientKernel(Rows(node), node.Shape[^1], In(node, 0)[^1]),
        [typeof(ArgsortOp)] = node => new ArgsortKernel(Rows(node), node.Shape[^1]),
        [typeof(CumsumOp)] = node => Cumsum(node.Shape, (CumsumOp)node.Op),
        [typeof(RowMomentsOp)] = node => RowMomentsKernel.Create(Rows(node), In(node, 0)[^1]),
        [typeof(RowSumsOp)] = node => RowSumsKernel.Create(Rows(node), In(node, 0)[^1]),
        [typeof(RandomUniformOp)] = node => new RandomUniformKernel(node.Shape.Elements, (RandomUniformOp)node.Op),
        [typeof(RandomNormalOp)] = node => new RandomNormalKernel(node.Shape.Elements, (RandomNormalOp)node.Op),
    };

    /// <summary>
    /// Operations that need no kernel: they say where numbers lie, or that they are the same numbers under another shape, or are gone before a
    /// plan is made.
    /// </summary>
    public static readonly IReadOnlySet<Type> WithoutKernel = new HashSet<Type>
    {
        typeof(InputOp), typeof(VariableOp), typeof(ScalarOp), typeof(ConstantOp), typeof(ReshapeOp), typeof(OutputOp),
        typeof(BatchNormalizationOp), typeof(RowNormalizationOp), typeof(StopGradientOp),
    };

    /// <summary>Types of the operations that have a kernel.</summary>
    public static IEnumerable<Type> Operations => s_kernels.Keys.Concat(ElementwiseFunctions.Operations);

    /// <summary>Makes the kernel for a node.</summary>
    public static Kernel Create(KerasTensor node) => s_kernels[node.Op.GetType()](node);

    private static Shape[] Shapes(KerasTensor node) => [.. node.Inputs.Select(input => input.Shape)];

    private static Shape In(KerasTensor node, int input) => node.Inputs[input].Shape;

    private static int Rows(KerasTensor node) => checked((int)In(node, 0)[..^1].Elements);

    private static Kernel MatMul(KerasTensor node)
    {
        var op = (MatMulOp)node.Op;
        int inner = op.TransposeX ? In(node, 0)[0] : In(node, 0)[1];
        return MatMulKernel.Create(
            node.Shape[0], node.Shape[1], inner, op.TransposeX, op.TransposeY, bias: node.Inputs.Count == 3, op.Activation);
    }

    private static BatchedKernel BatchMatMul(KerasTensor node)
    {
        var op = (BatchMatMulOp)node.Op;
        int m = node.Shape[1], n = node.Shape[2], k = In(node, 0)[op.TransposeX ? 1 : 2];
        Kernel one = MatMulKernel.Create(m, n, k, op.TransposeX, op.TransposeY);
        int perTask = (int)Math.Clamp((1 << 16) / Math.Max(1, (long)m * n * k), 1, 1 << 16);
        return new BatchedKernel(one, node.Shape[0], [(long)m * k, (long)k * n], (long)m * n, perTask);
    }

    private static Kernel Take(Shape shape, int axis, Shape indices, Func<int, int, int, int, Kernel> create) => create(
        checked((int)shape[..axis].Elements), shape[axis], checked((int)shape[(axis + 1)..].Elements), checked((int)indices.Elements));

    private static CumsumKernel Cumsum(Shape shape, CumsumOp op) => new(
        checked((int)shape[..op.Axis].Elements), shape[op.Axis], checked((int)shape[(op.Axis + 1)..].Elements), op.IsReverse);

    private static Kernel Pool(Pool2DKernel.Kind kind, Window2D window, Shape images, Shape pooled) =>
        Pool2DKernel.Create(kind, window, images, pooled);

    // Ops.Sum and its like bring the axes they reduce side by side, so three lengths describe them all.
    private static Kernel Reduce(IntList axes, Shape shape, Func<int, int, int, Kernel> create)
    {
        if (axes.Count == 0)
            return create(checked((int)shape.Elements), 1, 1);
        int first = axes[0], last = axes[^1];
        return create(
            checked((int)shape[..first].Elements), checked((int)shape[first..(last + 1)].Elements), checked((int)shape[(last + 1)..].Elements));
    }

    private static Kernel Conv2D(KerasTensor node)
    {
        var op = (Conv2DOp)node.Op;
        return Convolutions.Forward(Geometry(op.Window, op.Groups, In(node, 0), In(node, 1)), bias: node.Inputs.Count == 3, op.Activation);
    }

    private static Kernel Conv2DMaxPool(KerasTensor node)
    {
        var op = (Conv2DMaxPoolOp)node.Op;
        Conv2DGeometry geometry = Geometry(op.Convolution.Window, op.Convolution.Groups, In(node, 0), In(node, 1));
        return Convolutions.ForwardPooled(geometry, bias: node.Inputs.Count == 3, op.Convolution.Activation, op.Pool, op.KeepsWinners);
    }

    private static Kernel Conv2DInputGradient(KerasTensor node)
    {
        var op = (Conv2DInputGradientOp)node.Op;
        return Convolutions.InputGradient(Geometry(op.Window, op.Groups, node.Shape, In(node, 1)));
    }

    private static Kernel Conv2DKernelGradient(KerasTensor node)
    {
        var op = (Conv2DKernelGradientOp)node.Op;
        return Convolutions.KernelGradient(Geometry(op.Window, op.Groups, In(node, 0), node.Shape));
    }

    private static Kernel Conv2DMaxPoolKernelGradient(KerasTensor node)
    {
        var op = (Conv2DMaxPoolKernelGradientOp)node.Op;
        return Convolutions.KernelGradientPooled(Geometry(op.Gradient.Window, op.Gradient.Groups, In(node, 0), node.Shape), op.Scatter.Window);
    }

    private static Kernel Conv2DMaxPoolInputGradient(KerasTensor node)
    {
        var op = (Conv2DMaxPoolInputGradientOp)node.Op;
        return Convolutions.InputGradientPooled(Geometry(op.Gradient.Window, op.Gradient.Groups, node.Shape, In(node, 2)), op.Scatter.Window);
    }

    private static Conv2DGeometry Geometry(Window2D window, int groups, Shape images, Shape kernel) => new()
    {
        Batch = images[0],
        Height = images[1],
        Width = images[2],
        Channels = images[3],
        KernelHeight = kernel[0],
        KernelWidth = kernel[1],
        Filters = kernel[3],
        StrideHeight = window.StrideHeight,
        StrideWidth = window.StrideWidth,
        DilationHeight = window.DilationHeight,
        DilationWidth = window.DilationWidth,
        Groups = groups,
        PadTop = window.PadTop,
        PadLeft = window.PadLeft,
        PadBottom = window.PadBottom,
        PadRight = window.PadRight,
    };
}
