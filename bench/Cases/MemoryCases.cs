using System.Text.Json.Nodes;
using Keratin.Bench.Measuring;
using Keratin.Graph;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Optimizers;

namespace Keratin.Bench.Cases;

/// <summary>What moves numbers more than it computes: traced and planned as in a model, so that what fuses there fuses here.</summary>
internal static class MemoryCases
{
    private static readonly (string Program, int Batch, int Size, int Channels)[] s_pools =
        [("lenet", 128, 24, 6), ("cnn", 128, 24, 32), ("cnn", 128, 8, 64), ("cnn-dropout", 300, 28, 16), ("cnn-dropout", 300, 14, 36)];

    public static IEnumerable<KernelCase> All()
    {
        foreach (var (program, batch, size, channels) in s_pools)
        {
            yield return MaxPool(program, batch, size, channels);
            yield return MaxPoolGradient(program, batch, size, channels);
        }
        foreach (KernelCase depthwise in DepthwiseCases.All())
            yield return depthwise;
        foreach (int classes in new[] { 10, 1000 })
        {
            yield return CrossEntropy(128, classes);
            yield return CrossEntropyGradient(128, classes);
        }
        yield return BatchNormalization(128, 28, 16);
        yield return BatchNormalization(128, 7, 64);
        yield return Dropout("dnn", 128 * 512, 0.2f);
        yield return Dropout("cnn-dropout", 300 * 1764, 0.25f);
        foreach (var (program, rows, columns) in new[] { ("cnn", 1024, 1000), ("dnn", 512, 512) })
        {
            // Adam reads gradient, weight and two slots and writes all but the gradient; RMSprop has one slot.
            yield return Update(program, "adam", rows, columns, floats: 7);
            yield return Update(program, "rmsprop", rows, columns, floats: 5);
        }
    }

    private static KernelCase MaxPool(string program, int batch, int size, int channels) =>
        new($"max pool {batch}×{size}²×{channels}, {program} forward", (_, _) =>
        {
            KerasTensor x = Ops.Input([batch, size, size, channels]);
            return new PlannedGraph(new TracedGraph([x], [x.MaxPool2D(2)]));
        })
        {
            Bytes = sizeof(float) * 1.25 * batch * size * size * channels,
            Kind = "max_pool",
            Shape = new JsonObject { ["batch"] = batch, ["size"] = size, ["channels"] = channels },
        };

    // Reads images, result and gradient, writes the images' gradient.
    private static KernelCase MaxPoolGradient(string program, int batch, int size, int channels) =>
        new($"max pool {batch}×{size}²×{channels}, {program} gradient", (_, _) =>
        {
            KerasTensor x = Ops.Input([batch, size, size, channels]), y = x.MaxPool2D(2);
            KerasTensor result = Ops.Input(y.Shape), g = Ops.Input(y.Shape);
            KerasTensor dx = KerasTensor.Of(new MaxPool2DGradientOp(((MaxPool2DOp)y.Op).Window), x, result, g);
            return new PlannedGraph(new TracedGraph([x, result, g], [dx]));
        })
        {
            Bytes = sizeof(float) * 2.5 * batch * size * size * channels,
            Kind = "max_pool_gradient",
            Shape = new JsonObject { ["batch"] = batch, ["size"] = size, ["channels"] = channels },
        };

    private static KernelCase CrossEntropy(int rows, int classes) =>
        new($"softmax cross-entropy {rows}×{classes} forward", (_, _) =>
        {
            KerasTensor x = Ops.Input([rows, classes]), y = Ops.Input([rows]);
            KerasTensor loss = Ops.SparseCategoricalCrossentropy(y, x, fromLogits: true);
            return new PlannedGraph(new TracedGraph([x, y], [loss]), classes);
        })
        {
            Bytes = sizeof(float) * ((double)rows * classes + 2 * rows),
            Kind = "cross_entropy",
            Shape = new JsonObject { ["rows"] = rows, ["classes"] = classes },
        };

    private static KernelCase CrossEntropyGradient(int rows, int classes) =>
        new($"softmax cross-entropy {rows}×{classes} gradient", (_, _) =>
        {
            KerasTensor x = Ops.Input([rows, classes]), y = Ops.Input([rows]);
            KerasTensor loss = Ops.SparseCategoricalCrossentropy(y, x, fromLogits: true).Mean();
            return new PlannedGraph(new TracedGraph([x, y], [Gradients.Of(loss, x)[0]]), classes);
        })
        {
            Bytes = sizeof(float) * (2.0 * rows * classes + rows),
            Kind = "cross_entropy_gradient",
            Shape = new JsonObject { ["rows"] = rows, ["classes"] = classes },
        };

    // Forward the images are read for the mean, for the variance and for the result, which is written; backward images and result's
    // gradient are read for two sums and again for the images' gradient, which is written. A pass that is saved shows as more than all.
    private static KernelCase BatchNormalization(int batch, int size, int channels) =>
        new($"batch normalization {batch}×{size}²×{channels}, resnet20 forward and gradient", (_, _) =>
        {
            using var trace = new Trace(training: true);
            var layer = new BatchNormalization();
            KerasTensor x = Ops.Input([batch, size, size, channels]), g = Ops.Input([batch, size, size, channels]);
            KerasTensor y = layer.Apply(x);
            KerasTensor[] wanted = [x, .. layer.TrainableWeights.Select(weight => weight.ToKerasTensor())];
            IReadOnlyList<KerasTensor> gradients = Gradients.Of((y * g).Sum(), wanted);
            return new PlannedGraph(new TracedGraph([x, g], [y, .. gradients], trace.Updates));
        })
        {
            Bytes = sizeof(float) * 9.0 * batch * size * size * channels,
            Kind = "batch_normalization",
            Shape = new JsonObject { ["batch"] = batch, ["size"] = size, ["channels"] = channels },
        };

    private static KernelCase Dropout(string program, int elements, float rate) =>
        new($"dropout {elements:N0}, {program} forward", (_, _) =>
        {
            KerasTensor x = Ops.Input([1, elements]), counter = new Variable("counter", Shape.Scalar, trainable: false);
            return new PlannedGraph(new TracedGraph([x], [x.Dropout(rate, 1, counter)]));
        })
        {
            Bytes = sizeof(float) * 2.0 * elements,
            Kind = "dropout",
            Shape = new JsonObject { ["elements"] = elements, ["rate"] = rate },
        };

    private static KernelCase Update(string program, string optimizer, int rows, int columns, int floats) =>
        new($"{optimizer} {rows}×{columns}, {program} update", (_, _) =>
        {
            using var trace = new Trace(training: true);
            KerasTensor gradient = Ops.Input([rows, columns]);
            Optimizer.FromString(optimizer).Apply([gradient], [new Variable("kernel", [rows, columns])]);
            return new PlannedGraph(new TracedGraph([gradient], [], trace.Updates));
        })
        {
            Bytes = (double)sizeof(float) * floats * rows * columns,
            Kind = optimizer,
            Shape = new JsonObject { ["rows"] = rows, ["columns"] = columns },
        };
}
