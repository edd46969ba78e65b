using System.Text.Json.Nodes;
using Keratin.Metrics;

namespace Keratin.Tests.Metrics;

public class MetricNameTests
{
    private static readonly Shape s_shape = [8, 10];

    // Every name that Keras' metrics.get knows.
    [Theory]
    [InlineData("MeanSquaredError", "mean_squared_error", "mse", "MSE")]
    [InlineData("RootMeanSquaredError", "root_mean_squared_error")]
    [InlineData("MeanAbsoluteError", "mean_absolute_error", "mae", "MAE")]
    [InlineData("MeanAbsolutePercentageError", "mean_absolute_percentage_error", "mape", "MAPE")]
    [InlineData("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "msle", "MSLE")]
    [InlineData("CosineSimilarity", "cosine_similarity")]
    [InlineData("LogCoshError", "log_cosh_error")]
    [InlineData("R2Score", "r2_score")]
    [InlineData("PearsonCorrelation", "pearson_correlation")]
    [InlineData("ConcordanceCorrelation", "concordance_correlation")]
    [InlineData("AUC", "auc")]
    [InlineData("TruePositives", "true_positives")]
    [InlineData("TrueNegatives", "true_negatives")]
    [InlineData("FalsePositives", "false_positives")]
    [InlineData("FalseNegatives", "false_negatives")]
    [InlineData("Precision", "precision")]
    [InlineData("Recall", "recall")]
    [InlineData("Hinge", "hinge")]
    [InlineData("SquaredHinge", "squared_hinge")]
    [InlineData("CategoricalHinge", "categorical_hinge")]
    [InlineData("KLDivergence", "kl_divergence")]
    [InlineData("Poisson", "poisson")]
    [InlineData("BinaryCrossentropy", "binary_crossentropy", "bce", "BCE")]
    [InlineData("CategoricalCrossentropy", "categorical_crossentropy")]
    [InlineData("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")]
    [InlineData("Accuracy")]
    [InlineData("BinaryAccuracy", "binary_accuracy")]
    [InlineData("CategoricalAccuracy", "categorical_accuracy")]
    [InlineData("SparseCategoricalAccuracy", "sparse_categorical_accuracy")]
    [InlineData("TopKCategoricalAccuracy", "top_k_categorical_accuracy")]
    [InlineData("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy")]
    [InlineData("F1Score", "f1_score")]
    [InlineData("FBetaScore", "f_beta_score", "fbeta_score")]
    [InlineData("BinaryIoU", "binary_io_u")]
    [InlineData("Mean", "mean")]
    [InlineData("Sum", "sum")]
    public void Names_of_keras_are_understood(string className, params string[] names)
    {
        foreach (string name in names.Append(className))
        {
            Metric metric = MetricTable.Named(name, s_shape, s_shape);
            Assert.Equal(className, metric.ClassName);
            // As in Keras, a metric asked for by a name is reported under that name.
            Assert.Equal(name, metric.Name);
        }
    }

    // Losses that Keras has no metric of are functions in its wrapper.
    [Theory]
    [InlineData("huber")]
    [InlineData("log_cosh")]
    [InlineData("dice")]
    [InlineData("tversky")]
    [InlineData("circle")]
    [InlineData("ctc")]
    [InlineData("binary_focal_crossentropy")]
    [InlineData("categorical_focal_crossentropy")]
    [InlineData("categorical_generalized_cross_entropy")]
    public void Any_loss_is_a_metric_by_its_name(string name)
    {
        Metric metric = MetricTable.Named(name, s_shape, s_shape);
        Assert.Equal(MetricDirection.Down, metric.Direction);
        string text = metric.Serialize().ToJsonString();
        Assert.Equal(
            """{"name":"?","dtype":"float32","fn":{"module":"builtins","class_name":"function","config":"?","registered_name":"function"}}""".Replace(
                "?", name, StringComparison.Ordinal),
            metric.Config.ToJsonString());
        Assert.Equal(text, MetricTable.Deserialize(JsonNode.Parse(text)!).Serialize().ToJsonString());
    }

    // A file of Keras 2: a wrapper around the function that "accuracy" became.
    [Fact]
    public void A_wrapped_function_is_the_metric_of_its_name()
    {
        Metric metric = MetricTable.Deserialize(
            JsonNode.Parse("""{"class_name":"MeanMetricWrapper","config":{"name":"accuracy","dtype":"float32","fn":"categorical_accuracy"}}""")!);
        Assert.Equal(("CategoricalAccuracy", "accuracy"), (metric.ClassName, metric.Name));
        Assert.Equal("""{"name":"accuracy","dtype":"float32"}""", metric.Serialize()["config"]!.ToJsonString());
    }

    // What Keras 3.16 writes, key by key.
    [Theory]
    [InlineData("MeanSquaredError", """{"name":"MeanSquaredError","dtype":"float32"}""")]
    [InlineData("CosineSimilarity", """{"name":"CosineSimilarity","dtype":"float32"}""")]
    [InlineData("BinaryAccuracy", """{"name":"BinaryAccuracy","dtype":"float32","threshold":0.5}""")]
    [InlineData("TopKCategoricalAccuracy", """{"name":"TopKCategoricalAccuracy","dtype":"float32","k":5}""")]
    [InlineData("SparseTopKCategoricalAccuracy", """{"name":"SparseTopKCategoricalAccuracy","dtype":"float32","k":5}""")]
    [InlineData("FalsePositives", """{"name":"FalsePositives","dtype":"float32","thresholds":null}""")]
    [InlineData("Precision", """{"name":"Precision","dtype":"float32","thresholds":null,"top_k":null,"class_id":null}""")]
    [InlineData("AUC", """{"name":"AUC","dtype":"float32","num_thresholds":200,"curve":"ROC","summation_method":"interpolation","multi_label":false,"num_labels":null,"label_weights":null,"from_logits":false}""")]
    [InlineData("FBetaScore", """{"name":"FBetaScore","dtype":"float32","average":null,"beta":1.0,"threshold":null}""")]
    [InlineData("F1Score", """{"name":"F1Score","dtype":"float32","average":null,"threshold":null}""")]
    [InlineData("BinaryIoU", """{"name":"BinaryIoU","dtype":"int32","target_class_ids":[0,1],"threshold":0.5}""")]
    [InlineData("R2Score", """{"name":"R2Score","dtype":"float32","class_aggregation":"uniform_average","num_regressors":0}""")]
    [InlineData("BinaryCrossentropy", """{"name":"BinaryCrossentropy","dtype":"float32","from_logits":false,"label_smoothing":0}""")]
    [InlineData("CategoricalCrossentropy", """{"name":"CategoricalCrossentropy","dtype":"float32","from_logits":false,"label_smoothing":0,"axis":-1}""")]
    [InlineData("SparseCategoricalCrossentropy", """{"name":"SparseCategoricalCrossentropy","dtype":"float32","from_logits":false,"ignore_class":null,"axis":-1}""")]
    [InlineData("PearsonCorrelation", """{"name":"PearsonCorrelation","dtype":"float32","axis":-1}""")]
    public void Configurations_are_those_of_keras(string className, string config) =>
        Assert.Equal(config, MetricTable.Named(className, s_shape, s_shape).Config.ToJsonString());

    [Fact]
    public void Configurations_of_what_needs_arguments()
    {
        Assert.Equal(
            """{"name":"precision_at_recall","dtype":"float32","class_id":null,"num_thresholds":200,"recall":0.5}""",
            new PrecisionAtRecall(0.5f).Config.ToJsonString());
        Assert.Equal(
            """{"name":"io_u","dtype":"int32","num_classes":3,"target_class_ids":[1],"ignore_class":null,"sparse_y_true":true,"sparse_y_pred":true,"axis":-1}""",
            new IoU(3, [1]).Config.ToJsonString());
        Assert.Equal(
            """{"name":"one_hot_mean_io_u","dtype":"int32","num_classes":3,"ignore_class":null,"sparse_y_pred":false,"axis":-1}""",
            new OneHotMeanIoU(3).Config.ToJsonString());
    }

    [Fact]
    public void A_configuration_makes_it_again()
    {
        Metric[] metrics =
        [
            new Mean("m"), new Sum("s"), new BinaryAccuracy("b", 0.25f), new Accuracy("a"), new CategoricalAccuracy("c"), new SparseCategoricalAccuracy("s"),
            new TopKCategoricalAccuracy(3), new SparseTopKCategoricalAccuracy(3, fromSortedIds: true), new TruePositives([0.25f, 0.75f]),
            new FalsePositives([0.25f]), new TrueNegatives(), new FalseNegatives(name: "fn"), new Precision([0.25f], 2, 1), new Recall([0.25f, 0.5f]),
            new PrecisionAtRecall(0.5f, 50, 2), new RecallAtPrecision(0.5f), new SensitivityAtSpecificity(0.25f), new SpecificityAtSensitivity(0.75f),
            new AUC(50, AucCurve.PRGain, AucSummationMethod.Majoring, "area", multiLabel: true, numLabels: 2, labelWeights: [0.25f, 0.75f]),
            new AUC(thresholds: [0.75f, 0.25f], fromLogits: true), new FBetaScore(ScoreAverage.Weighted, 2, 0.5f), new F1Score(ScoreAverage.Micro, 0.25f),
            new IoU(3, [0, 2], ignoreClass: -1, sparseYPred: false, axis: 1), new MeanIoU(3, dtype: "float32"), new BinaryIoU([1], 0.25f),
            new OneHotIoU(3, [1], sparseYPred: true), new OneHotMeanIoU(3, ignoreClass: 0), new RootMeanSquaredError("r"),
            new R2Score(ClassAggregation.None, 3), new PearsonCorrelation(axis: 1), new ConcordanceCorrelation(axis: 1),
            MeanOfLoss.BinaryCrossentropy("b", true, 0.25f), MeanOfLoss.CategoricalCrossentropy("c", true, 0.25f, 1), MeanOfLoss.CosineSimilarity(axis: 1),
            MeanOfLoss.SparseCategoricalCrossentropy("s", true, 255, 1), MeanOfLoss.LogCoshError(), MetricTable.Named("ce", [8], [8, 10]),
        ];
        foreach (Metric metric in metrics)
        {
            string text = metric.Serialize().ToJsonString();
            Metric again = MetricTable.Deserialize(JsonNode.Parse(text)!);
            Assert.Equal(text, again.Serialize().ToJsonString());
            Assert.Equal(metric.GetType(), again.GetType());
        }
    }

    [Fact]
    public void What_a_file_says_besides_stays_in_the_next_one()
    {
        Metric metric = MetricTable.Deserialize(JsonNode.Parse("""{"class_name":"Recall","config":{"name":"r","later":"than 3.16"}}""")!);
        Assert.Equal("than 3.16", (string?)metric.Serialize()["config"]!["later"]);
    }

    [Fact]
    public void Metrics_know_which_way_is_better()
    {
        Metric[] up =
        [
            new Accuracy(), new BinaryAccuracy(), new CategoricalAccuracy(), new SparseCategoricalAccuracy(), new TopKCategoricalAccuracy(),
            new SparseTopKCategoricalAccuracy(), new Precision(), new Recall(), new PrecisionAtRecall(0), new RecallAtPrecision(0),
            new SensitivityAtSpecificity(0), new SpecificityAtSensitivity(0), new AUC(), new F1Score(), new FBetaScore(), new IoU(2, [0]), new MeanIoU(2),
            new R2Score(), new PearsonCorrelation(), new ConcordanceCorrelation(), MeanOfLoss.CosineSimilarity(),
        ];
        Metric[] down = [new RootMeanSquaredError(), MeanOfLoss.Hinge(), MeanOfLoss.KLDivergence(), MeanOfLoss.MeanSquaredError(), MeanOfLoss.LogCoshError()];
        Metric[] unknown = [new Mean(), new Sum(), new TruePositives(), new FalseNegatives(), new MetricFunction("f", (y, p) => p)];
        Assert.All(up, metric => Assert.Equal(MetricDirection.Up, metric.Direction));
        Assert.All(down, metric => Assert.Equal(MetricDirection.Down, metric.Direction));
        Assert.All(unknown, metric => Assert.Equal(MetricDirection.Unknown, metric.Direction));
    }
}
