namespace Keratin.Tests.Layers;

// Numbers of Keras' conv_lstm1d_test, conv_lstm2d_test and conv_lstm3d_test.
internal static partial class RecurrentCases
{
    private static IEnumerable<RecurrentCase> Convolutional =>
    [
        RecurrentCase.Of("ConvLSTM1D", """{"filters":2,"kernel_size":3}""", [2, 3, 4, 5], 0.40807986f, 0.46421072f, 0.80933154f, 0.8233646f) with { Scale = 0.1f },
        RecurrentCase.Of("ConvLSTM2D", """{"filters":2,"kernel_size":3}""", [2, 3, 4, 4, 5],
            0.48694518f, 0.50237733f, 0.5461202f, 0.5598283f, 0.8661607f, 0.86909103f, 0.8774414f, 0.8800861f) with { Scale = 0.01f },
        RecurrentCase.Of("ConvLSTM3D", """{"filters":2,"kernel_size":3}""", [2, 3, 4, 4, 4, 5],
            0.99149036f, 0.99180907f, 0.99258363f, 0.9927925f, 0.99413764f, 0.99420583f, 0.9943788f, 0.9944278f,
            0.9950547f, 0.9950547f, 0.9950547f, 0.9950547f, 0.9950547f, 0.9950547f, 0.9950547f, 0.9950547f) with { Scale = 0.01f },
    ];
}
