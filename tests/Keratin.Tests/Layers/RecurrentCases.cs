using Keratin.Layers;

namespace Keratin.Tests.Layers;

// Numbers of Keras' simple_rnn_test, lstm_test, gru_test, rnn_test, stacked_rnn_cells_test and bidirectional_test.
internal static partial class RecurrentCases
{
    private static readonly Shape s_short = [2, 3, 4], s_narrow = [2, 4, 3], s_long = [3, 6, 4], s_ones = [1, 2, 3];

    private static readonly float[] s_holes = [1, 1, 0, 1, 1, 0, 0, 1], s_ends = [1, 1, 1, 0, 1, 1, 0, 0], s_begins = [0, 1, 1, 1, 0, 0, 1, 1];

    public static IReadOnlyList<RecurrentCase> All { get; } = [.. Simple, .. Lstm, .. Gru, .. Cells, .. Stacks, .. Both, .. Convolutional];

    public static TheoryData<string> Titles => [.. All.Select(sample => sample.Title)];

    public static RecurrentCase Find(string title) => All.Single(sample => sample.Title == title);

    private static IEnumerable<RecurrentCase> Simple =>
    [
        RecurrentCase.Of("SimpleRNN", """{"units":4}""", s_short, 0.405432f, 0.73605347f),
        RecurrentCase.Of("SimpleRNN", """{"units":4,"unroll":true}""", s_short, 0.405432f, 0.73605347f),
        RecurrentCase.Of("SimpleRNN", """{"units":4,"go_backwards":true}""", s_short, 0.11144729f, 0.5528889f),
        RecurrentCase.Of("SimpleRNN", """{"units":4,"go_backwards":true,"unroll":true}""", s_short, 0.11144729f, 0.5528889f),
        RecurrentCase.Of("SimpleRNN", """{"units":4,"stateful":true}""", s_short, 0.40559256f, 0.7361247f) with { Calls = 2 },
        RecurrentCase.Of("SimpleRNN", """{"units":4,"name":"from_state"}""", s_narrow, 0.33621645f, 0.6262637f) with { States = [RecurrentCase.Count([2, 4])] },
        RecurrentCase.Of("SimpleRNN", """{"units":4,"name":"from_state","go_backwards":true}""", s_narrow, 0.07344437f, 0.43043602f) with { States = [RecurrentCase.Count([2, 4])] },
        RecurrentCase.Of("SimpleRNN", """{"units":4,"name":"masked","unroll":true}""", s_narrow, 0.32951632f, 0.61799484f) with { Mask = s_holes },
        RecurrentCase.Of("SimpleRNN", """{"units":2,"name":"masked","return_sequences":true}""", s_narrow,
            0.0599281f, 0.15122814f, 0.15122814f, 0.32394567f, 0.3969304f, 0.3969304f, 0.3969304f, 0.608085f) with { Mask = s_holes },
        RecurrentCase.Of("SimpleRNN", """{"units":2,"name":"masked","return_sequences":true,"zero_output_for_mask":true}""", s_narrow,
            0.0599281f, 0.15122814f, 0, 0.32394567f, 0.3969304f, 0, 0, 0.608085f) with { Mask = s_holes },
        RecurrentCase.Of("SimpleRNN", """{"units":4,"name":"masked","go_backwards":true}""", s_narrow, 0.07376196f, 0.43645123f) with { Mask = s_holes },
    ];

    private static IEnumerable<RecurrentCase> Lstm =>
    [
        .. from implementation in new[] { 1, 2 }
           from other in new (string Config, float[] Expected)[]
           {
               ("", [0.6288687f, 0.86899155f, 0.9460773f]),
               (""","go_backwards":true""", [0.35622165f, 0.74789524f, 0.8872726f]),
               (""","unroll":true""", [0.6288687f, 0.86899155f, 0.9460773f]),
               (""","unit_forget_bias":false""", [0.57019705f, 0.8661914f, 0.9459622f]),
               (""","use_bias":false""", [0.54986924f, 0.86226785f, 0.9443936f]),
           }
           select RecurrentCase.Of("LSTM", $$"""{"units":3,"implementation":{{implementation}}{{other.Config}}}""", s_long, other.Expected),
        RecurrentCase.Of("LSTM", """{"units":4,"stateful":true}""", s_short, 0.3124785f, 0.6863672f) with { Calls = 2 },
        RecurrentCase.Of("LSTM", """{"units":2,"name":"from_state"}""", s_narrow, 0.20574439f, 0.3558822f, 0.64930826f, 0.66276f) with { States = [RecurrentCase.Count([2, 2]), RecurrentCase.Count([2, 2])] },
        RecurrentCase.Of("LSTM", """{"units":2,"name":"from_state","go_backwards":true}""", s_narrow, 0.13281618f, 0.2790356f, 0.5839337f, 0.5992567f) with { States = [RecurrentCase.Count([2, 2]), RecurrentCase.Count([2, 2])] },
        RecurrentCase.Of("LSTM", """{"units":2,"name":"masked","unroll":true}""", s_narrow, 0.11755939f, 0.28556206f) with { Mask = s_ends },
        RecurrentCase.Of("LSTM", """{"units":2,"name":"masked","return_sequences":true}""", s_narrow,
            0.01588910f, 0.05552048f, 0.11755939f, 0.11755939f, 0.14185596f, 0.28556206f, 0.28556206f, 0.28556206f) with { Mask = s_ends },
        RecurrentCase.Of("LSTM", """{"units":2,"name":"masked","return_sequences":true,"zero_output_for_mask":true}""", s_narrow,
            0.01588910f, 0.05552048f, 0.11755939f, 0, 0.14185596f, 0.28556206f, 0, 0) with { Mask = s_ends },
        RecurrentCase.Of("LSTM", """{"units":2,"name":"masked","go_backwards":true}""", s_narrow, 0.15341201f, 0.3844719f) with { Mask = s_begins },
    ];

    private static IEnumerable<RecurrentCase> Gru =>
    [
        RecurrentCase.Of("GRU", """{"units":3}""", s_long, 0.5217289f, 0.6371659f, 0.39384964f),
        RecurrentCase.Of("GRU", """{"units":3,"implementation":0}""", s_long, 0.5217289f, 0.6371659f, 0.39384964f),
        RecurrentCase.Of("GRU", """{"units":3,"go_backwards":true}""", s_long, 0.24406259f, 0.611516f, 0.3928808f),
        RecurrentCase.Of("GRU", """{"units":3,"unroll":true}""", s_long, 0.5217289f, 0.6371659f, 0.39384964f),
        RecurrentCase.Of("GRU", """{"units":3,"reset_after":false}""", s_long, 0.51447755f, 0.6426879f, 0.40208298f),
        RecurrentCase.Of("GRU", """{"units":3,"use_bias":false}""", s_long, 0.49988455f, 0.64701194f, 0.4103359f),
        RecurrentCase.Of("GRU", """{"units":4,"stateful":true}""", s_short, 0.29542392f, 0.5885018f) with { Calls = 2 },
        .. from backwards in new[] { false, true }
           from isReturned in new[] { false, true }
           let expected = backwards ? new[] { 0.13486053f, 0.23261218f, 0.78257304f, 0.9691353f } : [0.23774096f, 0.33508456f, 0.83659905f, 1.0227708f]
           select RecurrentCase.Of("GRU", $$"""{"units":2,"name":"from_state","go_backwards":{{(backwards ? "true" : "false")}},"return_state":{{(isReturned ? "true" : "false")}}}""", s_narrow) with
           {
               States = [RecurrentCase.Count([2, 2])],
               Expected = isReturned ? [expected, expected] : [expected],
           },
        RecurrentCase.Of("GRU", """{"units":2,"name":"masked","unroll":true}""", s_narrow, 0.19393763f, 0.30818558f) with { Mask = s_holes },
        RecurrentCase.Of("GRU", """{"units":2,"name":"masked","return_sequences":true}""", s_narrow,
            0.03606692f, 0.09497581f, 0.09497581f, 0.19393763f, 0.16051409f, 0.16051409f, 0.16051409f, 0.30818558f) with { Mask = s_holes },
        RecurrentCase.Of("GRU", """{"units":2,"name":"masked","return_sequences":true,"zero_output_for_mask":true}""", s_narrow,
            0.03606692f, 0.09497581f, 0, 0.19393763f, 0.16051409f, 0, 0, 0.30818558f) with { Mask = s_holes },
        RecurrentCase.Of("GRU", """{"units":2,"name":"masked","go_backwards":true}""", s_narrow, 0.11669192f, 0.28380975f) with { Mask = s_holes },
    ];

    // Cells of the user's own.
    private static IEnumerable<RecurrentCase> Cells =>
    [
        .. from sequences in new[] { false, true }
           from states in new[] { false, true }
           from two in new[] { false, true }
           let output = two ? sequences ? new float[] { 6, 18 } : [18] : sequences ? [3, 9] : [9]
           select new RecurrentCase($"own cell of {(two ? 2 : 1)} states, sequences {sequences}, states {states}",
               () => new RNN(two ? new TwoStatesCell(2) : new OneStateCell(2)) { ReturnSequences = sequences, ReturnState = states }, s_ones)
           {
               IsOnes = true,
               Expected = !states ? [output] : two ? [output, [9], [9]] : [output, [9]],
           },
        .. from states in new[] { false, true }
           from two in new[] { false, true }
           select new RecurrentCase($"own cell of {(two ? 2 : 1)} states from states, states {states}",
               () => new RNN(two ? new TwoStatesCell(2) : new OneStateCell(2)) { ReturnState = states }, [2, 3, 2])
           {
               IsOnes = true,
               States = [.. Enumerable.Repeat(Numbers.Of([2, 2], 1, 1, 1, 1), two ? 2 : 1)],
               Expected = two ? states ? [[44], [22], [22]] : [[44]] : states ? [[22], [22]] : [[22]],
           },
        .. from states in new[] { false, true }
           from two in new[] { false, true }
           select new RecurrentCase($"own cell of {(two ? 2 : 1)} states that stay, states {states}",
               () => new RNN(two ? new TwoStatesCell(2) : new OneStateCell(2)) { ReturnState = states, Stateful = true }, s_ones)
           {
               IsOnes = true,
               Calls = 2,
               Expected = two ? states ? [[90], [45], [45]] : [[90]] : states ? [[45], [45]] : [[45]],
           },
        new("own cell backwards", () => new RNN(new OneStateCell(2)) { GoBackwards = true }, s_short) { Calls = 2, Expected = [[202, 538]] },
        new("own cell whose state stays", () => new RNN(new OneStateCell(2)) { Stateful = true, ReturnState = true }, s_short)
        {
            Calls = 2,
            Expected = [[954, 3978], [954, 3978]],
        },
        .. from sequences in new[] { false, true }
           from unroll in new[] { false, true }
           select new RecurrentCase($"own cell masked, sequences {sequences}, unrolled {unroll}",
               () => new RNN(new OneStateCell(2)) { ReturnSequences = sequences, Unroll = unroll }, s_narrow)
           {
               Mask = s_ends,
               Expected = [sequences ? [3, 18, 57, 57, 39, 126, 126, 126] : [57, 126]],
           },
    ];

    private static IEnumerable<RecurrentCase> Stacks =>
    [
        .. from sequences in new[] { false, true }
           from states in new[] { false, true }
           let output = sequences ? new float[] { 18, 156, 786, 162, 1020, 4386 } : [786, 4386]
           select new RecurrentCase($"stack of one state, sequences {sequences}, states {states}",
               () => new RNN(new OneStateCell(3), new OneStateCell(2)) { ReturnSequences = sequences, ReturnState = states }, s_short)
           {
               Expected = states ? [output, [158, 782], [786, 4386]] : [output],
           },
        .. from sequences in new[] { false, true }
           select new RecurrentCase($"stack of two states, sequences {sequences}",
               () => new RNN(new TwoStatesCell(3), new TwoStatesCell(2)) { ReturnSequences = sequences }, s_short)
           {
               Expected = [sequences ? [72, 624, 3144, 648, 4080, 17544] : [3144, 17544]],
           },
        new("stack of two states with states", () => new RNN(new TwoStatesCell(3), new TwoStatesCell(2)) { ReturnState = true }, s_short)
        {
            Expected = [[3144, 17544], [158, 782], [158, 782], [1572, 8772], [1572, 8772]],
        },
        new("stack of one state that stays", () => new RNN(new OneStateCell(3), new OneStateCell(2)) { Stateful = true }, s_short) { Calls = 2, Expected = [[34092, 173196]] },
        new("stack of two states that stay", () => new RNN(new TwoStatesCell(3), new TwoStatesCell(2)) { Stateful = true }, s_short) { Calls = 2, Expected = [[136368, 692784]] },
        new("stack of LSTM cells, masked", () => new RNN(Ones("low"), Ones("high")), [2, 3, 4])
        {
            IsOnes = true,
            Mask = [1, 1, 1, 1, 1, 0],
            Tolerance = 1e-4f,
            Expected = [[0.7793f, 0.5998f]],
        },
    ];

    private static LSTMCell Ones(string name) => new(1) { Name = name, KernelInitializer = "ones", RecurrentInitializer = "ones" };

    private static IEnumerable<RecurrentCase> Both =>
    [
        RecurrentCase.Of("Bidirectional", """{"layer":{"class_name":"SimpleRNN","config":{"units":2}}}""", s_short,
            0.39687276f, 0.39687276f, 0.10004295f, 0.10004295f, 0.7237238f, 0.7237238f, 0.53391594f, 0.53391594f),
        RecurrentCase.Of("Bidirectional", """{"merge_mode":"ave","layer":{"class_name":"SimpleRNN","config":{"units":2}}}""", s_short, 0.24845785f, 0.6288199f),
        RecurrentCase.Of("Bidirectional", """{"merge_mode":null,"layer":{"class_name":"SimpleRNN","config":{"units":2}}}""", s_short) with
        {
            Expected = [[0.39687276f, 0.7237238f], [0.10004295f, 0.53391594f]],
        },
        RecurrentCase.Of("Bidirectional", """
            {"merge_mode":"mul","layer":{"class_name":"SimpleRNN","config":{"units":2}},"backward_layer":{"class_name":"SimpleRNN","config":{"name":"other","units":2,"go_backwards":true,
            "kernel_initializer":{"class_name":"Constant","config":{"value":0.03}},"bias_initializer":{"class_name":"Constant","config":{"value":0.01}}}}}
            """, s_short, 0.08374989f, 0.6740834f),
        RecurrentCase.Of("Bidirectional", """{"merge_mode":"sum","layer":{"class_name":"GRU","config":{"units":2,"return_sequences":true}}}""", s_short,
            0.20937867f, 0.34462988f, 0.40290534f, 0.59829646f, 0.6734641f, 0.6479671f),
        RecurrentCase.Of("Bidirectional", """{"layer":{"class_name":"LSTM","config":{"units":2,"stateful":true}}}""", s_narrow,
            0.26234663f, 0.26234663f, 0.16959146f, 0.16959146f, 0.6137073f, 0.6137073f, 0.5381646f, 0.5381646f) with { Calls = 2 },
        RecurrentCase.Of("Bidirectional", """{"layer":{"class_name":"LSTM","config":{"units":2}}}""", s_narrow,
            0.20794602f, 0.4577124f, 0.14046375f, 0.48191673f, 0.6682636f, 0.6711909f, 0.60943645f, 0.60950446f) with
        {
            States = [.. Enumerable.Range(1, 4).Select(scale => RecurrentCase.Count([2, 2], scale))],
        },
        RecurrentCase.Of("Bidirectional", """{"layer":{"class_name":"GRU","config":{"units":2}}}""", s_narrow,
            0.19393763f, 0.19393763f, 0.11669192f, 0.11669192f, 0.30818558f, 0.30818558f, 0.28380975f, 0.28380975f) with { Mask = s_holes },
        RecurrentCase.Of("Bidirectional", """{"layer":{"class_name":"LSTM","config":{"units":2,"return_state":true}}}""", s_narrow) with
        {
            Expected =
            [
                [0.1990008f, 0.1990008f, 0.12659755f, 0.12659755f, 0.52335435f, 0.52335435f, 0.44717982f, 0.44717982f],
                [0.1990008f, 0.52335435f], [0.35567185f, 1.0492687f], [0.12659755f, 0.44717982f], [0.2501858f, 0.941473f],
            ],
        },
    ];
}
