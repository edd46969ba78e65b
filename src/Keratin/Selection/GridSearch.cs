using Keratin.Models;

namespace Keratin.Selection;

/// <summary>Tries each combination of values. The last hyper-parameter changes fastest.</summary>
/// <param name="factory">Makes a compiled model with new weights for a trial.</param>
/// <param name="parameters">What is searched over; each has a number of values that can be counted.</param>
/// <example>
/// <code>
/// var units = new Choice&lt;int&gt;("units", 32, 128);
/// var rate = new Choice&lt;float&gt;("learning rate", 1e-2f, 1e-3f, 1e-4f);
/// var search = new GridSearch(trial =>
/// {
///     var model = new Sequential { new Input(784), new Dense(trial.Get(units), "relu"), new Dense(10, "softmax") };
///     model.Compile(new Adam(trial.Get(rate)), "sparse_categorical_crossentropy", ["accuracy"]);
///     return model;
/// }, units, rate) { Epochs = 3, Objective = "val_accuracy", Seed = 1 };
/// SearchResult result = search.Run(x, y, validationSplit: 0.2f);
/// Console.Write(result);
/// Console.WriteLine($"best: {result.Best.Get(units)} units");
/// </code>
/// </example>
public sealed class GridSearch(Func<Trial, Model> factory, params IReadOnlyList<HyperParameter> parameters) : HyperParameterSearch(factory, parameters)
{
    private const int MostTrials = 1_000_000;

    private protected override IReadOnlyList<Trial> Trials(RandomStream random)
    {
        long count = Combinations() ?? throw new ArgumentException(
            $"GridSearch: expected hyper-parameters whose values can be counted; got {string.Join(", ", Parameters.Where(parameter => parameter.Count is null))}.\n" +
            "  hint: give a Choice of values, or use RandomSearch");
        return count <= MostTrials
            ? [.. Enumerable.Range(0, (int)count).Select(number => Combination(number, number))]
            : throw new ArgumentException($"GridSearch: expected at most {MostTrials} combinations; got {count}.\n  hint: RandomSearch tries some of them");
    }
}
