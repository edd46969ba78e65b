namespace Keratin.Visualization.Diagrams;

/// <summary>What sort of thing a box is.</summary>
internal enum NodeKind
{
    /// <summary>Where data comes in.</summary>
    Input,

    /// <summary>Layers that multiply by weights.</summary>
    Weighted,

    /// <summary>Layers that make less of a picture or give it another shape.</summary>
    Shaping,

    /// <summary>Layers that bring numbers to a scale.</summary>
    Normalizing,

    /// <summary>Layers that work in training only.</summary>
    Regularizing,

    /// <summary>Layers that put several inputs together.</summary>
    Merging,

    /// <summary>Activations, and all else without weights.</summary>
    Other,

    /// <summary>A model as a layer of another.</summary>
    Model,

    /// <summary>An operation that is in no layer.</summary>
    Operation,
}
