using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Turns whole numbers into rows with a place for each of them.</summary>
/// <remarks>
/// <para><b>Input</b> whole numbers from 0 to <c>numTokens - 1</c>, <c>(batch, length)</c>; what is outside counts nowhere. With <c>Count</c> a second input of
/// the same shape says what each of them counts.</para>
/// <para><b>Output</b> <c>(batch, numTokens)</c>; with <c>OneHot</c> <c>(batch, length, numTokens)</c>, where a length of 1 disappears.</para>
/// </remarks>
/// <param name="numTokens">How many different numbers there are.</param>
/// <param name="outputMode"><c>MultiHot</c>, <c>OneHot</c> or <c>Count</c>.</param>
/// <example><code>KerasTensor bag = new CategoryEncoding(1000).Apply(new Input(20));   // (None, 1000): which of 1000 words occur</code></example>
public sealed class CategoryEncoding(int numTokens, OutputMode outputMode = OutputMode.MultiHot) : Layer
{
    /// <summary>How many different numbers there are.</summary>
    public int NumTokens { get; } = Require.Positive(numTokens);

    /// <summary>What the rows hold.</summary>
    public OutputMode OutputMode { get; } = outputMode is OutputMode.MultiHot or OutputMode.OneHot or OutputMode.Count ? outputMode
        : throw new ArgumentOutOfRangeException(nameof(outputMode), outputMode, "'outputMode' is MultiHot, OneHot or Count.");

    internal override IReadOnlyList<string> InputArguments => ["inputs", "count_weights"];

    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count > 2 || (inputs.Count == 2 && (OutputMode != OutputMode.Count || inputs[0].Shape != inputs[1].Shape)))
        {
            throw new ShapeException(
                $"{this}", "one input, or for Count a second one of the same shape, with weights", string.Join(" and ", inputs.Select(input => $"{input.Shape}")));
        }
        return TokenEncoding.Encode(inputs[0], NumTokens, OutputMode, inputs.Count == 2 ? inputs[1] : null);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["num_tokens"] = NumTokens;
        config["output_mode"] = TokenEncoding.ToJson(OutputMode);
        config["sparse"] = false;
    }

    internal static CategoryEncoding FromConfig(JsonObject config) => new(
        (int)config["num_tokens"]!, TokenEncoding.Read((string?)config["output_mode"], OutputMode.MultiHot))
    { Name = (string)config["name"]! };
}
