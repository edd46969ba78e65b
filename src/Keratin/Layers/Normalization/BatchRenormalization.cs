namespace Keratin.Layers;

/// <summary>What batch renormalization adds to batch normalization in training (Ioffe 2017): <c>y = (x̂ · r + d) · gamma + beta</c>.</summary>
/// <param name="layer">Whose settings it takes.</param>
/// <param name="movingStddev">Standard deviation that follows the batches', with the layer's momentum.</param>
/// <param name="mean">Mean that corrects.</param>
/// <param name="stddev">Standard deviation that corrects.</param>
internal sealed class BatchRenormalization(BatchNormalization layer, Variable movingStddev, Variable mean, Variable stddev)
{
    private readonly Variable _movingStddev = Root(movingStddev), _mean = mean, _stddev = Root(stddev);

    /// <summary>Gamma and beta with the correction in them: <c>r · gamma</c> and <c>d · gamma + beta</c>. The correction has no gradient.</summary>
    public (KerasTensor Gamma, KerasTensor Beta) Correct(KerasTensor batchMean, KerasTensor batchVariance, KerasTensor? gamma, KerasTensor? beta)
    {
        KerasTensor known = ((KerasTensor)_stddev).Maximum(Ops.Constant(MathF.Sqrt(layer.Epsilon)));
        KerasTensor r = (batchVariance + layer.Epsilon).Sqrt() / known, d = (batchMean - _mean) / known;
        RenormClipping limits = layer.RenormClipping;
        if (limits.RMin is { } low)
            r = r.Maximum(Ops.Constant(low));
        if (limits.RMax is { } high)
            r = r.Minimum(Ops.Constant(high));
        if (limits.DMax is { } far)
            d = d.Clip(-far, far);
        (r, d) = (r.StopGradient(), d.StopGradient());
        KerasTensor scale = gamma is null ? r : r * gamma, shift = gamma is null ? d : d * gamma;
        return (scale, beta is null ? shift : shift + beta);
    }

    /// <summary>Lets the statistics follow the batch's.</summary>
    /// <returns>The moving variance that belongs to the moving standard deviation.</returns>
    public KerasTensor Follow(KerasTensor batchMean, KerasTensor batchVariance)
    {
        KerasTensor batchStddev = (batchVariance + layer.Epsilon).Sqrt();
        float momentum = layer.RenormMomentum, share = Complement.Of(momentum);
        _mean.Assign(((KerasTensor)_mean * momentum) + (batchMean * share));
        _stddev.Assign(((KerasTensor)_stddev * momentum) + (batchStddev * share));
        KerasTensor moved = layer.Average(_movingStddev, batchStddev);
        _movingStddev.Assign(moved);
        return ((moved * moved) - layer.Epsilon).Relu();
    }

    private static Variable Root(Variable variance)
    {
        foreach (ref float value in variance.Span)
            value = MathF.Sqrt(value);
        return variance;
    }
}
