using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Keratin.Callbacks.Protos;

namespace Keratin.Callbacks;

/// <summary>Points of series as TensorBoard's second format has them: a tensor, and the name of the page that shows it.</summary>
internal static class Summaries
{
    public static Summary.Types.Value Scalar(string tag, float value) =>
        Of(tag, "scalars", new TensorProto { Dtype = DataType.DtFloat, TensorShape = new(), FloatVal = { value } });

    /// <summary>How many of the values lie where: rows of left edge, right edge, count.</summary>
    public static Summary.Types.Value Histogram(string tag, ReadOnlySpan<float> values)
    {
        double[] buckets = Buckets.Of(values);
        return Of(tag, "histograms", new TensorProto
        {
            Dtype = DataType.DtDouble,
            TensorShape = Shape(buckets.Length / Buckets.Columns, Buckets.Columns),
            TensorContent = LittleEndian(buckets),
        });
    }

    /// <summary>Pictures of one size.</summary>
    public static Summary.Types.Value Images(string tag, WeightImages images)
    {
        var tensor = new TensorProto { Dtype = DataType.DtString, TensorShape = Shape(2 + images.Png.Count) };
        tensor.StringVal.Add(Text(images.Width.ToString(CultureInfo.InvariantCulture)));
        tensor.StringVal.Add(Text(images.Height.ToString(CultureInfo.InvariantCulture)));
        tensor.StringVal.AddRange(images.Png.Select(png => UnsafeByteOperations.UnsafeWrap(png)));
        return Of(tag, "images", tensor);
    }

    /// <summary>A model's layers, from which TensorBoard draws the conceptual graph.</summary>
    public static Summary.Types.Value KerasModel(string tag, string json) => Of(
        tag, "graph_keras_model", new TensorProto { Dtype = DataType.DtString, TensorShape = new(), StringVal = { Text(json) } }, content: "1");

    public static TensorShapeProto Shape(params IEnumerable<int> lengths)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(lengths.Select(length => new TensorShapeProto.Types.Dim { Size = length }));
        return shape;
    }

    private static Summary.Types.Value Of(string tag, string plugin, TensorProto tensor, string content = "") => new()
    {
        Tag = tag,
        Metadata = new SummaryMetadata { PluginData = new() { PluginName = plugin, Content = Text(content) } },
        Tensor = tensor,
    };

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);

    private static ByteString LittleEndian(double[] values)
    {
        if (BitConverter.IsLittleEndian)
            return ByteString.CopyFrom(MemoryMarshal.AsBytes<double>(values));
        byte[] bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
