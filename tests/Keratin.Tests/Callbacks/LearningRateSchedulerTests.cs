using Keratin.Callbacks;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;
using Keratin.Tests.Models;

namespace Keratin.Tests.Callbacks;

public class LearningRateSchedulerTests
{
    [Fact]
    public void The_rate_of_an_epoch_is_what_the_function_says()
    {
        Model model = Compiled(0.5f);
        History history = model.Fit(SmallData.X, SmallData.Classes, epochs: 3, verbose: 0, callbacks: [new LearningRateScheduler(epoch => 1f / (2 + epoch))]);
        Assert.Equal([0.5f, 1f / 3, 0.25f], history["learning_rate"]);
        Assert.Equal(0.25f, model.Optimizer!.LearningRate);
    }

    [Fact]
    public void The_function_may_ask_for_the_rate_so_far()
    {
        Model model = Compiled(0.03f);
        model.Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [new LearningRateScheduler((_, rate) => rate / 2)]);
        Assert.Equal(0.03f / 4, model.Optimizer!.LearningRate);
    }

    [Fact]
    public void It_says_what_it_does()
    {
        var training = new FakeTraining();
        new LearningRateScheduler(_ => 0.5f) { Verbose = 1 }.OnEpochBegin(training, 3);
        Assert.Equal(["Epoch 4: LearningRateScheduler setting learning rate to 0.5."], training.Printed);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void A_rate_that_is_none_is_refused(float rate) => Assert.StartsWith(
        "LearningRateScheduler: expected a rate of at least 0 for epoch 2",
        Assert.Throws<InvalidOperationException>(() => new LearningRateScheduler(_ => rate).OnEpochBegin(new FakeTraining(), 2)).Message);

    [Fact]
    public void An_optimizer_with_a_schedule_refuses_and_says_who_asked()
    {
        Model model = SmallNet.Listed();
        model.Compile(new Adam(new PolynomialDecay(0.1f, 10)), "sparse_categorical_crossentropy");
        Assert.StartsWith("LearningRateScheduler: Adam: expected a learning rate that can be set; got one that the schedule PolynomialDecay gives.", Refusal(new LearningRateScheduler(_ => 1)));
        Assert.StartsWith("ReduceLROnPlateau: Adam: expected a learning rate that can be set", Refusal(new ReduceLROnPlateau("loss") { Patience = 0, MinDelta = 100 }));

        string Refusal(Callback callback) => Assert.Throws<InvalidOperationException>(() =>
            model.Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, callbacks: [callback])).Message;
    }

    private static Model Compiled(float rate)
    {
        Model model = SmallNet.Listed();
        model.Compile(new SGD(rate), "sparse_categorical_crossentropy");
        return model;
    }
}
