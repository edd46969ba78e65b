using Keratin.Callbacks;
using Keratin.Models;
using Keratin.Visualization;

namespace Digits;

/// <summary>Where a training leaves its files. Made before the training, so that a disk that cannot be written is known in time.</summary>
internal sealed class OutputFolder
{
    private readonly string _path;

    private OutputFolder(string path) => _path = path;

    public string ModelPath => Path.Combine(_path, "model.keras");

    public string HistoryPath => Path.Combine(_path, "history.csv");

    public string ReportPath => Path.Combine(_path, "report.html");

    public string RecordPath => Path.Combine(_path, RunFile.Name);

    /// <exception cref="IOException">It cannot be made, or files in it cannot be written.</exception>
    public static OutputFolder Open(string path)
    {
        var folder = new OutputFolder(path);
        try
        {
            Directory.CreateDirectory(path.Length == 0 ? "." : path);
            folder.TryWriting();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new IOException($"cannot write into the output directory '{path}': {reason.Message}", reason);
        }
        return folder;
    }

    public void Save(Model model, History? history)
    {
        ModelFiles.Save(model, ModelPath);
        File.WriteAllText(HistoryPath, (history ?? new History()).ToCsv());
    }

    public void Save(TrainingReport report)
    {
        report.Save(ReportPath);
        report.ToRecord().Save(RecordPath);
    }

    private void TryWriting()
    {
        string probe = Path.Combine(_path, $".digits-{Path.GetRandomFileName()}");
        using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
        {
        }
        // Files of an earlier training are opened and left as they are.
        foreach (string existing in new[] { ModelPath, HistoryPath, ReportPath, RecordPath }.Where(path => File.Exists(path) || Directory.Exists(path)))
            File.Open(existing, FileMode.Open, FileAccess.Write).Dispose();
    }
}
