using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>What a recurrent layer of Keras and the cell inside it have in common: set on either, read by both.</summary>
internal sealed class RecurrentOptions
{
    public ActivationFunction Activation { get; set; } = ActivationFunction.Tanh;

    public ActivationFunction RecurrentActivation { get; set; } = ActivationFunction.Sigmoid;

    public bool UseBias { get; set; } = true;

    public Initializer KernelInitializer { get; set; } = new GlorotUniform();

    public Initializer RecurrentInitializer { get; set; } = new Orthogonal();

    public Initializer BiasInitializer { get; set; } = new Zeros();

    public Regularizer? KernelRegularizer { get; set; }

    public Regularizer? RecurrentRegularizer { get; set; }

    public Regularizer? BiasRegularizer { get; set; }

    public Constraint? KernelConstraint { get; set; }

    public Constraint? RecurrentConstraint { get; set; }

    public Constraint? BiasConstraint { get; set; }

    // As in Keras, what lies outside is taken as the nearest fraction.
    public float Dropout { get; set => field = Math.Clamp(value, 0, 1); }

    public float RecurrentDropout { get; set => field = Math.Clamp(value, 0, 1); }

    public int? Seed { get; set; }

    /// <summary>Of LSTM.</summary>
    public bool UnitForgetBias { get; set; } = true;

    /// <summary>Of GRU.</summary>
    public bool ResetAfter { get; set; } = true;

    /// <summary>Writes the part of a configuration that comes first.</summary>
    public void WriteActivations(JsonObject config, int units, bool hasGates)
    {
        config["units"] = units;
        WriteActivations(config, hasGates);
    }

    /// <summary>Writes the activations and whether there is a bias.</summary>
    public void WriteActivations(JsonObject config, bool hasGates)
    {
        config["activation"] = Activation.Name;
        if (hasGates)
            config["recurrent_activation"] = RecurrentActivation.Name;
        config["use_bias"] = UseBias;
    }

    /// <summary>Writes the first values.</summary>
    public void WriteInitializers(JsonObject config)
    {
        config["kernel_initializer"] = KernelInitializer.Serialize();
        config["recurrent_initializer"] = RecurrentInitializer.Serialize();
        config["bias_initializer"] = BiasInitializer.Serialize();
    }

    /// <summary>Writes what keeps weights small.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="isLayer">Whether it is a layer's, which has an activity regularizer.</param>
    public void WriteLimits(JsonObject config, bool isLayer)
    {
        config["kernel_regularizer"] = KernelRegularizer?.Serialize();
        config["recurrent_regularizer"] = RecurrentRegularizer?.Serialize();
        config["bias_regularizer"] = BiasRegularizer?.Serialize();
        if (isLayer)
            config["activity_regularizer"] = null;
        config["kernel_constraint"] = KernelConstraint?.Serialize();
        config["recurrent_constraint"] = RecurrentConstraint?.Serialize();
        config["bias_constraint"] = BiasConstraint?.Serialize();
        config["dropout"] = Dropout;
        config["recurrent_dropout"] = RecurrentDropout;
    }

    /// <summary>Reads all of it.</summary>
    public static RecurrentOptions Read(JsonObject config) => new()
    {
        Activation = config.ContainsKey("activation") ? ActivationFunction.Deserialize(config["activation"]) : ActivationFunction.Tanh,
        RecurrentActivation = config.ContainsKey("recurrent_activation")
            ? ActivationFunction.Deserialize(config["recurrent_activation"])
            : ActivationFunction.Sigmoid,
        UseBias = (bool?)config["use_bias"] ?? true,
        KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform(),
        RecurrentInitializer = Initializer.Deserialize(config["recurrent_initializer"]) ?? new Orthogonal(),
        BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros(),
        KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]),
        RecurrentRegularizer = Regularizer.Deserialize(config["recurrent_regularizer"]),
        BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]),
        KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]),
        RecurrentConstraint = Constraint.Deserialize(config["recurrent_constraint"]),
        BiasConstraint = Constraint.Deserialize(config["bias_constraint"]),
        Dropout = (float?)config["dropout"] ?? 0,
        RecurrentDropout = (float?)config["recurrent_dropout"] ?? 0,
        Seed = config["seed"] is JsonValue value && value.TryGetValue(out int seed) ? seed : null,
        UnitForgetBias = (bool?)config["unit_forget_bias"] ?? true,
        ResetAfter = (bool?)config["reset_after"] ?? true,
    };

    /// <summary>The number of units.</summary>
    public static int UnitsOf(JsonObject config) => (int?)config["units"] ?? (int)config["output_dim"]!;
}
