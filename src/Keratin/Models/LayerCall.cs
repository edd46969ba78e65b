using Keratin.Layers;

namespace Keratin.Models;

/// <summary>A layer that was called in a traced step, and what went in and came out.</summary>
internal sealed record LayerCall(Layer Layer, IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Results);
