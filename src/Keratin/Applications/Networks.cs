using Keratin.Activations;
using Keratin.Layers;

namespace Keratin.Applications;

/// <summary>The classic networks that classify images, ready to train: Keras' <c>keras.applications</c>, and some that Keras does not have.</summary>
/// <remarks>
/// <para>Each is a functional <see cref="Models.Model"/> with new random weights; nothing is downloaded. Layers of networks that Keras has too are called
/// as there and stand in the same order, so that weights which Keras saved with <c>save_weights("x.weights.h5")</c> come in with
/// <c>model.LoadWeights("x.weights.h5")</c>. For other classes load them into a network without its top and put a new one on it.</para>
/// <para>Where no input shape is given, images have the size of the paper. The engine has to know height and width: a network without its top,
/// which in Keras takes images of any size, has that size here too.</para>
/// <para>Local response normalization, which AlexNet and GoogLeNet had after their first layers, is left out, as in most later implementations: it costs
/// time and brings nothing (Simonyan, Zisserman 2014, section 4.1).</para>
/// </remarks>
/// <example>
/// <code>
/// Model photos = Networks.ResNet50();                                                  // (None, 224, 224, 3) -> (None, 1000)
/// Model features = Networks.VGG16(includeTop: false, inputShape: [96, 96, 3], pooling: "avg");   // (None, 96, 96, 3) -> (None, 512)
/// Model digits = Networks.ResNet20(inputShape: [28, 28, 1]);                           // (None, 28, 28, 1) -> (None, 10)
/// </code>
/// </example>
public static partial class Networks
{
    private const int ImageNetClasses = 1000;

    // Images come in; the shape that is standard unless one is given.
    private static KerasTensor Images(string who, Shape? given, Shape standard, int smallest)
    {
        Shape shape = given ?? standard;
        bool fits = shape.Rank == 3 && shape.IsKnown && shape[0] >= smallest && shape[1] >= smallest && shape[2] >= 1;
        return fits ? new Input(shape[0], shape[1], shape[2])
            : throw new ShapeException(who, $"an input shape (height, width, channels) of at least {smallest} × {smallest} pixels", $"{shape}", Hint(shape, smallest));
    }

    private static string? Hint(Shape shape, int smallest) => shape switch
    {
        { Rank: 4 } => "the batch is not part of the input shape",
        { Rank: 2 } => $"give the images a channel axis: [{shape[0]}, {shape[1]}, 1]",
        { Rank: 3, IsKnown: true } when shape[2] >= 1 => $"images below {smallest} pixels can be enlarged, or padded: new ZeroPadding2D(…)",
        _ => null,
    };

    // A network without its top ends with its images of features, or what a pooling makes of each channel.
    private static KerasTensor Pooled(string who, KerasTensor x, string? pooling, string? averageName = null, string? maxName = null) => pooling switch
    {
        null => x,
        "avg" => Named(new GlobalAveragePooling2D(), averageName).Apply(x),
        "max" => Named(new GlobalMaxPooling2D(), maxName).Apply(x),
        _ => throw new ArgumentException($"{who}: expected pooling avg, max or null; got '{pooling}'.", nameof(pooling)),
    };

    private static KerasTensor Classifier(KerasTensor x, int classes, string? activation, string name = "predictions") =>
        new Dense(Require.Positive(classes), ActivationFunction.Named(activation)) { Name = name }.Apply(x);

    private static Layer Named(Layer layer, string? name)
    {
        if (name is not null)
            layer.Name = name;
        return layer;
    }
}
