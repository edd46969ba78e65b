using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Models;

// What users give as words and classes is refused before a step runs with it.
public class IndexRangeTests
{
    private static readonly float[,] s_y = new float[5, 1];

    [Theory]
    [InlineData(7, "7")]
    [InlineData(-1, "-1")]
    [InlineData(1e30f, "1E+30")]
    [InlineData(float.NaN, "NaN")]
    public void A_word_outside_the_table(float word, string text)
    {
        Sequential model = Net();
        float[,] x = Words(4, word);
        string Says(string method, int sample = 4) =>
            $"""
            Sequential 'net'.{method}: expected indices 0 … 6, as Embedding 'words' has inputDim 7; got {text} for sample {sample}.
              hint: inputDim is the largest index + 1
            """;
        AssertSays(Says("Fit"), () => model.Fit(x, s_y, batchSize: 5, verbose: 0));
        AssertSays(Says("Fit, validation"), () => model.Fit(Words(0, 3), s_y, verbose: 0, validationData: (x, s_y)));
        AssertSays(Says("Evaluate"), () => model.Evaluate(x, s_y, batchSize: 2, verbose: 0));
        AssertSays(Says("Predict"), () => model.Predict(x, batchSize: 2));
        AssertSays(Says("Predict"), () => model.Predict(x, batchSize: 2, verbose: 2));
        AssertSays(Says("Predict", 0), () => model.Predict(new float[] { 1, word, 2 }, new float[1]));
        AssertSays(Says("PredictLayer"), () => model.PredictLayer("words", x));
        AssertSays(Says("TrainOnBatch"), () => model.TrainOnBatch(x, s_y));
        AssertSays(Says("TestOnBatch"), () => model.TestOnBatch(x, s_y));
    }

    [Fact]
    public void Nothing_has_changed_and_the_model_goes_on()
    {
        Sequential model = Net();
        float[][] before = [.. model.Weights.Select(weight => weight.Span.ToArray())];
        Assert.Throws<ArgumentException>(() => model.Fit(Words(2, 9), s_y, verbose: 0));
        for (int i = 0; i < before.Length; i++)
            Numbers.SameBits(before[i], model.Weights[i].Span);
        model.Fit(Words(2, 6), s_y, verbose: 0);
        Assert.True(float.IsFinite(model.Evaluate(Words(2, 0), s_y, verbose: 0).Loss));
    }

    [Fact]
    public void Samples_keep_their_number_when_they_are_shuffled()
    {
        Sequential model = Net();
        var error = Assert.Throws<ArgumentException>(() => model.Fit(Words(3, 9), s_y, batchSize: 1, verbose: 0));
        Assert.Contains("got 9 for sample 3.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_column_has_its_own_table()
    {
        KerasTensor x = new Input(2);
        KerasTensor large = new Embedding(100, 2) { Name = "large" }.Apply(x.Slice(1, 0, 1)), small = new Embedding(3, 2) { Name = "small" }.Apply(x.Slice(1, 1, 1));
        var model = new Model(x, new Flatten().Apply(new Concatenate().Apply(large, small)), "net");
        Assert.Equal([2L, 4], model.Predict(new float[,] { { 99, 2 }, { 0, 0 } }).Lengths.ToArray().Select(length => (long)length));
        AssertSays(
            """
            Functional 'net'.Predict: expected indices 0 … 2, as Embedding 'small' has inputDim 3; got 3 for sample 1.
              hint: inputDim is the largest index + 1
            """, () => model.Predict(new float[,] { { 99, 2 }, { 0, 3 } }));
        AssertSays(
            """
            Functional 'net'.Predict: expected indices 0 … 99, as Embedding 'large' has inputDim 100; got 100 for sample 0.
              hint: inputDim is the largest index + 1
            """, () => model.Predict(new float[,] { { 100, 2 }, { 0, 0 } }));
    }

    [Fact]
    public void A_label_of_a_later_batch_of_a_sequence()
    {
        var model = new Sequential([new Input(1), new Dense(3, "softmax")], "net");
        model.Compile("sgd", "sparse_categorical_crossentropy");
        IEnumerable<Batch> Batches(int last)
        {
            yield return new Batch(new float[2, 1], new int[] { 0, 2 });
            yield return new Batch(new float[2, 1], new int[] { 1, last });
        }
        const string Says = "expected class indices 0 … 2, as the model has 3 outputs; got 3 for sample 1.";
        Assert.Equal($"Sequential 'net'.Fit: {Says}", Assert.Throws<ArgumentException>(() => model.Fit(Batches(3), verbose: 0)).Message);
        Assert.Equal(
            $"Sequential 'net'.Fit: {Says}", Assert.Throws<ArgumentException>(() => model.Fit(Batches(1), verbose: 0, validationData: Batches(3))).Message);
        Assert.Equal($"Sequential 'net'.Evaluate: {Says}", Assert.Throws<ArgumentException>(() => model.Evaluate(Batches(3), verbose: 0)).Message);
        Assert.All(model.GetWeights(), weight => Assert.All(weight.ToArray(), number => Assert.True(float.IsFinite(number))));
    }

    [Fact]
    public void A_label_that_is_neither_a_class_nor_the_one_left_out()
    {
        var model = new Sequential([new Input(1), new Dense(3, "softmax")], "net");
        model.Compile("sgd", new Keratin.Losses.SparseCategoricalCrossentropy { IgnoreClass = 255 });
        model.Fit(new float[2, 1], new int[] { 255, 2 }, verbose: 0);
        AssertSays(
            "Sequential 'net'.Fit: expected class indices 0 … 2 or 255, which is left out, as the model has 3 outputs; got -1 for sample 1.",
            () => model.Fit(new float[2, 1], new int[] { 255, -1 }, verbose: 0));
    }

    [Fact]
    public void Numbers_at_once_are_checked_too()
    {
        var layer = new Embedding(3, 2) { Name = "words" };
        AssertSays(
            """
            Evaluate: expected indices 0 … 2, as Embedding 'words' has inputDim 3; got 3 for sample 0.
              hint: inputDim is the largest index + 1
            """, () => layer.Predict(new float[,] { { 0, 3 } }));
    }

    private static Sequential Net()
    {
        var model = new Sequential([new Input(3), new Embedding(7, 2) { Name = "words" }, new Flatten(), new Dense(1)], "net");
        model.Compile("sgd", "mse");
        return model;
    }

    private static float[,] Words(int sample, float word)
    {
        var x = new float[5, 3];
        x[sample, 1] = word;
        return x;
    }

    private static void AssertSays(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message);
}
