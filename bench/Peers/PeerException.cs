namespace Keratin.Bench.Peers;

/// <summary>A peer is not installed, has ended, has not answered in time, or says that it cannot.</summary>
internal sealed class PeerException(string message) : Exception(message);
