using Keratin.Graph;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Optimizers;

namespace Keratin.Models;

public partial class Model
{
    /// <summary>What <see cref="Compile(Optimizer, Loss, IReadOnlyList{MetricSpec}, IReadOnlyList{MetricSpec})"/> was given; null before.</summary>
    internal CompileSettings? Settings { get; private set; }

    /// <summary>Whether the model was compiled.</summary>
    public bool IsCompiled => Settings is not null;

    /// <summary>How weights follow gradients; null before the model is compiled, and where its own step brings optimizers of its own.</summary>
    public Optimizer? Optimizer => Settings?.Optimizer;

    /// <summary>What training makes small, of several outputs the first one's; null before the model is compiled, and where it has none.</summary>
    public Loss? Loss => Settings is { Losses: [var first, ..] } ? first : null;

    /// <summary>What training makes small, output by output; one entry goes for all outputs.</summary>
    public IReadOnlyList<Loss?> Losses => Settings?.Losses ?? [];

    /// <summary>What is reported besides the loss, as it was given; of several outputs those of all, one behind the other.</summary>
    public IReadOnlyList<MetricSpec> Metrics => [.. (Settings?.Metrics ?? []).SelectMany(specs => specs)];

    /// <summary>Says how the model is to be trained. Strings are Keras' names.</summary>
    /// <param name="optimizer">How weights follow gradients: <c>"adam"</c> or <c>new Adam(1e-4f)</c>.</param>
    /// <param name="loss">What to make small: <c>"categorical_crossentropy"</c> or an object; null where layers add all of the loss. A model with
    /// several outputs has it for each, and trains their sum.</param>
    /// <param name="metrics">What to report besides: <c>["accuracy"]</c>; of each output.</param>
    /// <param name="weightedMetrics">What to report with each sample counted by its weight.</param>
    public void Compile(
        Optimizer optimizer, Loss? loss = null, IReadOnlyList<MetricSpec>? metrics = null, IReadOnlyList<MetricSpec>? weightedMetrics = null) =>
        Compile(optimizer, loss is null ? [] : [loss], null, metrics is null ? [] : [metrics], weightedMetrics is null ? [] : [weightedMetrics]);

    /// <summary>Says how a model with several outputs is to be trained.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="losses">What to make small, output by output; null for an output that is not trained.</param>
    /// <param name="metrics">What to report, output by output.</param>
    /// <param name="lossWeights">What each loss counts in the sum; 1 by default.</param>
    /// <param name="weightedMetrics">What to report with each sample counted by its weight, output by output.</param>
    /// <example><code>model.Compile("adam", ["mse", "categorical_crossentropy"], [["mae"], ["accuracy"]], lossWeights: [1, 0.5f]);</code></example>
    public void Compile(
        Optimizer optimizer, IReadOnlyList<Loss?> losses, IReadOnlyList<IReadOnlyList<MetricSpec>?>? metrics = null,
        IReadOnlyList<float>? lossWeights = null, IReadOnlyList<IReadOnlyList<MetricSpec>?>? weightedMetrics = null) =>
        Compile(
            optimizer, losses, lossWeights, [.. (metrics ?? []).Select(specs => specs ?? [])], [.. (weightedMetrics ?? []).Select(specs => specs ?? [])]);

    /// <summary>Says how a functional model with several outputs is to be trained, by the names of <see cref="OutputNames"/>.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="losses">What to make small; an output that is not named is not trained.</param>
    /// <param name="metrics">What to report.</param>
    /// <param name="lossWeights">What each loss counts in the sum; 1 where none is given.</param>
    /// <param name="weightedMetrics">What to report with each sample counted by its weight.</param>
    /// <exception cref="ArgumentException">A name is none of an output.</exception>
    public void Compile(
        Optimizer optimizer, IReadOnlyDictionary<string, Loss> losses, IReadOnlyDictionary<string, IReadOnlyList<MetricSpec>>? metrics = null,
        IReadOnlyDictionary<string, float>? lossWeights = null, IReadOnlyDictionary<string, IReadOnlyList<MetricSpec>>? weightedMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        IReadOnlyList<string> names = OutputNames;
        CheckNames(losses.Keys.Concat(metrics?.Keys ?? []).Concat(lossWeights?.Keys ?? []).Concat(weightedMetrics?.Keys ?? []), names);
        Compile(
            optimizer, [.. names.Select(name => losses.GetValueOrDefault(name))],
            lossWeights is null ? null : [.. names.Select(name => lossWeights.TryGetValue(name, out float weight) ? weight : 1)],
            metrics is null ? [] : [.. names.Select(name => metrics.GetValueOrDefault(name) ?? [])],
            weightedMetrics is null ? [] : [.. names.Select(name => weightedMetrics.GetValueOrDefault(name) ?? [])]);
    }

    /// <summary>For models that override <see cref="TrainStep"/> and bring optimizers of their own.</summary>
    protected void Compile() => SetSettings(new CompileSettings(null, [], null, [], []));

    /// <summary>Names of the outputs: of a functional model those of the layers that give them, of others <c>output_0</c>, <c>output_1</c>, ….</summary>
    /// <exception cref="InvalidOperationException">The model is not built yet.</exception>
    public IReadOnlyList<string> OutputNames => _graph is not null
        ? [.. _graph.Outputs.Select(output => FunctionalGraph.OperationOf(output) is Layer layer ? layer.Name : output.Op.Name.ToLowerInvariant())]
        : IsBuilt ? [.. Enumerable.Range(0, OutputCount).Select(i => $"output_{i}")]
        : throw new InvalidOperationException($"{this}.OutputNames: expected a model that has seen its input; got one that has not.\n  hint: call Build first");

    private void Compile(
        Optimizer optimizer, IReadOnlyList<Loss?> losses, IReadOnlyList<float>? lossWeights,
        IReadOnlyList<IReadOnlyList<MetricSpec>> metrics, IReadOnlyList<IReadOnlyList<MetricSpec>> weightedMetrics)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Any(loss => loss?.Reduction == Reduction.None))
            throw new ArgumentException($"{this}: expected a loss that is one number; got reduction none.", nameof(losses));
        var settings = new CompileSettings(optimizer, [.. losses], lossWeights is null ? null : [.. lossWeights], metrics, weightedMetrics);
        if (OutputShapes.Count > 0)
            settings.Check($"{this}.Compile", OutputShapes.Count);
        SetSettings(settings);
    }

    /// <summary>As a file says.</summary>
    internal void SetSettings(CompileSettings settings) => (Settings, _steps) = (settings, null);

    private void CheckNames(IEnumerable<string> given, IReadOnlyList<string> names)
    {
        foreach (string name in given.Where(name => !names.Contains(name)))
            throw new ArgumentException($"{this}.Compile: expected names of outputs, {string.Join(", ", names)}; got '{name}'.");
    }
}
