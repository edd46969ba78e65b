using System.Globalization;
using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Models;

namespace Keratin.Selection;

/// <summary>How well a kind of model does on samples that it was not trained with: a new model for each fold, trained on the others and tested on it.</summary>
/// <remarks>Repeatable: before each fold the program's seed is set to <see cref="Seed"/> plus the number of the fold; afterwards the program draws on as if
/// nothing had happened. M. Stone: "Cross-validatory choice and assessment of statistical predictions", 1974.</remarks>
/// <param name="factory">Makes a compiled model with new weights.</param>
/// <example>
/// <code>
/// var validation = new CrossValidation(MakeModel) { Folds = new StratifiedKFold(5) { Shuffle = true, Seed = 1 }, Epochs = 3, BatchSize = 128, Seed = 1 };
/// CrossValidationResult result = validation.Run(x, y);
/// Console.Write(result);
/// Console.WriteLine($"{result.Mean("accuracy"):P2} ± {result.Std("accuracy"):P2}");
/// </code>
/// </example>
public sealed class CrossValidation(Func<Model> factory)
{
    private readonly Func<Model> _factory = factory ?? throw new ArgumentNullException(nameof(factory));

    /// <summary>How the samples are divided; five folds of neighbours by default.</summary>
    public FoldSplitter Folds { get; init; } = new KFold();

    /// <summary>Epochs of each training.</summary>
    public int Epochs { get; init => field = Require.Positive(value, nameof(Epochs)); } = 1;

    /// <summary>Samples of a step.</summary>
    public int BatchSize { get; init => field = Require.Positive(value, nameof(BatchSize)); } = Model.DefaultBatchSize;

    /// <summary>What samples of a class count in the loss; 1 where none is said.</summary>
    public IReadOnlyDictionary<int, float>? ClassWeight { get; init; }

    /// <summary>Whether the fold's test samples also validate after each epoch, for curves. They must not decide anything then, such as when to stop.</summary>
    public bool ValidateEachEpoch { get; init; }

    /// <summary>Makes the callbacks of a fold's training; none by default.</summary>
    public Func<Fold, IReadOnlyList<Callback>>? Callbacks { get; init; }

    /// <summary>First weights, shuffles and dropout of fold <c>i</c> follow from <c>Seed + i</c>; by default from the program's next seed.</summary>
    public long? Seed { get; init; }

    /// <summary>0 silent, 1 a line for each fold.</summary>
    public int Verbose { get; init; } = 1;

    /// <summary>Where the lines go; the console by default.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Trains and tests a model for each fold.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets, by which they are divided.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="InvalidOperationException">The factory gave no compiled model, or one model twice.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CrossValidationResult Run(Samples x, Samples y, CancellationToken cancellationToken = default) => Run([x], [y], cancellationToken);

    /// <summary>Trains and tests a model with several inputs or outputs for each fold. The first output's targets are those by which samples are divided.</summary>
    /// <param name="x">Samples of each input.</param>
    /// <param name="y">Targets of each output.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="InvalidOperationException">The factory gave no compiled model, or one model twice.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CrossValidationResult Run(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfZero(y.Count, nameof(y));
        long seed = Seed ?? (long)RandomSeed.Next();
        var results = new List<FoldResult>();
        var models = new HashSet<Model>(ReferenceEqualityComparer.Instance);
        foreach (Fold fold in Folds.Split(y[0]))
        {
            using IDisposable seeded = RandomSeed.Use(seed + fold.Number);
            Model model = Factories.Make(_factory, models, nameof(CrossValidation));
            results.Add(Run(model, fold, x, y, cancellationToken));
            if (Verbose > 0)
                (Output ?? Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture, $"fold {fold.Number + 1}/{Folds.NSplits} - {results[^1].Evaluation}"));
        }
        return new CrossValidationResult(seed, results);
    }

    private FoldResult Run(Model model, Fold fold, IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, CancellationToken cancellationToken)
    {
        Samples[] xTest = [.. x.Select(fold.TestOf)], yTest = [.. y.Select(fold.TestOf)];
        History history = model.Fit(
            [.. x.Select(fold.TrainOf)], [.. y.Select(fold.TrainOf)], BatchSize, Epochs, verbose: 0, classWeight: ClassWeight,
            validationData: ValidateEachEpoch ? (xTest, yTest) : null, callbacks: Callbacks?.Invoke(fold), cancellationToken: cancellationToken);
        return new FoldResult(fold, history, model.Evaluate(xTest, yTest, BatchSize, verbose: 0, cancellationToken: cancellationToken));
    }
}
