using Keratin.Callbacks;

namespace Keratin.Models;

/// <summary>One call of <c>Fit</c>, <c>Evaluate</c> or <c>Predict</c>, as callbacks see it.</summary>
internal abstract class ModelRun(Model model) : ITraining
{
    public Model Model { get; } = model;

    public required int Verbose { get; init; }

    public required ConsoleTerminal Terminal { get; init; }

    // An array, not a list behind an interface: going through that one makes an enumerator at every batch.
    public Callback[] Callbacks { get; private init; } = [];

    /// <summary>What the user gave; those that come last are put there.</summary>
    public required IEnumerable<Callback> Told
    {
        init => Callbacks = [.. value.OrderBy(callback => callback.ComesLast)];
    }

    public virtual int Epochs { get; init; } = 1;

    public abstract int Steps { get; }

    public virtual int ValidationFreq { get => 0; init { } }

    public bool StopTraining { get; set; }

    public bool IsInterrupted { get; protected set; }

    /// <summary>Whether an evaluation ends after the current batch: one of its own, not the validation of an epoch.</summary>
    public virtual bool StopsEvaluation => StopTraining;

    /// <summary>Whether the weights hold the optimizer's averages, and the averages the weights.</summary>
    public bool AreAveragesSwapped { get; set; }

    /// <summary>The bar that is being drawn, or null.</summary>
    protected ProgressBar? Bar { get; set; }

    public float LearningRate
    {
        get => RequireOptimizer().LearningRate;
        set => RequireOptimizer().LearningRate = value;
    }

    public IReadOnlyList<Tensor<float>> GetWeights() => Model.GetWeights();

    public void SetWeights(IReadOnlyList<Tensor<float>> weights) => Model.SetWeights(weights);

    public void SwapAverages()
    {
        Optimizers.Optimizer optimizer = RequireOptimizer();
        if (!optimizer.UseEma)
            throw new InvalidOperationException(
                $"{Model}: expected an optimizer that keeps moving averages of the weights; got {optimizer.ClassName} that does not.\n" +
                $"  hint: new {optimizer.ClassName} {{ UseEma = true }}");
        optimizer.Build(Model.TrainableWeights);
        // Before the first step there are no averages yet: they are the weights themselves.
        for (int i = 0; i < optimizer.Averages.Count && optimizer.BatchesVariable.Span[0] > 0; i++)
            Exchange(optimizer.Weights[i].Span, optimizer.Averages[i].Span);
        AreAveragesSwapped = !AreAveragesSwapped;
    }

    public virtual bool? IsHigherBetter(string name) => MetricDirections.IsHigherBetter(name, []);

    public void Print(string line)
    {
        Bar?.Interrupt();
        Terminal.Writer.Write($"{line}\n");
        Terminal.Writer.Flush();
    }

    public void Warn(Warning warning)
    {
        if (!Warnings.IsHeard(isQuiet: Verbose == 0))
            return;
        Bar?.Interrupt();
        Warnings.Raise(warning, isQuiet: Verbose == 0);
    }

    private static void Exchange(Span<float> one, Span<float> other)
    {
        for (int i = 0; i < one.Length; i++)
            (one[i], other[i]) = (other[i], one[i]);
    }

    private Optimizers.Optimizer RequireOptimizer() => Model.Optimizer ?? throw new InvalidOperationException(
        $"{Model}: expected an optimizer whose learning rate can be asked for; got a model whose training step brings its own.");
}
