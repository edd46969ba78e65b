using System.Runtime.InteropServices;

namespace Keratin;

/// <summary>Small conveniences for the tensors that go in and come out.</summary>
public static class TensorExtensions
{
    /// <summary>The tensor's lengths as a <see cref="Shape"/>.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <typeparam name="T">Element type.</typeparam>
    public static Shape Shape<T>(this Tensor<T> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        int[] lengths = new int[tensor.Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = checked((int)tensor.Lengths[axis]);
        return Keratin.Shape.Create(lengths);
    }

    /// <summary>The elements in row-major order, as a new array.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <typeparam name="T">Element type.</typeparam>
    public static T[] ToArray<T>(this Tensor<T> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        T[] flat = new T[checked((int)tensor.FlattenedLength)];
        tensor.FlattenTo(flat);
        return flat;
    }

    /// <summary>The elements in row-major order without copying, where they lie side by side; else a copy.</summary>
    internal static ReadOnlySpan<T> AsFlatSpan<T>(this Tensor<T> tensor)
    {
        if (tensor.FlattenedLength == 0)
            return [];
        if (!tensor.IsDense)
            return tensor.ToArray();
        // GetSpan refuses tensors with an axis of length 1, whose stride is 0, and GetPinnableReference forgets where a slice begins.
        Span<nint> origin = stackalloc nint[tensor.Rank];
        origin.Clear();
        return MemoryMarshal.CreateReadOnlySpan(ref tensor[origin], checked((int)tensor.FlattenedLength));
    }

    /// <summary>A tensor over the array itself.</summary>
    internal static Tensor<T> ToTensor<T>(this T[] flat, Shape shape)
    {
        // The BCL takes no axes for no elements: a single number comes as a tensor of length 1.
        if (shape.Rank == 0)
            shape = [1];
        Span<nint> lengths = stackalloc nint[shape.Rank];
        for (int axis = 0; axis < shape.Rank; axis++)
            lengths[axis] = shape[axis];
        return Tensor.Create(flat, lengths);
    }
}
