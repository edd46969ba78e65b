using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>What softmax and the cross-entropies do with a row of logits.</summary>
/// <remarks>
/// A block of rows is shifted first, then one call takes all its exponentials: rows of ten would not fill registers. The rest goes row by row,
/// ten columns in one register.
/// </remarks>
internal abstract unsafe class SoftmaxRows(int columns)
{
    public static SoftmaxRows Create(int columns, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new SoftmaxRows<Lanes512, Vector512<float>>(columns),
        SimdWidth.Bits256 => new SoftmaxRows<Lanes256, Vector256<float>>(columns),
        _ => new SoftmaxRows<Lanes128, Vector128<float>>(columns),
    };

    /// <summary>How many rows a task takes: about 4096 numbers.</summary>
    public int PerTask { get; } = Math.Max(1, 4096 / Math.Max(1, columns));

    protected int Columns { get; } = columns;

    /// <summary><c>exp(x - max)</c> of each row, and, where wanted, the maxima.</summary>
    public void Exponentials(float* x, float* y, int rows, float* maxima)
    {
        for (int row = 0; row < rows; row++)
        {
            float max = Shift(x + ((long)row * Columns), y + ((long)row * Columns));
            if (maxima is not null)
                maxima[row] = max;
        }
        var block = new Span<float>(y, checked(rows * Columns));
        TensorPrimitives.Exp(block, block);
    }

    /// <summary><c>Σ x</c>: the lanes of registers, then the lanes of their sum.</summary>
    public abstract float Sum(float* x);

    /// <summary><c>Σ target · (logSum - (x - max))</c> over the columns whose target is not 0: a class that does not count may have a logit of -∞.</summary>
    public abstract float CrossEntropy(float* x, float max, float logSum, float* target);

    /// <summary><c>x = x / divisor</c>.</summary>
    public abstract void Divide(float* x, float divisor);

    /// <summary><c>x = (x / divisor · weight - target) · g</c>.</summary>
    public abstract void Gradient(float* x, float divisor, float weight, float* target, float g);

    /// <summary><c>x = x / divisor · g</c>.</summary>
    public abstract void Gradient(float* x, float divisor, float g);

    /// <summary><c>y = x - max</c>; gives the maximum, NaN where there is a NaN: it spreads through the exponentials.</summary>
    protected abstract float Shift(float* x, float* y);
}

/// <inheritdoc cref="SoftmaxRows"/>
internal sealed unsafe class SoftmaxRows<TLanes, TVector> : SoftmaxRows
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _whole;
    private readonly int _rest;

    // Set in the lanes of a last register that is not full.
    private readonly TVector _isThere;

    public SoftmaxRows(int columns)
        : base(columns)
    {
        _whole = columns / TLanes.Count * TLanes.Count;
        _rest = columns - _whole;
        float* ones = stackalloc float[TLanes.Count];
        new Span<float>(ones, TLanes.Count).Fill(1);
        _isThere = TLanes.EqualTo(TLanes.LoadPartial(ones, _rest), TLanes.Broadcast(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Sum(float* x)
    {
        TVector sum = TLanes.LoadPartial(x + _whole, _rest);
        for (int i = 0; i < _whole; i += TLanes.Count)
            sum = TLanes.Add(sum, TLanes.Load(x + i));
        return TLanes.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float CrossEntropy(float* x, float max, float logSum, float* target)
    {
        TVector top = TLanes.Broadcast(max), log = TLanes.Broadcast(logSum);
        TVector sum = Loss(TLanes.LoadPartial(x + _whole, _rest), top, log, TLanes.LoadPartial(target + _whole, _rest));
        for (int i = 0; i < _whole; i += TLanes.Count)
            sum = TLanes.Add(sum, Loss(TLanes.Load(x + i), top, log, TLanes.Load(target + i)));
        return TLanes.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Divide(float* x, float divisor)
    {
        TVector by = TLanes.Broadcast(divisor);
        for (int i = 0; i < _whole; i += TLanes.Count)
            TLanes.Store(x + i, TLanes.Divide(TLanes.Load(x + i), by));
        TLanes.StorePartial(x + _whole, TLanes.Divide(TLanes.LoadPartial(x + _whole, _rest), by), _rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gradient(float* x, float divisor, float weight, float* target, float g)
    {
        TVector by = TLanes.Broadcast(divisor), weights = TLanes.Broadcast(weight), scale = TLanes.Broadcast(g);
        for (int i = 0; i < _whole; i += TLanes.Count)
            TLanes.Store(x + i, Slope(TLanes.Load(x + i), by, weights, TLanes.Load(target + i), scale));
        TVector last = Slope(TLanes.LoadPartial(x + _whole, _rest), by, weights, TLanes.LoadPartial(target + _whole, _rest), scale);
        TLanes.StorePartial(x + _whole, last, _rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gradient(float* x, float divisor, float g)
    {
        TVector by = TLanes.Broadcast(divisor), scale = TLanes.Broadcast(g);
        for (int i = 0; i < _whole; i += TLanes.Count)
            TLanes.Store(x + i, TLanes.Multiply(TLanes.Divide(TLanes.Load(x + i), by), scale));
        TLanes.StorePartial(x + _whole, TLanes.Multiply(TLanes.Divide(TLanes.LoadPartial(x + _whole, _rest), by), scale), _rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override float Shift(float* x, float* y)
    {
        // What is not there counts as the first column.
        TVector last = TLanes.LoadPartial(x + _whole, _rest);
        TVector max = TLanes.Select(_isThere, last, TLanes.Broadcast(*x));
        for (int i = 0; i < _whole; i += TLanes.Count)
            max = TLanes.Max(max, TLanes.Load(x + i));
        float largest = TLanes.Largest(max);
        TVector shift = TLanes.Broadcast(largest);
        for (int i = 0; i < _whole; i += TLanes.Count)
            TLanes.Store(y + i, TLanes.Subtract(TLanes.Load(x + i), shift));
        TLanes.StorePartial(y + _whole, TLanes.Subtract(last, shift), _rest);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Loss(TVector x, TVector max, TVector logSum, TVector target)
    {
        TVector loss = TLanes.Multiply(target, TLanes.Subtract(logSum, TLanes.Subtract(x, max)));
        return TLanes.AndNot(loss, TLanes.EqualTo(target, TLanes.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Slope(TVector exponential, TVector sum, TVector weight, TVector target, TVector g) =>
        TLanes.Multiply(TLanes.Subtract(TLanes.Multiply(TLanes.Divide(exponential, sum), weight), target), g);
}
