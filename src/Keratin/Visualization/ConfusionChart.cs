using Keratin.Data;
using Keratin.Metrics;
using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>A confusion matrix as <c>pandas.crosstab</c> lays it out: a row for each label, a column for each prediction.</summary>
/// <remarks>
/// What is right (the diagonal) and what is wrong have a hue and a scale each: beside a thousand right ones three mistakes would not be seen.
/// The scales start at 0, and the keys below say where they end. Numbers are left out where cells are too small for them; pointing at a cell shows them always.
/// </remarks>
/// <example>
/// <code>
/// new ConfusionChart(yTest, model.Predict(xTest)).SaveSvg("confusion.svg");
/// </code>
/// </example>
public sealed class ConfusionChart : Chart
{
    private readonly ConfusionMatrix _matrix;

    /// <summary>Draws what was counted.</summary>
    /// <param name="matrix">The counts.</param>
    public ConfusionChart(ConfusionMatrix matrix) => _matrix = matrix ?? throw new ArgumentNullException(nameof(matrix));

    /// <summary>Counts and draws.</summary>
    /// <param name="labels">What is right: class indices <c>(n,)</c>, or one-hot rows <c>(n, classes)</c>.</param>
    /// <param name="predictions">What the model says: probabilities or scores <c>(n, classes)</c>, or class indices <c>(n,)</c>.</param>
    /// <exception cref="ArgumentException">There is not one prediction for each label, or a number is no class.</exception>
    public ConfusionChart(Samples labels, Samples predictions)
        : this(ClassIndices.Count("ConfusionChart", labels, predictions))
    {
    }

    /// <summary>What the classes are called; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Whether cells have the share of their row in per cent instead of counts.</summary>
    public bool IsNormalized { get; init; }

    private protected override string DefaultTitle =>
        $"Confusion matrix: {NumberText.Percent(_matrix.Accuracy)} of {NumberText.Count(_matrix.Count)} right";

    private protected override string Describe()
    {
        ClassLabels names = Names();
        var mistakes = from label in Enumerable.Range(0, _matrix.Classes)
                       from predicted in Enumerable.Range(0, _matrix.Classes)
                       where label != predicted && _matrix[label, predicted] > 0
                       orderby _matrix[label, predicted] descending, label, predicted
                       select $"{names[label]} taken for {names[predicted]}: {_matrix[label, predicted]}";
        string[] most = [.. mistakes.Take(5)];
        return $"{_matrix.Correct} of {_matrix.Count} right." + (most.Length == 0 ? "" : $" The most frequent mistakes: {string.Join("; ", most)}.");
    }

    private protected override (double Width, double Height) Draw(SvgWriter svg) => new MatrixSheet(_matrix, Names(), IsNormalized).Draw(svg, Heading);

    private ClassLabels Names() => new(ClassNames, _matrix.Classes, "ConfusionChart");
}
