using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Regularizers;

namespace Keratin.Tests.Layers;

// Recurrent layers, their cells, and what wraps them.
internal static partial class LayerSamples
{
    private static IEnumerable<(string Title, Func<Layer> Make, Shape[] Inputs)> Recurrent =>
    [
        ("SimpleRNN", () => new SimpleRNN(3), [[4, 2]]),
        ("SimpleRNN of sequences with softsign", () => new SimpleRNN(3) { ReturnSequences = true, Activation = "softsign", UseBias = false, GoBackwards = true }, [[4, 2]]),
        ("LSTM", () => new LSTM(3), [[4, 2]]),
        ("LSTM of sequences and states", () => new LSTM(3) { ReturnSequences = true, ReturnState = true, GoBackwards = true }, [[4, 2]]),
        ("LSTM from states", () => new LSTM(3) { UseBias = false, Dropout = 0.25f, Seed = 3 }, [[4, 2], [3], [3]]),
        ("LSTM with all extras", () => new LSTM(3)
        {
            Activation = "softsign", RecurrentActivation = "hard_sigmoid", UnitForgetBias = false, BiasInitializer = new Constant(0.25f),
            RecurrentInitializer = new Orthogonal(0.5f), KernelRegularizer = new L2(0.25f), RecurrentRegularizer = new L1(0.125f), BiasRegularizer = new L2(0.5f),
            KernelConstraint = new MaxNorm(2), RecurrentConstraint = new NonNeg(), BiasConstraint = new MaxNorm(1), Dropout = 0.25f, RecurrentDropout = 0.25f, Seed = 5,
        }, [[4, 2]]),
        ("GRU", () => new GRU(3), [[4, 2]]),
        ("GRU of sequences and state", () => new GRU(3) { ReturnSequences = true, ReturnState = true, UseBias = false }, [[4, 2], [3]]),
        ("GRU that resets before", () => new GRU(3) { ResetAfter = false, GoBackwards = true }, [[4, 2]]),
        ("GRU with dropout", () => new GRU(3) { Dropout = 0.5f, RecurrentDropout = 0.25f, Seed = 5, Unroll = true, ZeroOutputForMask = true }, [[4, 2]]),
        ("RNN of cells", () => new RNN(new LSTMCell(3) { Name = "low" }, new GRUCell(2) { Name = "high" }) { ReturnSequences = true, GoBackwards = true }, [[4, 2]]),
        ("RNN of one cell", () => new RNN(new SimpleRNNCell(3) { Name = "cell", Dropout = 0.25f, Seed = 3 }), [[4, 2]]),
        ("SimpleRNNCell", () => new SimpleRNNCell(3), [[2], [3]]),
        ("LSTMCell", () => new LSTMCell(3) { RecurrentDropout = 0.5f, Seed = 3 }, [[2], [3], [3]]),
        ("GRUCell", () => new GRUCell(3), [[2], [3]]),
        ("GRUCell that resets before", () => new GRUCell(3) { ResetAfter = false }, [[2], [3]]),
        ("StackedRNNCells", () => new StackedRNNCells(new GRUCell(3) { Name = "low" }, new LSTMCell(2) { Name = "high" }), [[2], [3], [2], [2]]),
        ("ConvLSTM1D", () => new ConvLSTM1D(2, 3), [[3, 5, 2]]),
        ("ConvLSTM1D with all extras", () => new ConvLSTM1D(2, 2)
        {
            Strides = 2, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst, Activation = "softsign", RecurrentActivation = "hard_sigmoid",
            UnitForgetBias = false, BiasInitializer = new Constant(0.25f), RecurrentInitializer = new Orthogonal(0.5f), KernelRegularizer = new L2(0.25f),
            RecurrentRegularizer = new L1(0.125f), BiasRegularizer = new L2(0.5f), KernelConstraint = new MaxNorm(2), RecurrentConstraint = new MaxNorm(2),
            BiasConstraint = new MaxNorm(1), Dropout = 0.25f, RecurrentDropout = 0.25f, Seed = 5, ReturnSequences = true, GoBackwards = true,
        }, [[3, 2, 5]]),
        ("ConvLSTM2D", () => new ConvLSTM2D(2, (2, 3)) { ReturnSequences = true, ReturnState = true }, [[2, 4, 4, 2]]),
        ("ConvLSTM2D from states", () => new ConvLSTM2D(2, 3) { Padding = Padding.Same, DilationRate = 2, UseBias = false }, [[2, 4, 4, 1], [4, 4, 2], [4, 4, 2]]),
        ("ConvLSTM3D", () => new ConvLSTM3D(2, 2), [[2, 3, 3, 3, 1]]),
        ("Bidirectional of images", () => new Bidirectional(new ConvLSTM2D(2, 2) { Name = "inner", ReturnSequences = true }), [[2, 3, 3, 1]]),
        ("Bidirectional", () => new Bidirectional(new LSTM(3) { Name = "inner" }), [[4, 2]]),
        ("Bidirectional sum of sequences", () => new Bidirectional(new GRU(3) { Name = "inner", ReturnSequences = true }) { MergeMode = "sum" }, [[4, 2]]),
        ("Bidirectional product", () => new Bidirectional(new SimpleRNN(3) { Name = "inner" }) { MergeMode = "mul" }, [[4, 2]]),
        ("Bidirectional mean with states", () => new Bidirectional(new SimpleRNN(3) { Name = "inner", ReturnState = true }) { MergeMode = "ave" }, [[4, 2], [3], [3]]),
        ("Bidirectional of two", () => new Bidirectional(
            new LSTM(3) { Name = "one", ReturnSequences = true },
            new LSTM(2) { Name = "other", ReturnSequences = true, GoBackwards = true }) { MergeMode = null }, [[4, 2]]),
        ("TimeDistributed", () => new TimeDistributed(new Dense(3) { Name = "inner" }), [[4, 2]]),
        ("TimeDistributed of images", () => new TimeDistributed(new Conv2D(2, 2) { Name = "inner" }), [[2, 4, 4, 1]]),
        ("TimeDistributed of batch normalization", () => new TimeDistributed(new BatchNormalization { Name = "inner" }), [[3, 4]]),
    ];
}
