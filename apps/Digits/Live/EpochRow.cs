using Keratin.Callbacks;

namespace Digits.Live;

/// <summary>A finished epoch.</summary>
/// <param name="Epoch">Its number, from 0.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Logs">Its values.</param>
internal sealed record EpochRow(int Epoch, TimeSpan Time, Logs Logs);
