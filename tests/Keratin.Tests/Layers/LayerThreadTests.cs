using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

[Collection(nameof(Alone))]
public class LayerThreadTests
{
    [Theory]
    [MemberData(nameof(LayerSamples.Titles), MemberType = typeof(LayerSamples))]
    public void Training_gives_the_same_bits_on_one_two_and_four_threads(string title)
    {
        int before = Backend.Threads;
        try
        {
            float[][] trained = [.. new[] { 1, 2, 4 }.Select(threads =>
            {
                Backend.Threads = threads;
                return Train(title);
            })];
            Numbers.SameBits(trained[0], trained[1], "2 threads");
            Numbers.SameBits(trained[0], trained[2], "4 threads");
        }
        finally
        {
            Backend.Threads = before;
        }
    }

    private static float[] Train(string title)
    {
        Utils.SetRandomSeed(11);
        var (layer, inputs) = LayerSamples.Make(title);
        Model model = LayerHarnessTests.ModelOf(layer, inputs);
        float loss = LayerHarnessTests.Train(model, layer, inputs);
        float[] predicted = [.. model.PredictAll([.. LayerHarnessTests.Samples(inputs)]).SelectMany(output => output.ToArray())];
        return [loss, .. predicted, .. layer.Weights.SelectMany(weight => weight.Span.ToArray())];
    }
}
