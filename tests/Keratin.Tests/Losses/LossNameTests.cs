using System.Text.Json.Nodes;
using Keratin.Losses;

namespace Keratin.Tests.Losses;

public class LossNameTests
{
    // Every name that Keras' losses.get knows, and a few of old files.
    [Theory]
    [InlineData("MeanSquaredError", "mean_squared_error", "mse", "MSE")]
    [InlineData("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE")]
    [InlineData("MeanAbsolutePercentageError", "mean_absolute_percentage_error", "mape", "MAPE")]
    [InlineData("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "msle", "MSLE")]
    [InlineData("CosineSimilarity", "cosine_similarity")]
    [InlineData("Huber", "huber")]
    [InlineData("LogCosh", "log_cosh", "logcosh")]
    [InlineData("Hinge", "hinge")]
    [InlineData("SquaredHinge", "squared_hinge")]
    [InlineData("CategoricalHinge", "categorical_hinge")]
    [InlineData("KLDivergence", "kl_divergence", "kld", "KLD", "kullback_leibler_divergence")]
    [InlineData("Poisson", "poisson")]
    [InlineData("BinaryCrossentropy", "binary_crossentropy", "bce", "BCE")]
    [InlineData("BinaryFocalCrossentropy", "binary_focal_crossentropy")]
    [InlineData("CategoricalCrossentropy", "categorical_crossentropy")]
    [InlineData("CategoricalFocalCrossentropy", "categorical_focal_crossentropy")]
    [InlineData("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")]
    [InlineData("CTC", "ctc")]
    [InlineData("Dice", "dice")]
    [InlineData("Tversky", "tversky")]
    [InlineData("Circle", "circle")]
    [InlineData("CategoricalGeneralizedCrossEntropy", "categorical_generalized_cross_entropy")]
    public void Names_of_keras_are_understood(string className, params string[] names)
    {
        foreach (string name in names.Append(className))
            Assert.Equal(className, ((Loss)name).ClassName);
    }

    // What Keras 3.16 writes, key by key.
    [Theory]
    [InlineData("MeanSquaredError", """{"name":"mean_squared_error","reduction":"sum_over_batch_size"}""")]
    [InlineData("LogCosh", """{"name":"log_cosh","reduction":"sum_over_batch_size"}""")]
    [InlineData("KLDivergence", """{"name":"kl_divergence","reduction":"sum_over_batch_size"}""")]
    [InlineData("CTC", """{"name":"ctc","reduction":"sum_over_batch_size"}""")]
    [InlineData("CosineSimilarity", """{"name":"cosine_similarity","reduction":"sum_over_batch_size","axis":-1}""")]
    [InlineData("Huber", """{"name":"huber_loss","reduction":"sum_over_batch_size","delta":1}""")]
    [InlineData("BinaryCrossentropy", """{"name":"binary_crossentropy","reduction":"sum_over_batch_size","from_logits":false,"label_smoothing":0,"axis":-1}""")]
    [InlineData("BinaryFocalCrossentropy", """{"name":"binary_focal_crossentropy","reduction":"sum_over_batch_size","from_logits":false,"label_smoothing":0,"axis":-1,"apply_class_balancing":false,"alpha":0.25,"gamma":2}""")]
    [InlineData("CategoricalCrossentropy", """{"name":"categorical_crossentropy","reduction":"sum_over_batch_size","from_logits":false,"label_smoothing":0,"axis":-1}""")]
    [InlineData("CategoricalFocalCrossentropy", """{"name":"categorical_focal_crossentropy","reduction":"sum_over_batch_size","from_logits":false,"label_smoothing":0,"axis":-1,"alpha":0.25,"gamma":2}""")]
    [InlineData("SparseCategoricalCrossentropy", """{"name":"sparse_categorical_crossentropy","reduction":"sum_over_batch_size","from_logits":false,"ignore_class":null,"axis":-1}""")]
    [InlineData("Dice", """{"name":"dice","reduction":"sum_over_batch_size","axis":null}""")]
    [InlineData("Tversky", """{"name":"tversky","reduction":"sum_over_batch_size","alpha":0.5,"beta":0.5,"axis":null}""")]
    [InlineData("Circle", """{"name":"circle","reduction":"sum_over_batch_size","gamma":80,"margin":0.4,"remove_diagonal":true}""")]
    [InlineData("CategoricalGeneralizedCrossEntropy", """{"name":"categorical_generalized_cross_entropy","reduction":"sum_over_batch_size","q":0.5}""")]
    public void Configurations_are_those_of_keras(string className, string config) => Assert.Equal(config, ((Loss)className).Config.ToJsonString());

    [Fact]
    public void A_configuration_makes_it_again()
    {
        Loss[] losses =
        [
            new MeanSquaredError { Name = "error", Reduction = Reduction.Sum }, new CosineSimilarity { Axis = 1 }, new Huber { Delta = 0.25f },
            new BinaryCrossentropy { FromLogits = true, LabelSmoothing = 0.25f, Axis = 1, Reduction = Reduction.Mean },
            new BinaryFocalCrossentropy { ApplyClassBalancing = true, Alpha = 0.75f, Gamma = 3, FromLogits = true, LabelSmoothing = 0.5f, Axis = 1 },
            new CategoricalCrossentropy { FromLogits = true, LabelSmoothing = 0.25f, Axis = 1 },
            new CategoricalFocalCrossentropy { Alpha = [0.25f, 0.5f], Gamma = 3, FromLogits = true, LabelSmoothing = 0.5f, Axis = 1 },
            new SparseCategoricalCrossentropy { FromLogits = true, IgnoreClass = 255, Axis = 1, Reduction = Reduction.MeanWithSampleWeight },
            new CTC { Reduction = Reduction.None }, new Dice { Axis = [1, 2] }, new Tversky { Alpha = 0.25f, Beta = 0.75f, Axis = [-1] },
            new Circle { Gamma = 32, Margin = 0.25f, RemoveDiagonal = false }, new CategoricalGeneralizedCrossEntropy(0.75f) { Name = "gce" },
        ];
        foreach (Loss loss in losses)
        {
            string text = loss.Serialize().ToJsonString();
            Assert.Equal(text, Loss.Deserialize(JsonNode.Parse(text)!).Serialize().ToJsonString());
        }
    }

    [Fact]
    public void What_a_file_says_besides_stays_in_the_next_one()
    {
        Loss loss = Loss.Deserialize(JsonNode.Parse("""{"class_name":"Huber","config":{"delta":2,"later":"than 3.16","fn":"huber"}}""")!);
        Assert.Equal("""{"name":"huber_loss","reduction":"sum_over_batch_size","delta":2,"later":"than 3.16"}""", loss.Serialize()["config"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"reduction":null}""", Reduction.None)]
    [InlineData("""{"reduction":"none"}""", Reduction.None)]
    [InlineData("""{"reduction":"auto"}""", Reduction.SumOverBatchSize)]
    [InlineData("""{"reduction":"mean"}""", Reduction.Mean)]
    [InlineData("{}", Reduction.SumOverBatchSize)]
    public void Reductions_are_read_in_all_spellings(string config, Reduction reduction) =>
        Assert.Equal(reduction, LossTable.FromConfig["MeanSquaredError"](JsonNode.Parse(config)!.AsObject()).Reduction);

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => (Loss)"means_squared_error");
        Assert.Throws<ArgumentException>(() => LossTable.FromConfig["Huber"](new JsonObject { ["reduction"] = "median" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalGeneralizedCrossEntropy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossentropy { LabelSmoothing = 1.5f });
        Assert.Throws<ArgumentException>(() => new Hinge { Name = "" });
    }

    [Theory]
    [InlineData(new[] { 3, 1 }, new[] { 3, 1 })]
    [InlineData(new[] { 3 }, new[] { 3, 1 })]
    [InlineData(new[] { 3 }, new[] { 3, 4 })]
    [InlineData(new[] { 3, 1 }, new[] { 3, 4 })]
    [InlineData(new[] { 3, 4 }, new[] { 3, 4 })]
    public void The_name_crossentropy_goes_by_the_shapes(int[] target, int[] output)
    {
        Loss expected = output[^1] == 1 ? new BinaryCrossentropy() : target.Length < 2 || target[^1] == 1
            ? new SparseCategoricalCrossentropy() : new CategoricalCrossentropy();
        Tensor<float> y = Numbers.Of(Shape.Create(target), new float[target.Aggregate((a, b) => a * b)]), p = Numbers.Wave(Shape.Create(output));
        Tensor<float> probabilities = p.ToArray().Select(MathF.Abs).ToArray().ToTensor(p.Shape());
        Assert.Equal(Step.Run(expected.Call, y, probabilities), Step.Run(((Loss)"crossentropy").Call, y, probabilities));
        Assert.Equal("\"crossentropy\"", ((Loss)"crossentropy").Serialize().ToJsonString());
    }
}
