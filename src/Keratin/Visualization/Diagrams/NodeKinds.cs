using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Visualization.Diagrams;

/// <summary>The sorts of layers. One that is not listed is told by whether it has weights.</summary>
internal static class NodeKinds
{
    public static NodeKind Of(Layer layer) => layer switch
    {
        Input => NodeKind.Input,
        Model => NodeKind.Model,
        Dense or ConvolutionLayer => NodeKind.Weighted,
        Pooling or GlobalPooling or AdaptivePooling or Flatten or Reshape => NodeKind.Shaping,
        BatchNormalization or Rescaling => NodeKind.Normalizing,
        Dropout => NodeKind.Regularizing,
        Add or Concatenate => NodeKind.Merging,
        _ => layer.Weights.Count > 0 ? NodeKind.Weighted : NodeKind.Other,
    };

    /// <summary>The colour's name in the theme.</summary>
    public static string Color(NodeKind kind) => kind switch
    {
        NodeKind.Weighted or NodeKind.Model => "series-1",
        NodeKind.Shaping => "series-2",
        NodeKind.Normalizing => "series-3",
        NodeKind.Regularizing => "series-4",
        NodeKind.Merging => "series-5",
        _ => "series-6",
    };
}
