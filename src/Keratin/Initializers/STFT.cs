using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>
/// Kernel of a one-dimensional convolution that computes a short-time Fourier transform: <c>w[t] · cos(-2π·t·f / n)</c>, or the sine, over the
/// window's size. Shape <c>(frame length, 1, n / 2 + 1)</c> for n frequencies, of which half are enough.
/// </summary>
/// <remarks>Windows are those of SciPy that need no further number.</remarks>
public sealed class STFT : Initializer
{
    /// <summary>Which part of which transform.</summary>
    /// <param name="side"><c>real</c> for the cosine, <c>imag</c> for the sine.</param>
    /// <param name="window">SciPy's name of a window: <c>hann</c>, <c>hamming</c>, <c>blackman</c> …; null for none.</param>
    /// <param name="scaling"><c>density</c>: the window is divided by the root of the sum of its squares; <c>spectrum</c>: by its sum; null: not.</param>
    /// <param name="periodic">Whether the window is one period of an endless one, or symmetric.</param>
    /// <exception cref="ArgumentException">A name is not known.</exception>
    public STFT(string side = "real", string? window = "hann", string? scaling = "density", bool periodic = false)
    {
        if (side is not ("real" or "imag"))
            throw new ArgumentException($"STFT: expected side real or imag; got '{side}'.", nameof(side));
        if (scaling is not (null or "density" or "spectrum"))
            throw new ArgumentException($"STFT: expected scaling density, spectrum or null; got '{scaling}'.", nameof(scaling));
        if (window is not null && !SignalWindow.Names.Contains(window))
            throw new ArgumentException($"STFT: expected a window of {string.Join(", ", SignalWindow.Names)} or null; got '{window}'.", nameof(window));
        (Side, Window, Scaling, Periodic) = (side, window, scaling, periodic);
    }

    /// <summary>Which part of the transform.</summary>
    public string Side { get; }

    /// <summary>Name of the window.</summary>
    public string? Window { get; }

    /// <summary>What the window is divided by.</summary>
    public string? Scaling { get; }

    /// <summary>Whether the window is one period of an endless one.</summary>
    public bool Periodic { get; }

    /// <summary>The window itself, as long as a frame; it wins over <see cref="Window"/>.</summary>
    public IReadOnlyList<float>? WindowValues { get; init; }

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["side"] = Side,
        ["window"] = WindowValues is null ? Window : new JsonArray([.. WindowValues.Select(value => JsonValue.Create(value))]),
        ["periodic"] = Periodic,
        ["scaling"] = Scaling,
    };

    /// <inheritdoc/>
    /// <exception cref="ShapeException">It has not the three axes, or the window is not as long as the first.</exception>
    public override void Fill(Span<float> values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rank != 3 || (WindowValues is { } given && given.Count != shape[0]))
            throw new ShapeException("STFT", "(frame length, 1, frequencies), the frame as long as the window", $"{shape}");
        int length = shape[0], channels = shape[1], frequencies = shape[2];
        double[] window = Scaled(length);
        for (int i = 0; i < values.Length; i++)
        {
            int time = i / (channels * frequencies), frequency = i % frequencies;
            double angle = -2 * Math.PI * time * frequency / (2.0 * (frequencies - 1));
            values[i] = (float)(window[time] * (Side == "real" ? Math.Cos(angle) : Math.Sin(angle)));
        }
    }

    private double[] Scaled(int length)
    {
        if (WindowValues is null && Window is null)
            return [.. Enumerable.Repeat(1.0, length)];
        double[] window = WindowValues is { } values ? [.. values.Select(value => (double)value)] : SignalWindow.Make(Window!, length, Periodic);
        double size = Scaling switch
        {
            "density" => Math.Sqrt(window.Sum(value => value * value)),
            "spectrum" => window.Sum(Math.Abs),
            _ => 1,
        };
        return [.. window.Select(value => value / size)];
    }
}
