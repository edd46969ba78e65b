using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class MetricDirectionTests
{
    // The cases of Keras' test of early stopping, and some more.
    [Theory]
    [InlineData("loss", false)]
    [InlineData("val_loss", false)]
    [InlineData("head_loss", false)]
    [InlineData("mse", false)]
    [InlineData("val_mse", false)]
    [InlineData("hinge", false)]
    [InlineData("accuracy", true)]
    [InlineData("val_accuracy", true)]
    [InlineData("odd", true)]
    [InlineData("true_positives", true)]
    [InlineData("false_positives", false)]
    [InlineData("f1_score", true)]
    [InlineData("mood", null)]
    public void Values_get_better_as_their_metrics_say_else_as_their_names_do(string name, bool? expected)
    {
        var model = new Sequential { new Input(4), new Dense(1, "sigmoid") };
        // A name that says nothing, with a metric that does.
        model.Compile("adam", "mse", ["mse", "hinge", "accuracy", new Recall { Name = "odd" }]);
        bool? got = null;
        model.Fit(
            SmallData.X, Enumerable.Range(0, SmallData.Count).Select(i => (float)(i % 2)).ToArray(), verbose: 0,
            callbacks: [new LambdaCallback(onEpochEnd: (training, _, _) => got = training.IsHigherBetter(name))]);
        Assert.Equal(expected, got);
    }
}
