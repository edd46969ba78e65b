using Keratin.Graph;

namespace Keratin;

/// <summary>A named tensor that outlives a step: a weight, an optimizer's slot, a moving average, a counter.</summary>
/// <remarks>
/// Its numbers lie in pinned, 64-byte aligned memory that the kernels read and write in place. Used in an expression it stands for
/// the value it has at the beginning of the step, or the one last given to it by <see cref="Assign(KerasTensor)"/> while tracing.
/// </remarks>
public sealed class Variable
{
    private const int AlignmentFloats = 16;

    private readonly float[] _memory;
    private readonly int _start;
    private readonly int _length;
    private readonly KerasTensor _node;

    /// <summary>A variable filled with zeros.</summary>
    /// <param name="name">What the files and messages call it: <c>kernel</c>.</param>
    /// <param name="shape">All lengths known.</param>
    /// <param name="trainable">Whether optimizers may change it.</param>
    public Variable(string name, Shape shape, bool trainable = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (!shape.IsKnown)
            throw new ShapeException($"Variable '{name}'", "all lengths known", $"{shape}");
        (Name, Path, Shape, Trainable) = (name, name, shape, trainable);
        // As a double: the product may fit no integer.
        if (shape.Aggregate(1.0, (product, length) => product * length) > Array.MaxLength - AlignmentFloats)
            throw new ShapeException($"Variable '{name}'", $"at most {Array.MaxLength - AlignmentFloats} numbers", $"{shape}");
        _length = checked((int)shape.Elements);
        _memory = GC.AllocateArray<float>(_length + AlignmentFloats, pinned: true);
        _start = AlignedStart(_memory);
        _node = KerasTensor.Of(new VariableOp(this));
    }

    /// <summary>What the files and messages call it: <c>kernel</c>.</summary>
    public string Name { get; }

    /// <summary>The name with those of the layers around it: <c>sequential/dense/kernel</c>.</summary>
    public string Path { get; internal set; }

    /// <summary>Lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Whether optimizers may change it.</summary>
    public bool Trainable { get; set; }

    /// <summary>What an optimizer brings it back to after each update; null where it may take any value.</summary>
    internal Func<KerasTensor, KerasTensor>? Constraint { get; init; }

    /// <summary>Whether files have it as a 32-bit integer.</summary>
    internal bool IsWhole { get; set; }

    /// <summary>The numbers themselves, not a copy: what is written here, the next step reads. A single number has shape <c>(1,)</c>.</summary>
    public Tensor<float> Value => field ??= Tensor.Create(_memory, _start, [.. ValueShape.Select(length => (nint)length)], []);

    /// <summary>The numbers in row-major order.</summary>
    public Span<float> Span => _memory.AsSpan(_start, _length);

    /// <summary>Gives new numbers, outside of a step.</summary>
    /// <param name="value">As many numbers as the variable has, in row-major order.</param>
    /// <exception cref="ArgumentException">The number of values differs.</exception>
    public void Assign(ReadOnlySpan<float> value)
    {
        if (value.Length != _length)
            throw new ShapeException($"Variable '{Path}'", $"{_length} numbers for {Shape}", $"{value.Length} numbers");
        value.CopyTo(Span);
    }

    /// <summary>Gives new numbers, outside of a step.</summary>
    /// <param name="value">Of the variable's shape.</param>
    /// <exception cref="ShapeException">The shape differs.</exception>
    public void Assign(Tensor<float> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Shape shape = value.Shape();
        if (shape != ValueShape)
            throw new ShapeException($"Variable '{Path}'", $"{ValueShape}", $"{shape}");
        value.FlattenTo(Span);
    }

    /// <summary>While a step is traced: at its end the variable takes this value; expressions that follow see it at once.</summary>
    /// <param name="value">Of the variable's shape.</param>
    /// <exception cref="InvalidOperationException">Nothing is being traced.</exception>
    /// <exception cref="ShapeException">The shape differs.</exception>
    public void Assign(KerasTensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Shape != Shape)
            throw new ShapeException($"Variable '{Path}'", $"{Shape}", $"{value.Shape}");
        (Trace.Current ?? throw new InvalidOperationException(
            $"Variable '{Path}' is assigned a KerasTensor outside of a traced step. Assign numbers, or do it in Call or a training step."))
            .Assign(this, value);
    }

    /// <summary>The variable as a node of the graph.</summary>
    /// <param name="variable">Which variable.</param>
    public static implicit operator KerasTensor(Variable variable) => variable.ToKerasTensor();

    /// <summary>The variable as a node of the graph.</summary>
    public KerasTensor ToKerasTensor() => Trace.Current?.Read(this) ?? _node;

    /// <summary>The path and the shape.</summary>
    public override string ToString() => $"{Path} {Shape}";

    // The BCL's tensors have at least one axis.
    private Shape ValueShape => Shape.Rank == 0 ? [1] : Shape;

    private static unsafe int AlignedStart(float[] pinned)
    {
        nuint address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned));
        const nuint Alignment = AlignmentFloats * sizeof(float);
        return (int)((Alignment - address % Alignment) % Alignment / sizeof(float));
    }
}
