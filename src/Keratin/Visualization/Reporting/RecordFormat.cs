namespace Keratin.Visualization.Reporting;

/// <summary>What writer and reader of records must agree on.</summary>
internal static class RecordFormat
{
    public const string Name = "keratin-run";
    public const int Version = 1;
    public const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>A file may have so many bytes; a training of ten thousand epochs has one.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Texts may be so long, objects may have so many members.</summary>
    public const int MaxText = 10_000, MaxMembers = 1000;

    /// <summary>A matrix may have so many classes.</summary>
    public const int MaxClasses = 1000;

    public static readonly IReadOnlyList<string> Members =
    [
        "format", "version", "name", "created", "command", "epochs", "parameters", "seconds", "samples_per_second", "results", "settings", "data", "parts",
        "environment", "classes", "confusion", "history",
    ];
}
