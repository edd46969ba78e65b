using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>U[n · i + j] = (G · g · Gᵀ)[i, j]</c> for each channel and filter, in the panels that <see cref="WinogradProducts"/> reads.</summary>
internal sealed unsafe class WinogradKernelTransform<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int RowsOfTask = 8;

    private readonly int _size, _points, _inner, _columns;
    private readonly bool _transposed;
    private readonly WinogradProducts _products;
    private readonly float[] _g;

    /// <param name="size">Rows and columns of the kernel.</param>
    /// <param name="inner">Rows of a plane of U.</param>
    /// <param name="columns">Columns of a plane of U.</param>
    /// <param name="transposed">Whether the kernel lies there as [size, size, columns, inner].</param>
    /// <param name="products">What reads U.</param>
    public WinogradKernelTransform(int size, int inner, int columns, bool transposed, WinogradProducts products)
    {
        (_size, _points, _inner, _columns, _transposed, _products) = (size, WinogradGeometry.Size - 1 + size, inner, columns, transposed, products);
        _g = WinogradPoints.KernelMatrix(size);
    }

    public int Tasks => (_inner + RowsOfTask - 1) / RowsOfTask;

    public nint Scratch => _size * _size * RowsOfTask * Padded;

    private nint Padded => (_columns + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    public void Run(int task, float* kernel, float* u, float* scratch)
    {
        int first = task * RowsOfTask, rows = Math.Min(RowsOfTask, _inner - first);
        nint position = RowsOfTask * Padded;
        for (int p = 0; p < _size * _size; p++)
        {
            float* source = kernel + (nint)p * _inner * _columns;
            if (_transposed)
                Pack.Transposed(source + first, _inner, rows, _columns, scratch + p * position, (int)Padded);
            else
                Pack.Rows(source + (nint)first * _columns, _columns, rows, _columns, scratch + p * position, (int)Padded);
        }
        foreach (Panel panel in _products.Panels)
        {
            nint plane = _products.PlaneOfU(panel);
            for (int row = 0; row < rows; row++)
            {
                for (int j = 0; j < panel.Padded; j += TLanes.Count)
                {
                    float* target = u + (nint)(first + row) * panel.Padded + j;
                    Transform(scratch + row * Padded + panel.Start + j, position, target, plane, Math.Min(TLanes.Count, panel.Padded - j));
                }
            }
            u += _points * _points * plane;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transform(float* source, nint position, float* target, nint plane, int count)
    {
        // Each row of the kernel at the points.
        float* lines = stackalloc float[5 * 8 * 16];
        fixed (float* g = _g)
        {
            for (int a = 0; a < _size; a++)
            {
                for (int j = 0; j < _points; j++)
                    TLanes.Store(lines + (a * _points + j) * TLanes.Count, Sum(g + j * _size, source + a * _size * position, position));
            }
            for (int i = 0; i < _points; i++)
            {
                for (int j = 0; j < _points; j++, target += plane)
                {
                    TVector sum = Sum(g + i * _size, lines + j * TLanes.Count, _points * TLanes.Count);
                    TLanes.StorePartial(target, sum, count);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Sum(float* coefficients, float* source, nint step)
    {
        TVector sum = TLanes.Multiply(TLanes.Broadcast(coefficients[0]), TLanes.Load(source));
        for (int i = 1; i < _size; i++)
            sum = TLanes.MultiplyAdd(TLanes.Broadcast(coefficients[i]), TLanes.Load(source + i * step), sum);
        return sum;
    }
}
