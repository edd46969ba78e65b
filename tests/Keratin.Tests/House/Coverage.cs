using System.Text;
using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Callbacks;
using Keratin.Constraints;
using Keratin.Graph.Transforms;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Optimizers.Schedules;
using Keratin.Regularizers;
using Keratin.Tests.Layers;

namespace Keratin.Tests.House;

/// <summary>The text of docs/coverage.md: of each name of Keras what works here, found out by doing it.</summary>
internal sealed class Coverage
{
    private const string Yes = "✓", No = "";

    private readonly StringBuilder _text = new();

    public static string Text()
    {
        var coverage = new Coverage();
        coverage.Write();
        return coverage._text.ToString();
    }

    private void Write()
    {
        Line("# What of Keras exists");
        Line("");
        Line("Every public name of Keras 3.16 that is a layer, loss, metric, optimizer and so on, and what of it works here. This page is written by a test");
        Line("(`tests/Keratin.Tests/House/CoverageTests.cs`), which does what the marks say; it fails when the page is not true.");
        Line("");
        Line("- **forward**: gives numbers; for most classes others of the tests compare them with Keras' own.");
        Line("- **gradient**: as finite differences have it.");
        Line("- **load**, **save**: read from the configuration that Keras writes into files, and written so, with the same result.");
        Layers();
        Table("Losses", ["forward", "gradient", "load", "save"], KerasNames.Losses, Loss);
        Table("Metrics", ["result", "load", "save"], KerasNames.Metrics, Metric);
        Table("Optimizers", ["step", "load", "save"], KerasNames.Optimizers, Optimizer);
        Line("");
        Line("`LossScaleOptimizer` is read as the optimizer inside of it, whose `LossScaleFactor` does the same and is written with it. Of several optimizers, Keras'");
        Line("`MultiOptimizer`, each is applied to its weights in a training step of one's own: [training.md](training.md).");
        Table("Learning-rate schedules", ["value", "load", "save"], KerasNames.Schedules, Schedule);
        Table("Activations", ["forward", "gradient", "load", "save"], KerasNames.Activations, Activation);
        Table("Initializers", ["numbers", "load", "save"], KerasNames.Initializers, InitializerMarks);
        Table("Regularizers", ["term", "load", "save"], KerasNames.Regularizers, RegularizerMarks);
        Table("Constraints", ["value", "load", "save"], KerasNames.Constraints, ConstraintMarks);
        Table("Callbacks", ["exists"], KerasNames.Callbacks, Callback);
    }

    // The harness proves more of what has a sample: training, files, the same bits on any number of threads, and the gradients meant here.
    private void Layers()
    {
        ILookup<string, string> samples = LayerSamples.All.ToLookup(sample => sample.Make().ClassName, sample => sample.Title);
        Table("Layers", ["forward", "gradient", "load", "save"], KerasNames.Layers, name => name switch
        {
            "InputLayer" => LayerCoverage.Input(),
            "Lambda" => LayerCoverage.Lambda(HasGradient),
            _ => samples.Contains(name) ? LayerCoverage.Sampled(samples[name]) : [No, No, No, No],
        });
        Line("");
        Line("Code is never taken from a file, so a `Lambda` stands in none. Files say `InputLayer` where C# says `Input`.");
        Line("");
        Line("### Arguments that are not taken");
        Line("");
        Line("By Keras' names, of the layers above; found by giving each of them another value in the configuration. What a file says of them is kept and means nothing.");
        Line("");
        Line("| argument | of |");
        Line("|---|---|");
        foreach (var (argument, layers) in LayerArguments.NotTaken())
            Line($"| {argument} | {string.Join(", ", layers)} |");
    }

    private static string[] Loss(string name)
    {
        if (!LossTable.FromConfig.ContainsKey(name))
            return [No, No, No, No];
        Loss loss = Keratin.Losses.Loss.FromString(name);
        var (target, output) = LossData.For(loss);
        bool isFinite = Numbers(loss, target, output).All(float.IsFinite);
        Loss again = Keratin.Losses.Loss.Deserialize(JsonNode.Parse(loss.Serialize().ToJsonString())!);
        bool isSame = again.Config.ToJsonString() == loss.Config.ToJsonString() && Numbers(again, target, output).SequenceEqual(Numbers(loss, target, output));
        return [Mark(isFinite), Mark(HasGradient(y => loss.Compute(Ops.Constant(target), y), output)), Mark(isSame), Mark(isSame)];

        static float[] Numbers(Loss loss, Tensor<float> target, Tensor<float> output) => Step.Run((y, p) => loss.Compute(y, p), target, output);
    }

    private static string[] Metric(string name)
    {
        if (!MetricTable.FromConfig.TryGetValue(name, out Func<JsonObject, Metric>? make))
            return [No, No, No];
        Metric metric = make(Parsed(MetricData.Config(name))), again = MetricTable.Deserialize(JsonNode.Parse(metric.Serialize().ToJsonString())!);
        float result = MetricData.Result(metric);
        bool isSame = again.Config.ToJsonString() == metric.Config.ToJsonString() && MetricData.Result(again).Equals(result);
        return [Mark(float.IsFinite(result)), Mark(isSame), Mark(isSame)];
    }

    private static string[] Optimizer(string name)
    {
        if (!OptimizerTable.FromConfig.ContainsKey(name))
            return [No, No, No];
        Optimizer optimizer = OptimizerTable.FromConfig[name](name == "LossScaleOptimizer"
            ? new() { ["inner_optimizer"] = JsonNode.Parse(new Adam().Serialize().ToJsonString()) }
            : []);
        Optimizer again = Keratin.Optimizers.Optimizer.Deserialize(JsonNode.Parse(optimizer.Serialize().ToJsonString())!);
        // What it writes may differ from what it is: a scaled optimizer is read as the one inside.
        bool isSame = again.Config.ToJsonString() == optimizer.Config.ToJsonString();
        return [Mark(Steps(optimizer)), Mark(isSame), Mark(isSame && optimizer.ClassName == name)];
    }

    private static bool Steps(Optimizer optimizer)
    {
        var weight = new Variable("w", [2, 2]);
        weight.Assign([1f, -2, 3, -4]);
        float[] before = weight.Span.ToArray();
        var step = new TracedFunction(_ =>
        {
            KerasTensor loss = weight.ToKerasTensor().Square().Sum();
            optimizer.Apply(Gradients.Of(loss, [weight]), [weight]);
            return [loss];
        });
        float first = step.Call(Tests.Numbers.Of([1], 0))[0].ToArray()[0];
        for (int i = 0; i < 20; i++)
            step.Call(Tests.Numbers.Of([1], 0));
        return !weight.Span.SequenceEqual(before) && step.Call(Tests.Numbers.Of([1], 0))[0].ToArray()[0] < first;
    }

    private static string[] Schedule(string name)
    {
        if (!ScheduleTable.FromConfig.TryGetValue(name, out Func<JsonObject, LearningRateSchedule>? make))
            return [No, No, No];
        LearningRateSchedule schedule = make(Parsed(name switch
        {
            "PiecewiseConstantDecay" => new() { ["boundaries"] = new JsonArray(2, 5), ["values"] = new JsonArray(1f, 0.5f, 0.1f) },
            "CosineDecayRestarts" => new() { ["initial_learning_rate"] = 0.1f, ["first_decay_steps"] = 4 },
            _ => new() { ["initial_learning_rate"] = 0.1f, ["decay_steps"] = 4, ["decay_rate"] = 0.5f },
        }));
        string written = schedule.Serialize().ToJsonString();
        bool isSame = LearningRateSchedule.Deserialize(JsonNode.Parse(written)!).Serialize().ToJsonString() == written;
        return [Mark(schedule.At(3) is > 0 and <= 1), Mark(isSame), Mark(isSame)];
    }

    private static string[] Activation(string name)
    {
        ActivationFunction function;
        try
        {
            function = ActivationFunction.Named(name);
        }
        catch (ArgumentException)
        {
            return [No, No, No, No];
        }
        Tensor<float> x = Tests.Numbers.Wave([3, 4], 0.37f);
        bool isFinite = Step.Run(function.Apply, x).All(float.IsFinite), isSame = new Activation(name).Config["activation"]?.ToString() == name;
        return [Mark(isFinite), Mark(HasGradient(y => (function.Apply(y) * 0.5f).Square().Sum() + function.Apply(y).Sum(), x)), Mark(isSame), Mark(isSame)];
    }

    private static string[] InitializerMarks(string name)
    {
        if (!InitializerTable.FromConfig.ContainsKey(name))
            return [No, No, No];
        Initializer initializer = Initializer.FromString(name);
        string written = initializer.Serialize().ToJsonString();
        bool isSame = Initializer.Deserialize(JsonNode.Parse(written))!.Serialize().ToJsonString() == written;
        Shape shape = name == "STFT" ? [8, 1, 5] : [4, 4];
        float[] numbers = new float[shape.Elements];
        initializer.Fill(numbers, shape);
        return [Mark(numbers.All(float.IsFinite)), Mark(isSame), Mark(isSame)];
    }

    private static string[] RegularizerMarks(string name)
    {
        if (!RegularizerTable.FromConfig.ContainsKey(name))
            return [No, No, No];
        Regularizer regularizer = Regularizer.FromString(name);
        string written = regularizer.Serialize().ToJsonString();
        bool isSame = Regularizer.Deserialize(JsonNode.Parse(written))!.Serialize().ToJsonString() == written;
        return [Mark(Step.Run(regularizer.Apply, Tests.Numbers.Wave([3, 3])).All(float.IsFinite)), Mark(isSame), Mark(isSame)];
    }

    private static string[] ConstraintMarks(string name)
    {
        if (!ConstraintTable.FromConfig.ContainsKey(name))
            return [No, No, No];
        Constraint constraint = Constraint.FromString(name);
        string written = constraint.Serialize().ToJsonString();
        bool isSame = Constraint.Deserialize(JsonNode.Parse(written))!.Serialize().ToJsonString() == written;
        return [Mark(Step.Run(constraint.Apply, Tests.Numbers.Wave([3, 3])).All(float.IsFinite)), Mark(isSame), Mark(isSame)];
    }

    private static string[] Callback(string name)
    {
        // Names follow .NET's rule for abbreviations; the bar is what `verbose` switches.
        string own = name switch { "CSVLogger" => "CsvLogger", "ProgbarLogger" => "ProgressBar", _ => name };
        Type[] types = [.. typeof(Callback).Assembly.GetTypes(), .. typeof(TensorBoard).Assembly.GetTypes()];
        return [Mark(types.Any(type => type.Namespace == "Keratin.Callbacks" && type.Name == own))];
    }

    // Along a direction, at a point where two steps of different length agree.
    private static bool HasGradient(Func<KerasTensor, KerasTensor> function, Tensor<float> x)
    {
        const float Length = 1f / 256;
        float[] from = x.ToArray(), direction = [.. Enumerable.Range(0, from.Length).Select(i => MathF.Sin((1.7f * i) + 1))];
        float[] gradient = Step.Run(y => Gradients.Of(function(y), y)[0], x);
        double slope = gradient.Zip(direction, (g, d) => (double)g * d).Sum(), scale = Math.Max(1, gradient.Zip(direction, (g, d) => Math.Abs((double)g * d)).Sum());
        return Math.Abs(slope - Difference(Length)) <= 0.01 * scale;

        double Difference(float step) => (At(step) - At(-step)) / (2 * step);

        double At(float step) => Step.Run(function, from.Zip(direction, (a, d) => a + (step * d)).ToArray().ToTensor(x.Shape())).Sum(number => (double)number);
    }

    private void Table(string title, string[] columns, string[] names, Func<string, string[]> marks)
    {
        (string Name, string[] Marks)[] rows = [.. names.Select(name => (name, marks(name)))];
        int whole = rows.Count(row => Array.TrueForAll(row.Marks, mark => mark == Yes));
        Line("");
        Line($"## {title}");
        Line("");
        Line($"{whole} of {names.Length} whole.");
        Line("");
        Line($"| | {string.Join(" | ", columns)} |");
        Line($"|---|{string.Concat(columns.Select(_ => ":---:|"))}");
        foreach (var (name, row) in rows)
            Line($"| {name} | {string.Join(" | ", row)} |");
    }

    // As a file has it: numbers of no type.
    private static JsonObject Parsed(JsonObject config) => (JsonObject)JsonNode.Parse(config.ToJsonString())!;

    private static string Mark(bool isTrue) => isTrue ? Yes : No;

    private void Line(string line) => _text.Append(line).Append('\n');
}
