using static Keratin.Tests.Operations.Given;
using K = Keratin.Ops;

namespace Keratin.Tests.Operations;

// Operations on images.
internal static partial class OpSamples
{
    private static IEnumerable<OpSample> Images =>
    [
        new("Resize", x => x[0].Resize((7, 4)), Any([2, 5, 6, 3])) { Tolerance = 1e-5 },
        new("Resize, bicubic and smaller", x => x[0].Resize((3, 6), Interpolation.Bicubic, antialias: true), Any([2, 7, 6, 1])) { Tolerance = 1e-5 },
        new("Resize of one image, padded", x => x[0].Resize((9, 4), Interpolation.Lanczos3, padToAspectRatio: true, fillValue: 0.5f), Any([5, 6, 2]))
        {
            Tolerance = 1e-5,
        },
    ];
}
