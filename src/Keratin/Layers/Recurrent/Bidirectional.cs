using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Reads a sequence from both ends: a recurrent layer forwards, another one backwards, and what both give joined.</summary>
/// <remarks>
/// <para><b>Input</b> as the layer's; of states that are given the first half goes forwards, the other backwards. <b>Output</b> both outputs joined
/// as <see cref="MergeMode"/> says, with sequences in the input's order of time; then, where the layer returns them, the states of both.</para>
/// <para><b>Masks</b> go to both layers. In sequences the output at steps that do not count is 0.</para>
/// <para>Schuster, Paliwal: "Bidirectional recurrent neural networks", IEEE Transactions on Signal Processing 1997.</para>
/// </remarks>
/// <example><code>KerasTensor y = new Bidirectional(new LSTM(32)).Apply(new Input(10, 8));   // (None, 64)</code></example>
public sealed class Bidirectional : Layer
{
    private static readonly string?[] s_modes = ["sum", "mul", "ave", "concat", null];

    /// <summary>A layer of two recurrent layers.</summary>
    /// <param name="layer">Reads forwards. As in Keras it is made again from its configuration, under the name <c>forward_…</c>.</param>
    /// <param name="backwardLayer">Reads backwards; by default the same as the other, under the name <c>backward_…</c>.</param>
    /// <exception cref="ArgumentException">Both read in one direction, or differ in what they return; or the layer cannot be made again.</exception>
    public Bidirectional(RNN layer, RNN? backwardLayer = null)
        : this(layer, backwardLayer, isRead: false)
    {
    }

    private Bidirectional(RNN layer, RNN? backwardLayer, bool isRead)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ForwardLayer = isRead ? layer : Copy(layer, "forward", layer.GoBackwards) ?? layer;
        BackwardLayer = backwardLayer ?? Copy(layer, "backward", isBackwards: true) ?? throw new ArgumentException(
            $"Bidirectional: expected a layer that can be made again from its configuration; got {layer} with a cell of a class of its own.\n" +
            "  hint:     give a second layer, with GoBackwards = true, as backwardLayer", nameof(layer));
        CheckPair();
        ForwardLayer.SetZeroOutputForMask(ForwardLayer.ReturnSequences);
        BackwardLayer.SetZeroOutputForMask(ForwardLayer.ReturnSequences);
    }

    /// <summary>How the outputs are joined: <c>concat</c>, <c>sum</c>, <c>mul</c>, <c>ave</c>; null gives both.</summary>
    public string? MergeMode
    {
        get;
        init => field = s_modes.Contains(value) ? value
            : throw new ArgumentException($"Bidirectional: expected a merge mode of concat, sum, mul, ave and null; got '{value}'.", nameof(value));
    } = "concat";

    /// <summary>The layer that reads forwards.</summary>
    public RNN ForwardLayer { get; }

    /// <summary>The layer that reads backwards.</summary>
    public RNN BackwardLayer { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => [ForwardLayer, BackwardLayer];

    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => [("forward_layer", ForwardLayer), ("backward_layer", BackwardLayer)];

    internal override string? FurtherInputs => "initial_state";

    /// <summary>The states of layers that are stateful begin at zero again.</summary>
    public void ResetState()
    {
        ForwardLayer.ResetState();
        BackwardLayer.ResetState();
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ForwardLayer.EnsureBuilt(input);
        BackwardLayer.EnsureBuilt(input);
        foreach (Variable weight in ForwardLayer.Weights.Concat(BackwardLayer.Weights))
            weight.Path = $"{Name}/{weight.Path}";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, CallArguments arguments, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(arguments);
        int given = inputs.Count - 1;
        if (given % 2 != 0)
            throw new ShapeException($"{this}", "as many states forwards as backwards", $"{given} states");
        KerasTensor? mask = given == 0 ? MaskOf(inputs[0]) : arguments.Mask;
        var inner = new CallArguments { Mask = mask };
        IReadOnlyList<KerasTensor> forward = ForwardLayer.ApplyAll([inputs[0], .. inputs.Skip(1).Take(given / 2)], inner);
        IReadOnlyList<KerasTensor> backward = BackwardLayer.ApplyAll([inputs[0], .. inputs.Skip(1 + (given / 2))], inner);
        return [.. Merge(forward[0], ForwardLayer.ReturnSequences ? Turned(backward[0]) : backward[0]), .. forward.Skip(1), .. backward.Skip(1)];
    }

    private IReadOnlyList<KerasTensor> Merge(KerasTensor forward, KerasTensor backward) => MergeMode switch
    {
        "concat" => [Ops.Concatenate([forward, backward])],
        "sum" => [forward + backward],
        "mul" => [forward * backward],
        "ave" => [(forward + backward) * 0.5f],
        _ => [forward, backward],
    };

    // While a model is described the time may be unknown; the shape stays the same.
    private static KerasTensor Turned(KerasTensor sequence) => sequence.Shape[1] == Shape.Unknown ? sequence : sequence.Flip(1);

    private static RNN? Copy(RNN layer, string direction, bool isBackwards) => NestedLayer.Clone(layer, config =>
    {
        config["name"] = $"{direction}_{(layer.Name.StartsWith($"{direction}_", StringComparison.Ordinal) ? layer.Name[(direction.Length + 1)..] : layer.Name)}";
        config["go_backwards"] = isBackwards;
    });

    private void CheckPair()
    {
        RNN one = ForwardLayer, other = BackwardLayer;
        if (one.GoBackwards == other.GoBackwards)
            throw new ArgumentException($"Bidirectional: expected layers of different GoBackwards; got {one.GoBackwards} of both.");
        if ((one.ReturnSequences, one.ReturnState, one.Stateful) != (other.ReturnSequences, other.ReturnState, other.Stateful))
            throw new ArgumentException($"Bidirectional: expected layers with the same ReturnSequences, ReturnState and Stateful; got {one} and {other}.");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["merge_mode"] = MergeMode;
        config["layer"] = NestedLayer.Describe(ForwardLayer);
        config["backward_layer"] = NestedLayer.Describe(BackwardLayer);
    }

    internal static Bidirectional FromConfig(JsonObject config)
    {
        string who = $"Bidirectional '{(string?)config["name"]}'";
        RNN forward = NestedLayer.Read<RNN>(config["layer"], who);
        RNN? backward = config["backward_layer"] is { } node ? NestedLayer.Read<RNN>(node, who) : null;
        // Older files have the layer itself, which both are copies of.
        return new(forward, backward, isRead: backward is not null)
        {
            Name = (string)config["name"]!,
            MergeMode = config.ContainsKey("merge_mode") ? (string?)config["merge_mode"] : "concat",
        };
    }
}
