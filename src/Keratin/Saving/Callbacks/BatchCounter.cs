namespace Keratin.Callbacks;

/// <summary>Counts batches through epochs, and says when it is time.</summary>
internal sealed class BatchCounter
{
    private int _since;

    /// <summary>One more batch.</summary>
    /// <param name="every">After how many it is time.</param>
    public bool Count(int every)
    {
        _since++;
        if (_since < every)
            return false;
        _since = 0;
        return true;
    }

    public void Save(IDictionary<string, Tensor<float>> state) => state["batches"] = new[] { (float)_since }.ToTensor([1]);

    public void Load(IReadOnlyDictionary<string, Tensor<float>> state) => _since = (int)state["batches"][0];
}
