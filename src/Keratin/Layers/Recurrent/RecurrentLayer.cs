using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>A recurrent layer with one of Keras' own cells: what <see cref="SimpleRNN"/>, <see cref="LSTM"/>, <see cref="GRU"/> and <see cref="ConvLSTM"/> share.</summary>
public abstract class RecurrentLayer : RNN
{
    private protected RecurrentLayer(RNNCell cell, RecurrentOptions options)
        : base(cell) => Options = options;

    /// <summary>Applied to the candidate; tanh by default.</summary>
    public ActivationFunction Activation
    {
        get => Options.Activation;
        init => Options.Activation = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias
    {
        get => Options.UseBias;
        init => Options.UseBias = value;
    }

    /// <summary>First value of the kernel.</summary>
    public Initializer KernelInitializer
    {
        get => Options.KernelInitializer;
        init => Options.KernelInitializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>First value of the recurrent kernel; orthogonal by default.</summary>
    public Initializer RecurrentInitializer
    {
        get => Options.RecurrentInitializer;
        init => Options.RecurrentInitializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>First value of the bias.</summary>
    public Initializer BiasInitializer
    {
        get => Options.BiasInitializer;
        init => Options.BiasInitializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? KernelRegularizer
    {
        get => Options.KernelRegularizer;
        init => Options.KernelRegularizer = value;
    }

    /// <summary>A term of the loss that grows with the recurrent kernel.</summary>
    public Regularizer? RecurrentRegularizer
    {
        get => Options.RecurrentRegularizer;
        init => Options.RecurrentRegularizer = value;
    }

    /// <summary>A term of the loss that grows with the bias.</summary>
    public Regularizer? BiasRegularizer
    {
        get => Options.BiasRegularizer;
        init => Options.BiasRegularizer = value;
    }

    /// <summary>What the kernel is brought back to after each update.</summary>
    public Constraint? KernelConstraint
    {
        get => Options.KernelConstraint;
        init => Options.KernelConstraint = value;
    }

    /// <summary>What the recurrent kernel is brought back to after each update.</summary>
    public Constraint? RecurrentConstraint
    {
        get => Options.RecurrentConstraint;
        init => Options.RecurrentConstraint = value;
    }

    /// <summary>What the bias is brought back to after each update.</summary>
    public Constraint? BiasConstraint
    {
        get => Options.BiasConstraint;
        init => Options.BiasConstraint = value;
    }

    /// <summary>Fraction of the input's features that training sets to 0, the same at all steps of a sequence.</summary>
    public float Dropout
    {
        get => Options.Dropout;
        init => Options.Dropout = value;
    }

    /// <summary>Fraction of the state's units that training sets to 0 on their way through the recurrent kernel, the same at all steps of a sequence.</summary>
    public float RecurrentDropout
    {
        get => Options.RecurrentDropout;
        init => Options.RecurrentDropout = value;
    }

    /// <summary>The same masks in each program; by default the next seed.</summary>
    public int? Seed
    {
        get => Options.Seed;
        init => Options.Seed = value;
    }

    private protected RecurrentOptions Options { get; }
}
