namespace Keratin.Visualization;

/// <summary>What a model's diagram shows. Names are those of <c>keras.utils.plot_model</c>.</summary>
public sealed record DiagramOptions
{
    /// <summary>Whether each box has the shape of its result. True by default.</summary>
    public bool ShowShapes { get; init; } = true;

    /// <summary>Whether each box has the element type of its result. False by default: it is <c>float32</c> everywhere.</summary>
    public bool ShowDtype { get; init; }

    /// <summary>Whether each box has the layer's name beside its class. True by default.</summary>
    public bool ShowLayerNames { get; init; } = true;

    /// <summary>Whether each box has the layer's activation, unless it is linear. True by default.</summary>
    public bool ShowLayerActivations { get; init; } = true;

    /// <summary>Whether each box says if training changes the layer. False by default.</summary>
    public bool ShowTrainable { get; init; }

    /// <summary>Whether each box has the number of its parameters. True by default; a layer without any says nothing.</summary>
    public bool ShowParameters { get; init; } = true;

    /// <summary>Whether models and layers that have layers inside are opened and drawn as a frame. False by default: they are boxes.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>Which way it runs; from top to bottom by default.</summary>
    public RankDir RankDir { get; init; } = RankDir.TB;

    internal static DiagramOptions Default { get; } = new();
}
