using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>A stretch of memory in a plan: in the arena from its first step to its last, or a variable's own.</summary>
internal sealed class PlanBuffer(long length)
{
    private PlanBuffer? _sharesWith;

    /// <summary>Floats.</summary>
    public long Length { get; } = length;

    /// <summary>The variable whose memory it is, or null for the arena.</summary>
    public Variable? Variable { get; set; }

    /// <summary>Numbers that are there before the first step.</summary>
    public float[]? Constant { get; init; }

    /// <summary>The step that writes it; -1 for what is there before.</summary>
    public int First { get; set; } = -1;

    /// <summary>The last step that reads it.</summary>
    public int Last { get; set; } = -1;

    /// <summary>Where it begins in the arena.</summary>
    public long Offset { get; set; }

    /// <summary>The buffer whose memory this one takes over, or itself.</summary>
    public PlanBuffer Root => _sharesWith?.Root ?? this;

    /// <summary>Takes over the memory of another buffer, which nobody reads any more.</summary>
    public void ShareWith(PlanBuffer other)
    {
        PlanBuffer root = other.Root;
        root.Last = Math.Max(root.Last, Last);
        _sharesWith = root;
    }
}
