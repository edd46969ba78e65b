using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>A transform from columns and rows of the result to places in the image, for one row of the result.</summary>
internal readonly unsafe struct PixelMap
{
    private readonly Vector256<float> _stepX, _stepY, _stepK, _startX, _startY, _startK;
    private readonly bool _isFlat;

    /// <summary>The map of a row.</summary>
    /// <param name="transform"><c>a0, a1, a2, b0, b1, b2, c0, c1</c>.</param>
    /// <param name="row">Which row.</param>
    public PixelMap(float* transform, int row)
    {
        // In double, so that a place has the roundings of one multiplication and one addition only.
        _startX = Vector256.Create((float)(((double)transform[1] * row) + transform[2]));
        _startY = Vector256.Create((float)(((double)transform[4] * row) + transform[5]));
        _startK = Vector256.Create((float)(((double)transform[7] * row) + 1));
        _stepX = Vector256.Create(transform[0]);
        _stepY = Vector256.Create(transform[3]);
        _stepK = Vector256.Create(transform[6]);
        _isFlat = transform[6] == 0 && transform[7] == 0;
    }

    /// <summary>Where eight pixels of the row lie in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector256<float> X, Vector256<float> Y) At(int column)
    {
        Vector256<float> columns = Vector256.ConvertToSingle(Vector256<int>.Indices + Vector256.Create(column));
        Vector256<float> x = (columns * _stepX) + _startX, y = (columns * _stepY) + _startY;
        if (_isFlat)
            return (x, y);
        Vector256<float> k = (columns * _stepK) + _startK;
        return (x / k, y / k);
    }
}
