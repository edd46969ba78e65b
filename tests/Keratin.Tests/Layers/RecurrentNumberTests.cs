using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Layers;

// The numbers that Keras' tests publish: layer by layer, and again by a model whose inputs are all that the layer takes, saved and read back.
public class RecurrentNumberTests
{
    private static readonly Dictionary<string, Func<JsonObject, Layer>> s_own = new()
    {
        ["OneStateCell"] = OneStateCell.FromConfig,
        ["TwoStatesCell"] = TwoStatesCell.FromConfig,
    };

    public static TheoryData<string> Titles => RecurrentCases.Titles;

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_layer_gives_the_numbers_of_Keras(string title)
    {
        RecurrentCase sample = RecurrentCases.Find(title);
        Layer layer = sample.Make();
        Check(sample, Call(sample, layer));
        // Nothing of the call before is left where it should not be.
        if (layer is RNN or Bidirectional)
        {
            Reset(layer);
            Check(sample, Call(sample, layer));
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_model_with_mask_and_states_as_inputs_gives_them_too_and_so_does_its_file(string title)
    {
        RecurrentCase sample = RecurrentCases.Find(title);
        var x = new Input(sample.Shape.AsSpan()[1..]);
        Input[] states = [.. sample.States.Select(state => new Input(state.Shape().AsSpan()[1..]))];
        Input? mask = sample.Mask is null ? null : new Input(sample.Shape[1]);
        var arguments = new CallArguments { Mask = mask?.Tensor };
        Layer layer = sample.Make();
        KerasTensor[] inputs = [x.Tensor, .. states.Select(state => state.Tensor)], all = mask is null ? inputs : [.. inputs, mask.Tensor];
        var model = new Model(all, [.. layer.ApplyAll(inputs, arguments)]);
        using var folder = new TemporaryFolder();
        string path = folder.At("model.keras");
        model.Save(path);
        Model read = Keratin.Saving.Models.Load(path, s_own);
        foreach (Model one in new[] { model, read })
        {
            IReadOnlyList<Tensor<float>> results = [];
            Tensor<float>[] given = [sample.X, .. sample.States], with = mask is null ? given : [.. given, Mask(sample)!];
            for (int call = 0; call < sample.Calls; call++)
                results = one.PredictAll([.. with]);
            Check(sample, [.. results.Select(result => result.ToArray())]);
        }
    }

    private static Tensor<float>? Mask(RecurrentCase sample) => sample.Mask is null ? null : Numbers.Of([sample.Shape[0], sample.Shape[1]], sample.Mask);

    private static float[][] Call(RecurrentCase sample, Layer layer)
    {
        int given = 1 + sample.States.Length;
        Tensor<float>[] inputs = [sample.X, .. sample.States], all = sample.Mask is null ? inputs : [.. inputs, Mask(sample)!];
        float[][] results = [];
        for (int call = 0; call < sample.Calls; call++)
            results = Step.RunAll(x => layer.ApplyAll([.. x.Take(given)], new CallArguments { Mask = x.Count > given ? x[given] : null }), all);
        return results;
    }

    private static void Reset(Layer layer)
    {
        (layer as RNN)?.ResetState();
        (layer as Bidirectional)?.ResetState();
    }

    private static void Check(RecurrentCase sample, float[][] results)
    {
        Assert.Equal(sample.Expected.Length, results.Length);
        for (int i = 0; i < results.Length; i++)
        {
            float[] expected = sample.Expected[i];
            int times = results[i].Length / expected.Length;
            Numbers.Close([.. expected.SelectMany(number => Enumerable.Repeat(number, times))], results[i], sample.Tolerance, sample.Title);
        }
    }
}
