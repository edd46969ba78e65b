using Keratin.Callbacks;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Callbacks;

public class SwapEMAWeightsTests
{
    // ŷ = w·x on x = (1, 2), y = (3, 6): w goes 1 → 1.1 → 1.195, its average with momentum ½ 1.1 → 1.1475. The loss is 5·(3 - w)²/2.
    [Fact]
    public void Validation_sees_the_averages_and_training_the_weights()
    {
        Sequential model = Slope();
        var seen = new List<float>();
        var looking = new LambdaCallback(
            onTestBegin: training => seen.Add(training.GetWeights()[0][0, 0]), onEpochEnd: (training, _, _) => seen.Add(training.GetWeights()[0][0, 0]));
        History history = model.Fit(X, Y, epochs: 2, verbose: 0, validationData: (X, Y), callbacks: [new SwapEMAWeights(), looking]);
        Numbers.Close([1.1f, 1.1f, 1.1475f, 1.195f], [.. seen]);
        Numbers.Close([Loss(1.1f), Loss(1.1475f)], [.. history["val_loss"]], 1e-5f);
        // At the end of Fit the weights are the averages, as without the callback.
        Numbers.Close([1.1475f], model.Weights[0].Span);
        Assert.Equal(history["val_loss"][^1], model.Evaluate(X, Y, verbose: 0).Loss);
    }

    [Fact]
    public void With_swap_on_epoch_the_checkpoint_behind_saves_the_averages()
    {
        using var folder = new TemporaryFolder();
        Sequential model = Slope();
        var seen = new List<float>();
        var looking = new LambdaCallback(onTrainBatchBegin: (training, _) => seen.Add(training.GetWeights()[0][0, 0]));
        model.Fit(
            X, Y, epochs: 2, verbose: 0, validationData: (X, Y), callbacks: [new SwapEMAWeights(swapOnEpoch: true), new ModelCheckpoint(folder.At("{epoch}.keras")), looking]);
        Numbers.Close([1.1f], Keratin.Saving.Models.Load(folder.At("1.keras")).Weights[0].Span);
        Numbers.Close([1.1475f], Keratin.Saving.Models.Load(folder.At("2.keras")).Weights[0].Span);
        Numbers.Close([1, 1.1f], [.. seen]);
        Numbers.Close([1.1475f], model.Weights[0].Span);
        Numbers.Close([1.1475f], model.Optimizer!.Averages[0].Span);
    }

    [Fact]
    public void A_training_that_is_stopped_ends_with_the_averages_too()
    {
        Sequential model = Slope();
        model.Fit(X, Y, epochs: 9, verbose: 0, callbacks: [new SwapEMAWeights(swapOnEpoch: true), new LambdaCallback(onEpochEnd: (training, epoch, _) => training.StopTraining = epoch == 1)]);
        Numbers.Close([1.1475f], model.Weights[0].Span);
    }

    [Fact]
    public void A_training_that_breaks_off_keeps_its_weights()
    {
        Sequential model = Slope();
        Assert.Throws<InvalidOperationException>(() => model.Fit(
            X, Y, epochs: 9, verbose: 0, callbacks: [new SwapEMAWeights(swapOnEpoch: true), new LambdaCallback(onEpochEnd: (_, epoch, _) => _ = epoch == 1 ? throw new InvalidOperationException() : 0)]));
        Numbers.Close([1.195f], model.Weights[0].Span);
        Numbers.Close([1.1475f], model.Optimizer!.Averages[0].Span);
    }

    // In Keras a prediction leaves the averages in the model; here it puts the weights back.
    [Fact]
    public void Evaluations_and_predictions_put_the_weights_back()
    {
        Sequential model = Slope();
        model.TrainOnBatch(X, Y);
        model.TrainOnBatch(X, Y);
        Numbers.Close([1.195f], model.Weights[0].Span);
        Numbers.Close([Loss(1.1475f)], [model.Evaluate(X, Y, verbose: 0, callbacks: [new SwapEMAWeights()]).Loss], 1e-5f);
        Numbers.Close([1.195f], model.Weights[0].Span);
        Numbers.Close([1.1475f, 2.295f], model.Predict(X, callbacks: [new SwapEMAWeights()]).ToArray());
        Numbers.Close([1.195f], model.Weights[0].Span);
    }

    [Fact]
    public void Before_the_first_step_the_averages_are_the_weights()
    {
        Sequential model = Slope();
        Numbers.Close([Loss(1)], [model.Evaluate(X, Y, verbose: 0, callbacks: [new SwapEMAWeights()]).Loss]);
    }

    [Fact]
    public void An_optimizer_without_averages_is_refused()
    {
        Sequential model = Slope();
        model.Compile(new SGD(0.01f), "mse");
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(X, Y, verbose: 0, validationData: (X, Y), callbacks: [new SwapEMAWeights()]));
        Assert.Contains("UseEma = true", error.Message);
    }

    private static float[,] X => new float[,] { { 1 }, { 2 } };

    private static float[,] Y => new float[,] { { 3 }, { 6 } };

    private static float Loss(float w) => 2.5f * (3 - w) * (3 - w);

    private static Sequential Slope()
    {
        var model = new Sequential { new Input(1), new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) } };
        model.Compile(new SGD(0.01f) { UseEma = true, EmaMomentum = 0.5f }, "mse");
        return model;
    }
}
