using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Sums of the columns of a matrix whose rows lie one behind the other.</summary>
/// <remarks>Several rows are taken as one long row, so that few columns fill registers too; <see cref="Fold"/> makes one of the long row at last.</remarks>
internal static unsafe class ColumnSums<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary><c>sum += x</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* x, float* sum, int n)
    {
        int i = 0;
        for (; i + TLanes.Count <= n; i += TLanes.Count)
            TLanes.Store(sum + i, TLanes.Add(TLanes.Load(sum + i), TLanes.Load(x + i)));
        for (; i < n; i++)
            sum[i] += x[i];
    }

    /// <summary><c>sum += (x − mean)²</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquares(float* x, float* mean, float* sum, int n)
    {
        int i = 0;
        for (; i + TLanes.Count <= n; i += TLanes.Count)
        {
            TVector difference = TLanes.Subtract(TLanes.Load(x + i), TLanes.Load(mean + i));
            TLanes.Store(sum + i, TLanes.MultiplyAdd(difference, difference, TLanes.Load(sum + i)));
        }
        for (; i < n; i++)
            sum[i] = MathF.FusedMultiplyAdd(x[i] - mean[i], x[i] - mean[i], sum[i]);
    }

    /// <summary><c>sum += g</c> and <c>product += g · (x − mean)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(float* g, float* x, float* mean, float* sum, float* product, int n)
    {
        int i = 0;
        for (; i + TLanes.Count <= n; i += TLanes.Count)
        {
            TVector slope = TLanes.Load(g + i), difference = TLanes.Subtract(TLanes.Load(x + i), TLanes.Load(mean + i));
            TLanes.Store(sum + i, TLanes.Add(TLanes.Load(sum + i), slope));
            TLanes.Store(product + i, TLanes.MultiplyAdd(slope, difference, TLanes.Load(product + i)));
        }
        for (; i < n; i++)
        {
            sum[i] += g[i];
            product[i] = MathF.FusedMultiplyAdd(g[i], x[i] - mean[i], product[i]);
        }
    }

    /// <summary>Adds the rows of a long row to its first.</summary>
    public static void Fold(float* sum, int rows, int columns)
    {
        for (int row = 1; row < rows; row++)
            Add(sum + ((nint)row * columns), sum, columns);
    }
}
