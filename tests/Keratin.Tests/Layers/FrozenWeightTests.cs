using Keratin.Layers;
using Keratin.Models;
using Keratin.Regularizers;
using Keratin.Saving;

namespace Keratin.Tests.Layers;

public class FrozenWeightTests
{
    [Fact]
    public void Freezing_one_weight_keeps_the_order_of_all()
    {
        Sequential model = [new Input(3), new BatchNormalization { Name = "norm" }];
        Layer norm = model.GetLayer("norm");
        string[] names = [.. norm.Weights.Select(weight => weight.Name)];
        norm.Weights[0].Trainable = false;
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance"], names);
        Assert.Equal(names, norm.Weights.Select(weight => weight.Name));
        Assert.Equal(["beta"], norm.TrainableWeights.Select(weight => weight.Name));
    }

    [Fact]
    public void A_model_saved_with_one_frozen_weight_predicts_the_same()
    {
        Sequential model = [new Input(2), new BatchNormalization()];
        model.Weights[0].Span.Fill(3);
        model.Weights[1].Span.Fill(7);
        model.Weights[0].Trainable = false;
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        Model again = Keratin.Saving.Models.Load(file);
        float[,] x = { { 1, 2 } };
        Assert.Equal(model.Predict(x).ToArray(), again.Predict(x).ToArray());
    }

    [Fact]
    public void A_frozen_weight_adds_no_regularization()
    {
        // One kernel of 2: l2 = 0.5 · 2² = 2. The output is right, so that is the whole loss.
        Sequential model = [new Input(1), new Dense(1) { UseBias = false, KernelRegularizer = new L2(0.5f), KernelInitializer = new Keratin.Initializers.Ones() }];
        model.Weights[0].Span[0] = 2;
        model.Compile("sgd", "mse");
        Assert.Equal(2, model.Evaluate(new float[,] { { 1 } }, new float[,] { { 2 } }, verbose: 0).Loss);
        model.Weights[0].Trainable = false;
        model.Compile("sgd", "mse");
        Assert.Equal(0, model.Evaluate(new float[,] { { 1 } }, new float[,] { { 2 } }, verbose: 0).Loss);
    }
}
