using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// <c>target[n, h, w, c] = activation(bias[c] + Σ over the kernel's elements (i, j) that (h, w) meets of source[n, h(i), w(j), c] · k[i, j, c])</c>:
/// the depthwise convolution, and its gradient on the images, by what <see cref="DepthwiseAxis"/> says.
/// </summary>
/// <remarks>
/// <para><b>Lanes</b> are channels. Four pixels that meet the same elements are summed together, so that an element of the kernel is loaded
/// once for four multiplications. Edges, where pixels meet fewer elements, are runs of their own: no padding is laid out, no lane tests it.</para>
/// <para><b>Tasks</b> are stretches of target rows, across images. A row is written front to back, all channels of four pixels at a time, and the source
/// rows it reads stay in the first two levels of the cache until the next target row reads them again.</para>
/// <para><b>Remainders</b> are done by overlapping: the last four pixels of a run, and the last register of channels, may be some that are done
/// already; the same numbers are written again. Only fewer channels than lanes, or fewer than four pixels, are handled one by one.</para>
/// <para><b>Order of sums.</b> Bias, then kernel row by row.</para>
/// </remarks>
internal sealed unsafe class DepthwiseKernel<TLanes, TVector>(
    DepthwiseImages images, DepthwiseAxis rows, DepthwiseAxis columns, bool bias, FusedActivation activation) : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int WantedTasks = 32;
    private const int SmallestTask = 1 << 15;
    private const int Pixels = 4;

    private readonly long _rows = (long)images.Batch * images.Target.Height;
    private readonly nint _sourceRow = (nint)images.Source.Width * images.Channels;
    private readonly nint _targetRow = (nint)images.Target.Width * images.Channels;
    private readonly nint _kernelRow = (nint)images.KernelWidth * images.Channels;

    public override int Tasks(int phase) => (int)Math.Clamp(_rows * _targetRow / SmallestTask, 1, Math.Min(WantedTasks, _rows));

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int tasks = Tasks(phase), height = images.Target.Height;
        long end = _rows * (task + 1) / tasks;
        for (long row = _rows * task / tasks; row < end; row++)
        {
            int image = (int)(row / height);
            var (source, tap, taps) = rows.Positions[(int)(row % height)];
            Place place = new()
            {
                Source = arguments.Inputs[0] + (((nint)image * images.Source.Height) + source) * _sourceRow,
                Kernel = arguments.Inputs[1] + tap * _kernelRow,
                Target = arguments.Outputs[0] + (nint)row * _targetRow,
                Bias = bias ? arguments.Inputs[2] : null,
                Rows = taps,
            };
            if (images.Channels >= TLanes.Count)
                RunRow<Whole>(place);
            else
                RunRow<Partial>(place);
        }
    }

    private void RunRow<TAccess>(in Place row)
        where TAccess : struct, IAccess
    {
        nint channels = images.Channels, sourceStep = columns.SourceStep * channels, targetStep = columns.TargetStep * channels;
        foreach (DepthwiseRun run in columns.Runs)
        {
            Place place = row;
            place.Source += run.Source * channels;
            place.Kernel += run.Tap * channels;
            place.Target += run.Target * channels;
            place.Columns = run.Taps;
            int left = run.Count;
            while (left >= Pixels)
            {
                SumFour<TAccess>(place, sourceStep, targetStep);
                left -= Pixels;
                // Back by what is missing to four.
                int moved = left is > 0 and < Pixels ? left : Pixels;
                left = left is > 0 and < Pixels ? Pixels : left;
                place.Source += moved * sourceStep;
                place.Target += moved * targetStep;
            }
            for (; left > 0; left--)
            {
                SumOne<TAccess>(place);
                place.Source += sourceStep;
                place.Target += targetStep;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumFour<TAccess>(Place place, nint sourceStep, nint targetStep)
        where TAccess : struct, IAccess
    {
        int channels = images.Channels;
        nint rowSource = rows.TapSource * _sourceRow, rowKernel = rows.TapStep * _kernelRow;
        nint columnSource = (nint)columns.TapSource * channels, columnKernel = (nint)columns.TapStep * channels;
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            int at = TAccess.Start(c, channels);
            TVector start = place.Bias is null ? TLanes.Zero : TAccess.Load(place.Bias + at, channels);
            TVector y0 = start, y1 = start, y2 = start, y3 = start;
            float* sourceOfRow = place.Source + at, kernelOfRow = place.Kernel + at;
            for (int i = 0; i < place.Rows; i++)
            {
                float* source = sourceOfRow, kernel = kernelOfRow;
                for (int j = 0; j < place.Columns; j++)
                {
                    TVector k = TAccess.Load(kernel, channels);
                    y0 = TLanes.MultiplyAdd(TAccess.Load(source, channels), k, y0);
                    y1 = TLanes.MultiplyAdd(TAccess.Load(source + sourceStep, channels), k, y1);
                    y2 = TLanes.MultiplyAdd(TAccess.Load(source + 2 * sourceStep, channels), k, y2);
                    y3 = TLanes.MultiplyAdd(TAccess.Load(source + 3 * sourceStep, channels), k, y3);
                    source += columnSource;
                    kernel += columnKernel;
                }
                sourceOfRow += rowSource;
                kernelOfRow += rowKernel;
            }
            float* target = place.Target + at;
            TAccess.Store(target, Finish(y0), channels);
            TAccess.Store(target + targetStep, Finish(y1), channels);
            TAccess.Store(target + 2 * targetStep, Finish(y2), channels);
            TAccess.Store(target + 3 * targetStep, Finish(y3), channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumOne<TAccess>(Place place)
        where TAccess : struct, IAccess
    {
        int channels = images.Channels;
        for (int c = 0; c < channels; c += TLanes.Count)
        {
            int at = TAccess.Start(c, channels);
            TVector y = place.Bias is null ? TLanes.Zero : TAccess.Load(place.Bias + at, channels);
            for (int i = 0; i < place.Rows; i++)
            {
                float* source = place.Source + i * rows.TapSource * _sourceRow + at, kernel = place.Kernel + i * rows.TapStep * _kernelRow + at;
                for (int j = 0; j < place.Columns; j++)
                {
                    y = TLanes.MultiplyAdd(TAccess.Load(source, channels), TAccess.Load(kernel, channels), y);
                    source += (nint)columns.TapSource * channels;
                    kernel += (nint)columns.TapStep * channels;
                }
            }
            TAccess.Store(place.Target + at, Finish(y), channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Finish(TVector y) => activation == FusedActivation.Relu ? TLanes.Max(y, TLanes.Zero) : y;

    // Where a few pixels begin, and how many rows and columns of the kernel they meet.
    private struct Place
    {
        public float* Source, Kernel, Target, Bias;
        public int Rows, Columns;
    }

    private interface IAccess
    {
        static abstract int Start(int channel, int channels);

        static abstract TVector Load(float* p, int channels);

        static abstract void Store(float* p, TVector v, int channels);
    }

    // Whole registers; the last one begins early enough to end with the channels.
    private readonly struct Whole : IAccess
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Start(int channel, int channels) => Math.Min(channel, channels - TLanes.Count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Load(float* p, int channels) => TLanes.Load(p);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(float* p, TVector v, int channels) => TLanes.Store(p, v);
    }

    // Fewer channels than lanes.
    private readonly struct Partial : IAccess
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Start(int channel, int channels) => channel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Load(float* p, int channels) => TLanes.LoadPartial(p, channels);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(float* p, TVector v, int channels) => TLanes.StorePartial(p, v, channels);
    }
}
