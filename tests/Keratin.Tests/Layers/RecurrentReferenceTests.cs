using Keratin.Activations;
using Keratin.Graph.Transforms;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

// Layers against plain loops in double arithmetic, results and gradients, over shapes, masks, directions and activations drawn at random.
public class RecurrentReferenceTests
{
    private const double Distance = 1e-5;

    public static TheoryData<string, string, int> Kinds
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (string kind in new[] { "SimpleRNN", "LSTM", "GRU" })
            {
                for (int seed = 0; seed < 16; seed++)
                    data.Add(kind, seed < 8 ? "whole" : "by steps", seed);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Results_and_gradients_are_those_of_plain_loops(string kind, string way, int seed)
    {
        var random = new RandomStream((ulong)((seed * 7) + kind.Length));
        int Between(int low, int high) => low + (int)(random.NextSingle() * (high - low + 1));
        bool Coin() => random.NextSingle() < 0.5f;

        bool isWhole = way == "whole";
        var plain = new PlainRecurrence(kind, Between(1, 4), Between(1, 7), Between(1, 5), Between(1, 6))
        {
            Backwards = Coin(),
            UseBias = Coin(),
            ZeroOutput = Coin(),
            ResetAfter = isWhole || Coin(),
            Activation = isWhole ? Math.Tanh : x => x / (1 + Math.Abs(x)),
            Gate = isWhole || Coin() ? z => 1 / (1 + Math.Exp(-z)) : Math.Tanh,
        };
        bool hasGate = plain.Gate(0) != 0;
        float[]? mask = seed % 4 == 0 ? null : Mask(plain, seed % 4, Coin);
        float[][] values = [.. plain.Shapes.Select((shape, i) => Engine.Random(shape.Elements, (seed * 10) + i))];
        RNN layer = Make(plain, isWhole ? "tanh" : "softsign", hasGate ? "sigmoid" : "tanh");

        int given = 1 + plain.States, count = plain.Shapes.Count;
        Tensor<float>[] inputs = [.. values.Take(given).Select((numbers, i) => numbers.ToTensor(plain.Shapes[i]))];
        if (mask is not null)
            inputs = [.. inputs, mask.ToTensor([plain.Batch, plain.Time])];
        layer.EnsureBuilt(plain.Shapes[0]);
        layer.SetWeights([.. Enumerable.Range(given, count - given).Select(i => values[i].ToTensor(plain.Shapes[i]))]);
        float[][] results = Step.RunAll(
            x =>
            {
                IReadOnlyList<KerasTensor> y = layer.ApplyAll([.. x.Take(given)], new CallArguments { Mask = mask is null ? null : x[given] });
                KerasTensor loss = y.Select((one, i) => (one * Ops.Constant(Numbers.Wave(one.Shape, phase: i))).Sum()).Aggregate((sum, one) => sum + one);
                return [.. y, .. Gradients.Of(loss, [.. x.Take(given), .. layer.Weights.Select(weight => weight.ToKerasTensor())])];
            }, inputs, training: Coin());

        double[][] p = [.. values.Select(numbers => numbers.Select(number => (double)number).ToArray())], expected = plain.Run(p, mask);
        for (int i = 0; i < expected.Length; i++)
            Numbers.Close([.. expected[i].Select(number => (float)number)], results[i], 3e-6f, $"{plain}, result {i}");
        for (int i = 0; i < count; i++)
            Numbers.Close(Differences(plain, p, mask, i), results[expected.Length + i], 2e-5f, $"{plain}, gradient {i}");
    }

    // Steps that count: only those at the end, only those at the beginning, or any.
    private static float[] Mask(PlainRecurrence plain, int kind, Func<bool> coin) =>
    [
        .. from b in Enumerable.Range(0, plain.Batch)
           from t in Enumerable.Range(0, plain.Time)
           let hidden = b % (plain.Time + 1)
           select (kind switch { 1 => t >= hidden, 2 => t < plain.Time - hidden, _ => coin() }) ? 1f : 0,
    ];

    private static RNN Make(PlainRecurrence plain, ActivationFunction activation, ActivationFunction gate) => plain.Kind switch
    {
        "LSTM" => new LSTM(plain.Units)
        {
            Activation = activation,
            RecurrentActivation = gate,
            UseBias = plain.UseBias,
            GoBackwards = plain.Backwards,
            ZeroOutputForMask = plain.ZeroOutput,
            ReturnSequences = true,
            ReturnState = true,
        },
        "GRU" => new GRU(plain.Units)
        {
            Activation = activation,
            RecurrentActivation = gate,
            UseBias = plain.UseBias,
            GoBackwards = plain.Backwards,
            ResetAfter = plain.ResetAfter,
            ZeroOutputForMask = plain.ZeroOutput,
            ReturnSequences = true,
            ReturnState = true,
        },
        _ => new SimpleRNN(plain.Units)
        {
            Activation = activation,
            UseBias = plain.UseBias,
            GoBackwards = plain.Backwards,
            ZeroOutputForMask = plain.ZeroOutput,
            ReturnSequences = true,
            ReturnState = true,
        },
    };

    // Of the sum that the test takes, by one number after the other.
    private static float[] Differences(PlainRecurrence plain, double[][] p, float[]? mask, int which)
    {
        float[] slopes = new float[p[which].Length];
        for (int n = 0; n < slopes.Length; n++)
        {
            double here = p[which][n];
            p[which][n] = here + Distance;
            double above = Loss();
            p[which][n] = here - Distance;
            slopes[n] = (float)((above - Loss()) / (2 * Distance));
            p[which][n] = here;
        }
        return slopes;

        double Loss() => plain.Run(p, mask).Select((y, i) => y.Zip(Numbers.Wave([y.Length], phase: i).ToArray(), (a, b) => a * b).Sum()).Sum();
    }
}
