using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Regularizers;

namespace Keratin.Tests.House;

public class TableTests
{
    [Fact]
    public void Each_layer_has_a_line_in_its_table() => AssertComplete(
        typeof(Layer), "LayerTable", LayerTable.FromConfig.Keys,
        // Models are layers, but files hold them by kind; the cell is part of its layer's own configuration.
        except: type => typeof(Model).IsAssignableFrom(type) || type == typeof(ConvLSTMCell), name: type => type == typeof(Input) ? "InputLayer" : type.Name);

    [Fact]
    public void Each_loss_has_a_line_in_its_table() => AssertComplete(
        typeof(Loss), "LossTable", LossTable.FromConfig.Keys,
        // Holds a function of the user's, which no file can.
        except: type => type == typeof(LossFunction));

    [Fact]
    public void Each_metric_has_a_line_in_its_table() => AssertComplete(
        typeof(Metric), "MetricTable", MetricTable.FromConfig.Keys,
        // One stands for several of Keras' classes, each of which has its line; the other holds a function of the user's, which no file can.
        except: type => type == typeof(MeanOfLoss) || type == typeof(MetricFunction));

    [Fact]
    public void Each_optimizer_has_a_line_in_its_table() => AssertComplete(typeof(Optimizer), "OptimizerTable", OptimizerTable.FromConfig.Keys);

    [Fact]
    public void Each_initializer_has_a_line_in_its_table() =>
        AssertComplete(typeof(Initializer), "InitializerTable", InitializerTable.FromConfig.Keys);

    [Fact]
    public void Each_regularizer_has_a_line_in_its_table() =>
        AssertComplete(typeof(Regularizer), "RegularizerTable", RegularizerTable.FromConfig.Keys);

    [Fact]
    public void Each_constraint_has_a_line_in_its_table() =>
        AssertComplete(typeof(Constraint), "ConstraintTable", ConstraintTable.FromConfig.Keys);

    private static void AssertComplete(
        Type kind, string table, IEnumerable<string> names, Func<Type, bool>? except = null, Func<Type, string>? name = null)
    {
        Type[] concrete = [.. kind.Assembly.GetTypes().Where(type => kind.IsAssignableFrom(type) && !type.IsAbstract)];
        Assert.NotEmpty(concrete);
        string[] missing = [.. concrete.Where(type => except?.Invoke(type) != true).Select(type => name?.Invoke(type) ?? type.Name).Except(names)];
        Assert.True(missing.Length == 0, $"{string.Join(", ", missing)} cannot be read from a file: add a line to {table}.");
    }
}
