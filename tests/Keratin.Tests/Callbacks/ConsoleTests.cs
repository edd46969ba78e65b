using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Callbacks;

// What Fit, Evaluate and Predict write, times replaced by T.
public sealed partial class ConsoleTests : IDisposable
{
    private readonly StringWriter _text = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void Fit_names_the_epoch_where_there_are_several()
    {
        Model model = Slope();
        model.Fit(X, Y, batchSize: 2, epochs: 2, validationSplit: 0.2f);
        Assert.Equal(
            $"Epoch 1/2\n2/2 {Bar} T - loss: 0.0000e+00 - val_loss: 0.0000e+00\nEpoch 2/2\n2/2 {Bar} T - loss: 0.0000e+00 - val_loss: 0.0000e+00\n",
            Written());
    }

    [Fact]
    public void Fit_of_one_epoch_writes_one_line()
    {
        Slope().Fit(X, Y, verbose: 2);
        Assert.Equal("1/1 - T - loss: 0.0000e+00\n", Written());
    }

    [Fact]
    public void Evaluate_and_predict_write_the_same_bar()
    {
        Model model = Slope();
        model.Evaluate(X, Y, batchSize: 1);
        model.Predict(X, batchSize: 3, verbose: 1);
        model.Predict(X);
        Assert.Equal($"5/5 {Bar} T - loss: 0.0000e+00\n2/2 {Bar} T\n", Written());
    }

    [Fact]
    public void Verbose_0_is_silent()
    {
        Model model = Slope();
        model.Fit(X, Y, epochs: 2, verbose: 0);
        model.Evaluate(X, Y, verbose: 0);
        Assert.Equal("", Written());
    }

    private static string Bar => new('━', 20);

    private static float[,] X => new float[,] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } };

    private static float[,] Y => X;

    // ŷ = x: the loss is 0 whatever the order.
    private Sequential Slope()
    {
        var model = new Sequential { new Input(1), new Rescaling(1) };
        model.Compile("sgd", "mse");
        model.Terminal = new ConsoleTerminal(_text, IsInteractive: false, HasColor: false, Width: int.MaxValue, HasLines: true);
        return model;
    }

    private string Written() => Times().Replace(_text.ToString(), "T");

    [System.Text.RegularExpressions.GeneratedRegex(@"\d+s( -)? \d+(s|ms|us)/step")]
    private static partial System.Text.RegularExpressions.Regex Times();
}
