using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Regularizers;

namespace Keratin.Tests.Layers;

// Activations, normalizations, regularizations, other shapes, several inputs, and what belongs to the core.
internal static partial class LayerSamples
{
    private static IEnumerable<(string Title, Func<Layer> Make, Shape[] Inputs)> Elements =>
    [
        ("Dense with constraints", () => new Dense(3) { KernelConstraint = new MaxNorm(0.5f), BiasConstraint = new NonNeg() }, [[4]]),
        ("Flatten with channels first", () => new Flatten { DataFormat = DataFormat.ChannelsFirst }, [[2, 3, 2]]),
        ("Dropout of whole rows", () => new Dropout(0.5f) { Seed = 3, NoiseShape = [null, 1, 4] }, [[3, 4]]),
        ("LeakyReLU", () => new LeakyReLU(), [[4]]),
        ("LeakyReLU of another slope", () => new LeakyReLU(0.125f), [[4]]),
        ("PReLU", () => new PReLU { AlphaInitializer = new Constant(0.25f) }, [[4, 2]]),
        ("PReLU of shared axes", () => new PReLU { SharedAxes = [1, 2], AlphaInitializer = new Constant(0.5f), AlphaRegularizer = new L2(0.25f), AlphaConstraint = new NonNeg() }, [[3, 2, 2]]),
        ("ELU", () => new ELU(), [[4]]),
        ("ELU of another alpha", () => new ELU(0.5f), [[4]]),
        ("Softmax along two axes", () => new Softmax(1, 2), [[3, 2]]),

        ("BatchNormalization with renormalization", () => new BatchNormalization
        {
            Renorm = true, RenormClipping = new(RMax: 2, RMin: 0.5f, DMax: 1.5f), RenormMomentum = 0.75f, BetaRegularizer = new L2(0.25f), GammaConstraint = new NonNeg(),
        }, [[4]]),
        ("LayerNormalization", () => new LayerNormalization(), [[3, 4]]),
        ("LayerNormalization of axes 3 and 1", () => new LayerNormalization { Axis = [3, 1], Epsilon = 0.25f, GammaInitializer = new Constant(2) }, [[3, 2, 2]]),
        ("LayerNormalization without gamma and beta", () => new LayerNormalization { Center = false, Scale = false }, [[3, 4]]),
        ("LayerNormalization that only scales", () => new LayerNormalization { RmsScaling = true, GammaRegularizer = new L1(0.25f) }, [[3, 4]]),
        ("GroupNormalization", () => new GroupNormalization(2), [[3, 3, 4]]),
        ("GroupNormalization of axis 1", () => new GroupNormalization(2) { Axis = 1, Epsilon = 0.25f, Scale = false }, [[4, 3, 3]]),
        ("GroupNormalization of instances", () => new GroupNormalization(-1) { Center = false }, [[3, 3, 2]]),
        ("RMSNormalization", () => new RMSNormalization(), [[3, 4]]),
        ("RMSNormalization of two axes", () => new RMSNormalization { Axis = [1, 2], Epsilon = 0.25f }, [[3, 4]]),
        ("UnitNormalization", () => new UnitNormalization(), [[3, 4]]),
        ("UnitNormalization of two axes", () => new UnitNormalization(1, 2), [[3, 4]]),
        ("SpectralNormalization", () => new SpectralNormalization(new Dense(3) { Name = "inner" }) { PowerIterations = 2 }, [[4]]),

        ("SpatialDropout1D", () => new SpatialDropout1D(0.5f) { Seed = 3 }, [[4, 2]]),
        ("SpatialDropout2D", () => new SpatialDropout2D(0.5f) { Seed = 3 }, [[3, 3, 2]]),
        ("SpatialDropout3D with channels first", () => new SpatialDropout3D(0.5f) { DataFormat = DataFormat.ChannelsFirst }, [[2, 2, 3, 2]]),
        ("GaussianNoise", () => new GaussianNoise(0.5f) { Seed = 3 }, [[4]]),
        ("GaussianDropout", () => new GaussianDropout(0.5f) { Seed = 3 }, [[4]]),
        ("AlphaDropout", () => new AlphaDropout(0.5f) { Seed = 3 }, [[4]]),
        ("AlphaDropout of whole rows", () => new AlphaDropout(0.25f) { NoiseShape = [null, 1, null] }, [[3, 4]]),
        ("ActivityRegularization", () => new ActivityRegularization(0.25f, 0.5f), [[4]]),

        ("Permute", () => new Permute(3, 1, 2), [[2, 3, 4]]),
        ("RepeatVector", () => new RepeatVector(3), [[4]]),
        ("Cropping1D", () => new Cropping1D(), [[5, 2]]),
        ("Cropping2D", () => new Cropping2D((1, 0), (0, 2)), [[4, 5, 2]]),
        ("Cropping2D with channels first", () => new Cropping2D((1, 2)) { DataFormat = DataFormat.ChannelsFirst }, [[2, 4, 5]]),
        ("Cropping3D", () => new Cropping3D((1, 0), (0, 1), (1, 1)), [[2, 3, 4, 2]]),
        ("ZeroPadding1D", () => new ZeroPadding1D((1, 2)), [[3, 2]]),
        ("ZeroPadding1D with channels first", () => new ZeroPadding1D(2) { DataFormat = DataFormat.ChannelsFirst }, [[3, 2]]),
        ("ZeroPadding2D", () => new ZeroPadding2D((1, 2), (0, 3)), [[2, 2, 2]]),
        ("ZeroPadding2D with channels first", () => new ZeroPadding2D { DataFormat = DataFormat.ChannelsFirst }, [[2, 2, 2]]),
        ("ZeroPadding3D", () => new ZeroPadding3D((1, 0, 2)), [[2, 2, 2, 1]]),
        ("UpSampling1D", () => new UpSampling1D(3), [[3, 2]]),
        ("UpSampling2D", () => new UpSampling2D((2, 3)), [[2, 2, 2]]),
        ("UpSampling2D, bilinear, channels first", () => new UpSampling2D { Interpolation = Interpolation.Bilinear, DataFormat = DataFormat.ChannelsFirst }, [[2, 3, 4]]),
        ("UpSampling2D, bicubic", () => new UpSampling2D(3) { Interpolation = Interpolation.Bicubic }, [[3, 4, 2]]),
        ("UpSampling3D", () => new UpSampling3D((1, 2, 3)), [[2, 2, 2, 2]]),

        ("Add of different ranks", () => new Add(), [[4], [3, 4]]),
        ("Subtract", () => new Subtract(), [[4], [4]]),
        ("Multiply", () => new Multiply(), [[4, 2], [1, 2], [2]]),
        ("Average", () => new Average(), [[4], [4], [4]]),
        ("Maximum", () => new Maximum(), [[4], [4]]),
        ("Minimum", () => new Minimum(), [[4], [4]]),
        ("Dot", () => new Dot(1), [[4], [4]]),
        ("Dot of different axes, normalized", () => new Dot(-1, 1) { Normalize = true }, [[3, 4], [4, 2]]),

        ("Embedding", () => new Embedding(7, 3), [[4]]),
        ("Embedding of its own", () => new Embedding(7, 3)
        {
            MaskZero = true, EmbeddingsInitializer = new RandomNormal(0, 1), EmbeddingsRegularizer = new L2(0.25f), EmbeddingsConstraint = new UnitNorm([1]),
        }, [[2, 2]]),
        ("EinsumDense", () => new EinsumDense("abc,cde->abde", [Shape.Unknown, 2, 3], "tanh") { BiasAxes = "de" }, [[3, 4]]),
        ("EinsumDense with dots in front", () => new EinsumDense("...x,xy->...y", [3]) { BiasAxes = "y", KernelRegularizer = new L2(0.25f) }, [[2, 4]]),
        ("EinsumDense with dots behind", () => new EinsumDense("ab...,bc->ac...", [3]) { BiasAxes = "c" }, [[4, 2, 2]]),
        ("Identity", () => new Keratin.Layers.Identity(), [[4]]),
        ("Masking", () => new Masking(0.25f), [[3, 2]]),
    ];
}
