using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>dk[i, j, c] = Σ over n, oh, ow of x[n, oh·sh + i·dh − top, ow·sw + j·dw − left, c] · dy[n, oh, ow, c]</c>.</summary>
/// <remarks>
/// <para><b>Lanes</b> are channels. Of a stretch of an output row up to sixteen pixels are taken at a time, so that they and what lies below the kernel
/// stay in the first-level cache; there three elements of a kernel row are summed together, which share the load of dy.</para>
/// <para><b>Tasks</b> are slices of the output rows, across images, each with sums of its own that are added up at the end.</para>
/// <para><b>Order of sums.</b> Pixels in order within a slice, then the slices in order.</para>
/// </remarks>
internal sealed unsafe class DepthwiseKernelGradient<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int WantedTasks = 16;
    private const int SmallestTask = 1 << 15;
    private const int SumLength = 1 << 13;
    private const int Pixels = 16;

    private readonly Conv2DGeometry _g;
    private readonly DepthwiseAxis _rows, _columns;
    private readonly int _slices;

    public DepthwiseKernelGradient(Conv2DGeometry geometry, DepthwiseAxis rows, DepthwiseAxis columns)
    {
        (_g, _rows, _columns) = (geometry, rows, columns);
        // A slice costs a clear and a sum of the kernel's length, so it shall be worth many of them.
        long affordable = Math.Min(OutputRows * _g.OutputWidth / (8L * _g.KernelHeight * _g.KernelWidth), OutputRows * _g.OutputWidth * _g.Channels / SmallestTask);
        _slices = (int)Math.Clamp(affordable, 1, Math.Min(WantedTasks, OutputRows));
    }

    public override int Phases => _slices > 1 ? 2 : 1;

    public override long Workspace => _slices > 1 ? _slices * (long)Length : 0;

    private long OutputRows => (long)_g.Batch * _g.OutputHeight;

    private nint Length => (nint)_g.KernelHeight * _g.KernelWidth * _g.Channels;

    public override int Tasks(int phase) => phase == 0 ? _slices : (int)((Length + SumLength - 1) / SumLength);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 1)
        {
            nint from = (nint)task * SumLength;
            Slices.Add(arguments.Workspace + from, Length, _slices, arguments.Outputs[0] + from, Math.Min(SumLength, Length - from));
            return;
        }
        float* sums = _slices > 1 ? arguments.Workspace + task * Length : arguments.Outputs[0];
        new Span<float>(sums, checked((int)Length)).Clear();
        long end = OutputRows * (task + 1) / _slices;
        for (long row = OutputRows * task / _slices; row < end; row++)
        {
            int image = (int)(row / _g.OutputHeight);
            var (source, tap, taps) = _rows.Positions[(int)(row % _g.OutputHeight)];
            float* x = arguments.Inputs[0] + ((((nint)image * _g.Height) + source) * _g.Width * _g.Channels);
            SumRow(x, arguments.Inputs[1] + ((nint)row * _g.OutputWidth * _g.Channels), sums + ((nint)tap * _g.KernelWidth * _g.Channels), taps);
        }
    }

    // One row of dy against the rows of x that it comes from.
    private void SumRow(float* x, float* dy, float* sums, int rows)
    {
        nint channels = _g.Channels, xRow = (nint)_rows.TapSource * _g.Width * channels, sumRow = _g.KernelWidth * channels;
        foreach (DepthwiseRun run in _columns.Runs)
        {
            for (int first = 0; first < run.Count; first += Pixels)
            {
                int count = Math.Min(Pixels, run.Count - first);
                float* pixel = x + ((run.Source + ((nint)first * _columns.SourceStep)) * channels);
                float* gradient = dy + ((run.Target + (nint)first) * channels);
                for (int i = 0; i < rows; i++)
                    SumStretch(pixel + i * xRow, gradient, sums + i * sumRow + run.Tap * channels, count, run.Taps);
            }
        }
    }

    // A few pixels of dy against the elements of a kernel row.
    private void SumStretch(float* x, float* dy, float* sums, int pixels, int taps)
    {
        int channels = _g.Channels, c = 0;
        for (; c + TLanes.Count <= channels; c += TLanes.Count)
            SumLanes<Whole>(x + c, dy + c, sums + c, pixels, taps, TLanes.Count);
        if (c < channels)
            SumLanes<Rest>(x + c, dy + c, sums + c, pixels, taps, channels - c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumLanes<TAccess>(float* x, float* dy, float* sums, int pixels, int taps, int lanes)
        where TAccess : struct, IAccess
    {
        nint channels = _g.Channels, tap = _columns.TapSource * channels, step = _columns.SourceStep * channels;
        int j = 0;
        for (; j + 3 <= taps; j += 3, x += 3 * tap, sums += 3 * channels)
        {
            TVector s0 = TAccess.Load(sums, lanes), s1 = TAccess.Load(sums + channels, lanes), s2 = TAccess.Load(sums + 2 * channels, lanes);
            float* pixel = x, gradient = dy;
            for (int p = 0; p < pixels; p++)
            {
                TVector d = TAccess.Load(gradient, lanes);
                s0 = TLanes.MultiplyAdd(TAccess.Load(pixel, lanes), d, s0);
                s1 = TLanes.MultiplyAdd(TAccess.Load(pixel + tap, lanes), d, s1);
                s2 = TLanes.MultiplyAdd(TAccess.Load(pixel + 2 * tap, lanes), d, s2);
                pixel += step;
                gradient += channels;
            }
            TAccess.Store(sums, s0, lanes);
            TAccess.Store(sums + channels, s1, lanes);
            TAccess.Store(sums + 2 * channels, s2, lanes);
        }
        for (; j < taps; j++, x += tap, sums += channels)
        {
            TVector s = TAccess.Load(sums, lanes);
            float* pixel = x, gradient = dy;
            for (int p = 0; p < pixels; p++)
            {
                s = TLanes.MultiplyAdd(TAccess.Load(pixel, lanes), TAccess.Load(gradient, lanes), s);
                pixel += step;
                gradient += channels;
            }
            TAccess.Store(sums, s, lanes);
        }
    }

    private interface IAccess
    {
        static abstract TVector Load(float* p, int lanes);

        static abstract void Store(float* p, TVector v, int lanes);
    }

    private readonly struct Whole : IAccess
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Load(float* p, int lanes) => TLanes.Load(p);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(float* p, TVector v, int lanes) => TLanes.Store(p, v);
    }

    // Channels that are left over.
    private readonly struct Rest : IAccess
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Load(float* p, int lanes) => TLanes.LoadPartial(p, lanes);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(float* p, TVector v, int lanes) => TLanes.StorePartial(p, v, lanes);
    }
}
