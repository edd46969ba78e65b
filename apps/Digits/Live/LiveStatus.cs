using Keratin.Callbacks;

namespace Digits.Live;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">Number of the running epoch, from 0.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="Batch">Batches of the epoch that are done.</param>
/// <param name="Steps">How many an epoch has.</param>
/// <param name="Logs">The running values; null before they were read.</param>
/// <param name="Left">Time until the end of the training; null while that is not known.</param>
/// <param name="ImagesPerSecond">Speed within the epoch; null while that is not known.</param>
internal sealed record LiveStatus(int Epoch, int Epochs, int Batch, int Steps, Logs? Logs, TimeSpan? Left, double? ImagesPerSecond);
