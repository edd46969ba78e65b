using Keratin.Data;

namespace Keratin.Models;

/// <summary>Means and variances of the features of samples that come in parts.</summary>
/// <remarks>T. F. Chan, G. H. Golub, R. J. LeVeque: "Updating formulae and a pairwise algorithm for computing sample variances", 1979.</remarks>
internal sealed class FeatureMoments
{
    private const int PartElements = 1 << 18;

    // Which feature each element of a sample belongs to.
    private readonly int[] _feature;
    private readonly double[] _mean, _squares, _partMean, _partSquares;

    /// <summary>Nothing yet.</summary>
    /// <param name="sample">Shape of a sample.</param>
    /// <param name="kept">Its axes that have a feature for each index; elements along the others belong together.</param>
    public FeatureMoments(Shape sample, int[] kept)
    {
        int features = 1;
        _feature = new int[checked((int)sample.Elements)];
        for (int i = 0; i < _feature.Length; i++)
        {
            int rest = i, stride = 1;
            for (int axis = sample.Rank - 1; axis >= 0; rest /= sample[axis--])
            {
                if (!kept.Contains(axis))
                    continue;
                _feature[i] += rest % sample[axis] * stride;
                stride *= sample[axis];
            }
            features = stride;
        }
        (_mean, _squares, _partMean, _partSquares) = (new double[features], new double[features], new double[features], new double[features]);
    }

    /// <summary>How many numbers each feature has had.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in samples, a part at a time.</summary>
    public void Add(Samples samples)
    {
        int rows = Math.Max(1, PartElements / Math.Max(1, _feature.Length));
        float[] part = new float[checked(Math.Min(rows, samples.Count) * _feature.Length)];
        for (int start = 0; start < samples.Count; start += rows)
        {
            Span<float> numbers = part.AsSpan(0, Math.Min(rows, samples.Count - start) * _feature.Length);
            samples.Copy(start, numbers.Length / _feature.Length, numbers);
            AddPart(numbers);
        }
    }

    /// <summary>The mean of each feature.</summary>
    public float[] Mean() => Array.ConvertAll(_mean, mean => (float)mean);

    /// <summary>The variance of each feature, over its number of numbers.</summary>
    public float[] Variance() => Array.ConvertAll(_squares, squares => (float)(squares / Count));

    private void AddPart(ReadOnlySpan<float> numbers)
    {
        long count = numbers.Length / _mean.Length;
        if (count == 0)
            return;
        Array.Clear(_partMean);
        Array.Clear(_partSquares);
        for (int i = 0; i < numbers.Length; i++)
            _partMean[_feature[i % _feature.Length]] += numbers[i];
        for (int k = 0; k < _partMean.Length; k++)
            _partMean[k] /= count;
        for (int i = 0; i < numbers.Length; i++)
        {
            int k = _feature[i % _feature.Length];
            double difference = numbers[i] - _partMean[k];
            _partSquares[k] += difference * difference;
        }
        Join(count);
    }

    private void Join(long count)
    {
        double share = (double)count / (Count + count);
        for (int k = 0; k < _mean.Length; k++)
        {
            double difference = _partMean[k] - _mean[k];
            _mean[k] += difference * share;
            _squares[k] += _partSquares[k] + (difference * difference * share * Count);
        }
        Count += count;
    }
}
