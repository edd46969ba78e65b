using Keratin.Optimizers;

namespace Keratin.Tests.Optimizers;

/// <summary>The numbers that Keras' own unit tests expect (keras/src/optimizers/*_test.py of 3.16), at their tolerances.</summary>
public class GoldenStepTests
{
    // Absolute and relative at once, as Keras compares.
    private const float Tolerance = 1e-4f, WalkTolerance = 5e-4f;

    // (1, 2, 3, 4) after one gradient of (1, 6, 7, 2), learning rate 0.5.
    private static readonly (string Name, Func<Optimizer> Create, float[] Expected)[] s_firstSteps =
    [
        ("SGD", () => new SGD(0.5f), [0.5f, -1, -0.5f, 3]),
        ("Adam", () => new Adam(0.5f), [0.5f, 1.5f, 2.5f, 3.5f]),
        ("AdamW", () => new AdamW(0.5f), [0.498f, 1.496f, 2.494f, 3.492f]),
        ("Adamax", () => new Adamax(0.5f), [0.5f, 1.5f, 2.5f, 3.5f]),
        ("Nadam", () => new Nadam(0.5f), [0.4686f, 1.4686f, 2.4686f, 3.4686f]),
        ("Adagrad", () => new Adagrad(0.5f), [0.5233f, 1.5007f, 2.5005f, 3.5061f]),
        ("Adadelta", () => new Adadelta(0.5f), [0.9993f, 1.9993f, 2.9993f, 3.9993f]),
        ("Ftrl", () => new Ftrl(0.5f), [0.2218f, 1.3954f, 2.3651f, 2.8814f]),
        ("Lion", () => new Lion(0.5f), [0.5f, 1.5f, 2.5f, 3.5f]),
        ("Lamb", () => new Lamb(0.5f), [-0.3693f, 0.6306f, 1.6306f, 2.6306f]),
        ("RMSprop", () => new RMSprop(0.5f), [-0.5811f, 0.4189f, 1.4189f, 2.4189f]),
        ("Adafactor", () => new Adafactor(0.5f), [-0.3693f, 0.6307f, 1.6307f, 2.6307f]),
        ("Muon, by AdamW", () => new Muon(0.5f) { AdamWeightDecay = null }, [0.5f, 1.5f, 2.5f, 3.5f]),
    ];

    // Ten ones after a gradient of 0.01 everywhere, then four times (0.1, 0.2, … 1): the first, fifth and last of them at each step.
    private static readonly (string Name, Func<Optimizer> Create, float[][] Expected)[] s_walks =
    [
        ("SGD", () => new SGD(nesterov: true), Columns(
            [0.9999f, 0.9989f, 0.9979f, 0.9969f, 0.9959f], [0.9999f, 0.9949f, 0.9899f, 0.9849f, 0.9799f], [0.9999f, 0.9899f, 0.9799f, 0.9699f, 0.9599f])),
        ("Adam", () => new Adam(amsgrad: true), Same(0.999f, 0.9982f, 0.9974f, 0.9965f, 0.9955f)),
        ("AdamW", () => new AdamW(1, 0.5f, epsilon: 2), Columns(
            [0.4998f, 0.2486f, 0.1223f, 0.0586f, 0.0263f], [0.4998f, 0.244f, 0.1124f, 0.0439f, 0.0073f], [0.4998f, 0.2382f, 0.1003f, 0.0258f, -0.0159f])),
        ("Adamax", () => new Adamax(0.2f, 0.85f, 0.95f, 1e-6f), Columns(
            [0.8f, 0.6827f, 0.5333f, 0.368f, 0.1933f], [0.8f, 0.6901f, 0.5451f, 0.3829f, 0.2105f], [0.8f, 0.691f, 0.5466f, 0.3848f, 0.2126f])),
        ("Nadam", () => new Nadam(0.5f, 0.5f, 0.67f, 1e-5f), Columns(
            [0.4281f, -0.1738f, -0.7115f, -1.2335f, -1.7492f], [0.4281f, -0.1721f, -0.709f, -1.2306f, -1.7461f],
            [0.4281f, -0.1717f, -0.7084f, -1.2299f, -1.7454f])),
        ("Adagrad", () => new Adagrad(0.2f, 0.3f, 1e-6f), Columns(
            [0.9963f, 0.9604f, 0.9251f, 0.8903f, 0.856f], [0.9963f, 0.8615f, 0.7497f, 0.6521f, 0.5644f], [0.9963f, 0.8209f, 0.6891f, 0.579f, 0.4825f])),
        ("Adadelta", () => new Adadelta(1, 0.8f, 1e-6f), Same(0.9978f, 0.9947f, 0.9915f, 0.9882f, 0.9849f)),
        ("Ftrl", () => new Ftrl(0.05f, -0.2f, 0.4f, 0.05f, 0.15f, 0.01f, 0.3f), Columns(
            [0, -0.0034f, -0.0078f, -0.0121f, -0.0164f], [0, -0.0194f, -0.0387f, -0.0573f, -0.0753f], [0, -0.0354f, -0.0685f, -0.0999f, -0.1299f])),
        ("Lion", () => new Lion(), Same(0.999f, 0.998f, 0.997f, 0.996f, 0.995f)),
        ("Lamb", () => new Lamb(), Same(0.999f, 0.9982f, 0.9974f, 0.9965f, 0.9955f)),
        ("RMSprop", () => new RMSprop(centered: true), Same(0.9967f, 0.9933f, 0.9908f, 0.9885f, 0.9864f)),
        ("Adafactor", () => new Adafactor(0.5f, -0.65f, 1e-15f, 1e-4f, 0.9f, relativeStep: false), Columns(
            [0.55f, 0.3031f, 0.1671f, 0.0923f, 0.0554f], [0.55f, 0.3024f, 0.1663f, 0.0914f, 0.0546f], [0.55f, 0.3024f, 0.1663f, 0.0914f, 0.0545f])),
    ];

    public static TheoryData<string> FirstSteps => [.. s_firstSteps.Select(row => row.Name)];

    public static TheoryData<string> Walks => [.. s_walks.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(FirstSteps))]
    public void First_step(string name)
    {
        var (_, create, expected) = s_firstSteps.Single(row => row.Name == name);
        Variable weight = OptimizerSteps.Weight([4], 1, 2, 3, 4);
        OptimizerSteps.Take(create(), [weight], Numbers.Of([4], 1, 6, 7, 2));
        Numbers.Close(expected, weight.Span, Tolerance, name);
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void Five_steps(string name)
    {
        var (_, create, expected) = s_walks.Single(row => row.Name == name);
        Optimizer optimizer = create();
        Variable weight = OptimizerSteps.Weight([10], [.. Enumerable.Repeat(1f, 10)]);
        Tensor<float> gradient = Numbers.Of([10], [.. Enumerable.Repeat(0.01f, 10)]);
        foreach (float[] wanted in expected)
        {
            OptimizerSteps.Take(optimizer, [weight], gradient);
            gradient = Numbers.Of([10], [.. Enumerable.Range(1, 10).Select(i => 0.1f * i)]);
            float[] got = [weight.Span[0], weight.Span[4], weight.Span[9]];
            for (int i = 0; i < wanted.Length; i++)
                Assert.Equal(wanted[i], got[i], WalkTolerance * (1 + MathF.Abs(wanted[i])));
        }
    }

    // Three steps with a gradient of 0 leave 2 · (1 - 0.004)³; a weight of that name, or that variable itself, stays.
    [Fact]
    public void Weights_decay_unless_they_are_excluded()
    {
        string config = """{"learning_rate": 1.0, "weight_decay": 0.004}""";
        // Keras has no such test for these: Ftrl's weights follow from its slots, Muon has a decay of its own for numbers, the other one averages.
        foreach (string name in OptimizerSteps.All(config).Select(optimizer => optimizer.ClassName).Except(["Ftrl", "Muon", "ScheduleFreeAdamW"]))
        {
            Variable decayed = new("first", [1]), named = new("exclude_this", [1]), given = new("third", [1]);
            foreach (Variable weight in (Variable[])[decayed, named, given])
                weight.Assign([2]);
            OptimizerSteps.Take(Make(), [decayed], Numbers.Of([1], 0));
            Optimizer byName = Make(), byVariable = Make();
            byName.ExcludeFromWeightDecay(names: ["exclude"]);
            OptimizerSteps.Take(byName, [decayed, named], Numbers.Of([1], 0), Numbers.Of([1], 0));
            byVariable.ExcludeFromWeightDecay([given]);
            OptimizerSteps.Take(byVariable, [decayed, given], Numbers.Of([1], 0), Numbers.Of([1], 0));
            Numbers.Close([1.9760959f, 2, 2], [decayed.Span[0], named.Span[0], given.Span[0]], 1e-6f, name);

            Optimizer Make() => OptimizerSteps.All(config).Single(optimizer => optimizer.ClassName == name);
        }
    }

    [Fact]
    public void Adafactor_of_a_matrix()
    {
        Variable weight = OptimizerSteps.Weight([2, 2], 1, 2, 3, 4);
        OptimizerSteps.Take(new Adafactor(0.5f), [weight], Numbers.Of([2, 2], 1, 6, 7, 2));
        Numbers.Close([0.7007f, -0.0081f, 1.2492f, 3.4407f], weight.Span, Tolerance);
    }

    [Fact]
    public void Muon_of_a_matrix()
    {
        Variable weight = OptimizerSteps.Weight([2, 2], 1, 2, 3, 4);
        OptimizerSteps.Take(new Muon(0.5f) { WeightDecay = 0 }, [weight], Numbers.Of([2, 2], 1, 6, 7, 2));
        Numbers.Close([0.988775f, 1.887053f, 2.873428f, 3.97035f], weight.Span, 1e-2f);
    }

    [Fact]
    public void Newton_and_Schulz() => Numbers.Close(
        [-0.4422f, 0.6457f, 0.7285f, 0.2968f], Step.Run(new Muon().Orthogonal, Numbers.Of([2, 2], 0.2499f, 0.9105f, 0.2655f, 0.8824f)), 1e-3f);

    // Of the rows of a table as Keras has it, three columns.
    private static float[][] Columns(params float[][] columns) => [.. columns[0].Select((_, step) => columns.Select(column => column[step]).ToArray())];

    private static float[][] Same(params float[] column) => Columns(column, column, column);
}
