using System.Text.Json.Nodes;

namespace Keratin.Optimizers;

// The configuration, both ways.
public abstract partial class Optimizer
{
    // What Keras 2 wrote and Keras 3 refuses.
    private static readonly string[] s_outdated = ["decay", "lr", "is_legacy_optimizer", "jit_compile"];

    private JsonObject? _unknown;

    /// <summary>What Keras writes into a file.</summary>
    public JsonObject Config
    {
        get
        {
            JsonObject config = new()
            {
                ["name"] = Name,
                ["learning_rate"] = LearningRateSchedule is { } schedule ? schedule.Serialize() : LearningRateVariable.Span[0],
                ["weight_decay"] = WeightDecay,
                ["clipnorm"] = ClipNorm,
                ["global_clipnorm"] = GlobalClipNorm,
                ["clipvalue"] = ClipValue,
                ["use_ema"] = UseEma,
                ["ema_momentum"] = EmaMomentum,
                ["ema_overwrite_frequency"] = EmaOverwriteFrequency,
                ["loss_scale_factor"] = LossScaleFactor,
                ["gradient_accumulation_steps"] = GradientAccumulationSteps,
            };
            WriteConfig(config);
            foreach (var (key, value) in _unknown ?? [])
                config[key] = value?.DeepClone();
            return config;
        }
    }

    /// <summary>The optimizer that Keras calls so, with its defaults: <c>adam</c>.</summary>
    /// <param name="name">Keras' name.</param>
    public static implicit operator Optimizer(string name) => FromString(name);

    /// <summary>The optimizer that Keras calls so, with its defaults: <c>adam</c>.</summary>
    /// <param name="name">Keras' name.</param>
    public static Optimizer FromString(string name) => Serialized.Create("Optimizer", name, OptimizerTable.FromConfig);

    /// <summary>Takes from a file's configuration what all optimizers have; each class reads the rest itself. What is absent stays as the class has it.</summary>
    internal Optimizer ReadCommon(JsonObject config)
    {
        _name = (string?)config["name"] ?? _name;
        _weightDecay = config.ContainsKey("weight_decay") ? (float?)config["weight_decay"] : _weightDecay;
        _clipNorm = (float?)config["clipnorm"];
        _globalClipNorm = (float?)config["global_clipnorm"];
        _clipValue = (float?)config["clipvalue"];
        _useEma = (bool?)config["use_ema"] ?? false;
        _emaMomentum = Require.Fraction((float?)config["ema_momentum"] ?? 0.99f, "ema_momentum");
        _emaOverwriteFrequency = (int?)config["ema_overwrite_frequency"] is { } frequency ? Require.Positive(frequency, "ema_overwrite_frequency") : null;
        _lossScaleFactor = (float?)config["loss_scale_factor"];
        _gradientAccumulationSteps = CheckSteps((int?)config["gradient_accumulation_steps"]);
        JsonObject own = Config;
        _unknown = [];
        foreach (var (key, value) in config)
        {
            if (!own.ContainsKey(key) && !s_outdated.Contains(key))
                _unknown[key] = value?.DeepClone();
        }
        return this;
    }

    internal JsonObject Serialize() =>
        Serialized.Wrap("keras.optimizers", ClassName, Config, isKnown: OptimizerTable.FromConfig.ContainsKey(ClassName));

    internal static Optimizer Deserialize(JsonNode node) => Serialized.Create("Optimizer", node, OptimizerTable.FromConfig);

    /// <summary>Adds what this class has beyond the common part. By default that is nothing.</summary>
    /// <param name="config">The configuration so far.</param>
    protected virtual void WriteConfig(JsonObject config)
    {
    }
}
