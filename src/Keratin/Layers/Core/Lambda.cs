using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>A function of one's own as a layer: <c>new Lambda(x => x.Square())</c>. It has no weights.</summary>
/// <remarks>
/// <para><b>Input</b>, <b>Output</b> what the function takes and gives. A mask of the input stays.</para>
/// <para>
/// A model with it can be trained but not saved as a whole: no file can hold code, and code in a file is nothing one should run. Keras' own
/// files with a Lambda are refused for the same reason. What is to be saved is better written as a class derived from <see cref="Layer"/>.
/// </para>
/// </remarks>
/// <param name="function">The function, written with <see cref="Ops"/>.</param>
/// <example><code>KerasTensor y = new Lambda(x => x / x.Max([1], keepDims: true)).Apply(new Input(10));   // (None, 10)</code></example>
public sealed class Lambda(Func<KerasTensor, KerasTensor> function) : Layer
{
    /// <summary>The function.</summary>
    public Func<KerasTensor, KerasTensor> Function { get; } = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => Function(x);

    internal static Lambda FromConfig(JsonObject config) => throw new InvalidDataException(
        $"Lambda '{(string?)config["name"]}': expected a layer that is described by values; got one of code, which is not run.");
}
