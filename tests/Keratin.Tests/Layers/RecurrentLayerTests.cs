using System.Text.Json.Nodes;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Regularizers;
using Keratin.Saving;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Layers;

// What Keras' tests of recurrent layers say besides numbers.
public class RecurrentLayerTests
{
    public static TheoryData<string> Kinds => ["SimpleRNN", "LSTM", "GRU"];

    private static RNN Make(string kind, float dropout = 0, float recurrentDropout = 0, bool sequences = false, bool regularized = false, bool stateful = false)
    {
        Regularizer? l1 = regularized ? new L1(0.01f) : null, l2 = regularized ? new L2(0.01f) : null;
        return kind switch
        {
            "LSTM" => new LSTM(3)
            {
                Dropout = dropout,
                RecurrentDropout = recurrentDropout,
                ReturnSequences = sequences,
                Stateful = stateful,
                BiasRegularizer = l1,
                KernelRegularizer = l2,
                RecurrentRegularizer = l2,
            },
            "GRU" => new GRU(3)
            {
                Dropout = dropout,
                RecurrentDropout = recurrentDropout,
                ReturnSequences = sequences,
                Stateful = stateful,
                BiasRegularizer = l1,
                KernelRegularizer = l2,
                RecurrentRegularizer = l2,
            },
            _ => new SimpleRNN(3)
            {
                Dropout = dropout,
                RecurrentDropout = recurrentDropout,
                ReturnSequences = sequences,
                Stateful = stateful,
                BiasRegularizer = l1,
                KernelRegularizer = l2,
                RecurrentRegularizer = l2,
            },
        };
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Has_three_weights_and_a_loss_for_each_regularizer(string kind)
    {
        RNN layer = Make(kind, sequences: true, regularized: true);
        int losses = 0;
        float[] y = Step.Run(
            x =>
            {
                KerasTensor result = layer.Apply(x);
                losses = Keratin.Graph.Trace.Current!.Losses.Count;
                return result;
            }, Numbers.Wave([3, 2, 4]));
        Assert.Equal((3, 3, 0, 18), (losses, layer.TrainableWeights.Count, layer.NonTrainableWeights.Count, y.Length));
    }

    // The masks of a sequence stay the same from step to step, so what one step of ones gives is what the others give.
    [Theory]
    [InlineData("SimpleRNN", 0.5f, 0)]
    [InlineData("LSTM", 0.5f, 0)]
    [InlineData("GRU", 0.5f, 0)]
    [InlineData("SimpleRNN", 0, 0.5f)]
    [InlineData("LSTM", 0, 0.5f)]
    [InlineData("GRU", 0, 0.5f)]
    [InlineData("LSTM", 0.5f, 0.5f)]
    public void Drops_in_training_alone_and_the_same_at_all_steps(string kind, float dropout, float recurrentDropout)
    {
        RNN layer = Make(kind, dropout, recurrentDropout, sequences: true), plain = Make(kind, sequences: true);
        Tensor<float> x = Numbers.Of([8, 4, 6], [.. Enumerable.Repeat(0.5f, 8 * 4 * 6)]);
        layer.EnsureBuilt(x.Shape());
        plain.EnsureBuilt(x.Shape());
        plain.SetWeights(layer.GetWeights());
        float[] expected = plain.Predict(x).ToArray();
        Numbers.Close(expected, Step.Run(input => layer.Apply(input), x));
        float[] trained = Step.Run(input => layer.Apply(input), x, training: true);
        Assert.NotEqual(expected, trained);
        // The first step has no state to drop of.
        if (dropout == 0)
            Numbers.Close([.. expected.Where((_, i) => i / 3 % 4 == 0)], [.. trained.Where((_, i) => i / 3 % 4 == 0)], 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_stateful_layer_refuses_another_batch(string kind)
    {
        RNN layer = Make(kind, stateful: true);
        layer.Predict(Numbers.Wave([4, 5, 3]));
        Assert.Contains("batches of 4 samples", Assert.Throws<ShapeException>(() => layer.Predict(Numbers.Wave([1, 5, 3]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_stateful_layer_begins_with_states_that_are_given_and_goes_on_from_there(string kind)
    {
        RNN stateful = Make(kind, stateful: true), plain = Make(kind);
        Tensor<float> x = Numbers.Wave([2, 6, 3]), first = Part(0), second = Part(1);
        Tensor<float>[] states = [.. Enumerable.Range(0, kind == "LSTM" ? 2 : 1).Select(i => Numbers.Wave([2, 3], phase: i))];
        float[] expected = Step.RunAll(
            inputs =>
            {
                KerasTensor result = plain.Apply([.. inputs]);
                stateful.EnsureBuilt(inputs[0].Shape);
                stateful.SetWeights(plain.GetWeights());
                return [result];
            }, [x, .. states])[0];
        Step.RunAll(inputs => [stateful.Apply([.. inputs])], [first, .. states]);
        Numbers.Close(expected, stateful.Predict(second).ToArray());

        Tensor<float> Part(int half) =>
            Numbers.Of([2, 3, 3], [.. Enumerable.Range(0, 18).Select(i => x.ToArray()[(i / 9 * 18) + (half * 9) + (i % 9)])]);
    }

    [Fact]
    public void A_stateful_layer_begins_as_its_cell_says_and_reset_with_zeros()
    {
        var layer = new RNN(new FromOnes()) { Stateful = true };
        Tensor<float> x = Numbers.Of([1, 2, 2], 0, 0, 0, 0);
        Assert.Equal([2f, 2], layer.Predict(x).ToArray().Select(number => number / 2));
        Assert.Equal([16f, 16], layer.Predict(x).ToArray());
        layer.ResetState();
        Assert.Equal([0f, 0], layer.Predict(x).ToArray());
    }

    [Fact]
    public void Counts_of_states_must_fit()
    {
        var error = Assert.Throws<ShapeException>(() => new LSTM(2).Apply(new Input(3, 2), new Input(2)));
        Assert.Contains("a sequence and 2 states", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new Bidirectional(new LSTM(2)).Apply(new Input(3, 2), new Input(2)));
    }

    [Theory]
    [InlineData("concat", 4)]
    [InlineData("ave", 2)]
    [InlineData("mul", 2)]
    [InlineData("sum", 2)]
    [InlineData(null, 2)]
    public void Both_directions_say_their_shapes(string? mode, int width)
    {
        foreach (bool states in new[] { false, true })
        {
            var layer = new Bidirectional(new LSTM(2) { ReturnState = states }) { MergeMode = mode };
            Shape[] shapes = [.. layer.ApplyAll(new Input(2, 2)).Select(y => y.Shape)];
            Assert.Equal((mode is null ? 2 : 1) + (states ? 4 : 0), shapes.Length);
            Assert.Equal([Shape.Unknown, width], shapes[0]);
            Assert.All(shapes[(mode is null ? 2 : 1)..], shape => Assert.Equal([Shape.Unknown, 2], shape));
            float[][] results = Step.RunAll(x => layer.ApplyAll(x[0]), [Numbers.Of([1, 2, 2], 101, 202, 303, 404)]);
            Assert.Equal(shapes.Select(shape => shape[1]), results.Select(result => result.Length));
        }
    }

    // Of each sample those steps alone that count.
    [Fact]
    public void Both_directions_read_a_masked_sequence_as_if_it_were_shorter()
    {
        var layer = new Bidirectional(new GRU(3) { ReturnSequences = true });
        Tensor<float> x = Numbers.Wave([1, 5, 2]), inside = Numbers.Of([1, 3, 2], x.ToArray()[2..8]);
        float[] masked = Step.Run((input, mask) => layer.Apply([input], new CallArguments { Mask = mask }), x, Numbers.Of([1, 5], 0, 1, 1, 1, 0));
        Numbers.Close([.. new float[6], .. layer.Predict(inside).ToArray(), .. new float[6]], masked);
    }

    [Fact]
    public void A_layer_of_unknown_time_runs_at_any_length_also_from_a_file()
    {
        var x = new Input(Shape.Unknown, 3);
        KerasTensor y = new LSTM(2).Apply(new Bidirectional(new GRU(2) { ReturnSequences = true }).Apply(x));
        var model = new Model(x, y);
        Assert.Equal([Shape.Unknown, 2], y.Shape);
        using var folder = new TemporaryFolder();
        model.Save(folder.At("model.keras"));
        Model read = Keratin.Saving.Models.Load(folder.At("model.keras"));
        foreach (int time in new[] { 1, 4, 9 })
            Numbers.SameBits(model.Predict(Numbers.Wave([2, time, 3])).ToArray(), read.Predict(Numbers.Wave([2, time, 3])).ToArray());
    }

    [Fact]
    public void Stacked_LSTM_cells_give_the_states_of_each()
    {
        var layer = new RNN(new LSTMCell(10), new LSTMCell(10)) { ReturnState = true };
        Assert.Equal([10, 10, 10, 10, 10], layer.ApplyAll(new Input(3, 5)).Select(y => y.Shape[1]));
    }

    private sealed class FromOnes : RNNCell
    {
        public override IReadOnlyList<int> StateSize => [2];

        public override IReadOnlyList<KerasTensor> GetInitialState(int batchSize) => [Ops.Ones([batchSize, 2])];

        protected override IReadOnlyList<KerasTensor> Step(KerasTensor x, IReadOnlyList<KerasTensor> states, bool training) => [x + (states[0] * 2), x + (states[0] * 2)];
    }
}
