using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Saving;

public class PreprocessingSavingTests
{
    [Fact]
    public void What_layers_learned_from_data_is_in_the_file()
    {
        Tensor<float> x = Numbers.Wave([20, 3]);
        var normalization = new Normalization();
        normalization.Adapt(x);
        var bins = new Discretization { NumBins = 4, OutputMode = OutputMode.OneHot };
        bins.Adapt(normalization.Predict(x));
        var model = new Sequential { new Input(3), normalization, bins, new Flatten(), new Dense(2) };

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Assert.Fail);

        Assert.Equal(model.Predict(x).ToArray(), loaded.Predict(x).ToArray());
        Assert.Equal(normalization.GetWeights().SelectMany(weight => weight.ToArray()), loaded.Layers[0].GetWeights().SelectMany(weight => weight.ToArray()));
    }

    [Fact]
    public void The_count_is_a_whole_number_as_in_Kerass_files()
    {
        var model = new Sequential { new Input(3), new Normalization() };
        H5Group vars = WeightsWriter.Write(model).FindGroup("layers/normalization/vars")!;
        Assert.Equal(["0", "1", "2"], vars.Datasets.Select(dataset => dataset.Key).Order());
        Assert.Equal([H5Class.Float, H5Class.Float, H5Class.Integer], vars.Datasets.OrderBy(dataset => dataset.Key).Select(dataset => dataset.Value.Type.Class));
    }

    [Fact]
    public void Layers_of_a_pipeline_have_their_weights_below_it()
    {
        var inner = new Normalization { Name = "inner" };
        inner.Adapt(Numbers.Wave([9, 4, 4, 1]));
        var model = new Sequential { new Input(4, 4, 1), new Pipeline(new RandomFlip(FlipMode.Horizontal) { Name = "flip" }, inner), new Flatten(), new Dense(1) };
        Assert.Contains(("layers/pipeline/layers/normalization", (Layer)inner), WeightPaths.Of(model));

        Model loaded = SampleModels.Loaded(SampleModels.Saved(model), Assert.Fail);

        Tensor<float> x = Numbers.Wave([2, 4, 4, 1], phase: 3);
        Assert.Equal(model.Predict(x).ToArray(), loaded.Predict(x).ToArray());
    }
}
