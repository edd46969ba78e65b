using System.Text.Json.Nodes;

namespace Keratin.Saving;

/// <summary>What a call gets: a tensor of another call, or a value as it stands.</summary>
internal sealed record GraphArgument(GraphSource? Source, JsonNode? Value);
