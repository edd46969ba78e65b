using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Dropout of whole features of a sequence: one that is dropped is 0 at all its steps.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, steps, features)</c>. <b>Output</b> the same.</para>
/// <para>Tompson, Goroshin, Jain, LeCun, Bregler: "Efficient object localization using convolutional networks", 2015.</para>
/// </remarks>
/// <param name="rate">Fraction set to 0, from 0 to 1.</param>
/// <example><code>KerasTensor y = new SpatialDropout1D(0.2f).Apply(new Input(50, 64));   // (None, 50, 64)</code></example>
public sealed class SpatialDropout1D(float rate) : SpatialDropout(rate, spatialAxes: 1)
{
    internal static SpatialDropout1D FromConfig(JsonObject config) => new(RateOf(config)) { Name = (string)config["name"]!, Seed = ImageConfig.Seed(config) };
}
