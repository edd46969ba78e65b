using System.Globalization;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Saving;
using Keratin.Saving.Hdf5;

namespace Keratin.Callbacks;

/// <summary>The record of a training: a weights file with a group <c>training</c> beside the layers and the optimizer.</summary>
/// <param name="root">Its tree.</param>
/// <param name="file">Its name, for messages.</param>
internal sealed class Backup(H5Group root, string file)
{
    private const string Version = "1";

    /// <summary>Where the training stood.</summary>
    public ResumePoint Point { get; private init; } = null!;

    /// <summary>The record of a run as it is now.</summary>
    public static H5Group Write(TrainingRun run, int epoch, int batch)
    {
        ResumePoint point = run.Here(epoch, batch);
        BatchPosition place = point.Batches;
        H5Group root = WeightsWriter.Write(run.Model), training = root.AddGroup("training");
        training.Add(H5Attribute.Of("version", Version));
        training.Add("place", H5Dataset.Of<long>(
            [point.Epoch, point.Batch, point.AreAveragesSwapped ? 1 : 0, (long)place.Seed, place.Passes, place.Next, place.Last, place.Taken], 8));
        if (point.Seeds.Count > 0)
            training.Add("seeds", H5Dataset.Of<long>([.. point.Seeds], point.Seeds.Count));
        H5Group others = training.AddGroup("vars");
        for (int i = 0; i < point.Others.Count; i++)
            others.Add(Text(i), H5Dataset.Of<float>(point.Others[i], point.Others[i].Length));
        H5Group callbacks = training.AddGroup("callbacks");
        for (int i = 0; i < run.Callbacks.Length; i++)
            Write(run.Callbacks[i], callbacks.AddGroup(Text(i)));
        return root;
    }

    /// <summary>Reads a record and checks that it is one of such a training. Nothing is changed.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static Backup Read(string file, TrainingRun run)
    {
        H5Group root = At(file, () => H5File.Read(File.ReadAllBytes(file)));
        return At(file, () =>
        {
            H5Group training = root.FindGroup("training") ?? throw new InvalidDataException("expected the record of a training; got weights alone");
            string version = training.Attribute("version")?.ReadString() ?? "none";
            if (version != Version)
                throw new InvalidDataException($"expected version {Version} of the record; got {version}");
            if (training.FindDataset("place")?.ReadInt64s() is not [var epoch, var batch, var swapped, var seed, var passes, var next, var last, var taken])
                throw new InvalidDataException("expected where the training stood; got nothing of that kind");
            var backup = new Backup(root, file)
            {
                Point = new ResumePoint(
                    checked((int)epoch), checked((int)batch), swapped != 0, new BatchPosition((ulong)seed, passes, next, last, checked((int)taken)),
                    training.FindDataset("seeds")?.ReadInt64s() ?? [],
                    [.. WeightValues.InOrder(training.FindGroup("vars")).Select(values => values.ReadSingles())])
                {
                    Refuse = fault => Refuse(file, fault),
                },
            };
            backup.CheckCallbacks(run);
            return backup;
        });
    }

    /// <summary>Gives model, optimizer and callbacks what they had. The rest follows when the run has seen a batch.</summary>
    /// <exception cref="InvalidDataException">The weights, or the optimizer's state, do not fit.</exception>
    public void Restore(TrainingRun run)
    {
        WeightsReader.Read(root, run.Model, file);
        OptimizerState.Read(root, run.Model, new LoadContext(file, null, message => throw new InvalidDataException($"{message}\n  hint: {Hint(file)}")));
        for (int i = 0; i < run.Callbacks.Length; i++)
        {
            if (root.FindGroup($"training/callbacks/{Text(i)}") is { } state && state.Children.Count > 0)
                At(file, () => Load(run.Callbacks[i], state));
        }
    }

    private static void Write(Callback callback, H5Group group)
    {
        group.Add(H5Attribute.Of("name", callback.GetType().Name));
        var state = new Dictionary<string, Tensor<float>>();
        callback.SaveState(state);
        foreach (var (name, values) in state)
            group.Add(name, H5Dataset.Of<float>(values.ToArray(), [.. values.Lengths.ToArray().Select(length => (long)length)]));
    }

    private static bool Load(Callback callback, H5Group group)
    {
        callback.LoadState(group.Datasets.ToDictionary(
            entry => entry.Key, entry => entry.Value.ReadSingles().ToTensor([.. entry.Value.Shape.Select(length => checked((int)length))])));
        return true;
    }

    private void CheckCallbacks(TrainingRun run)
    {
        string[] before = [.. (root.FindGroup("training/callbacks")?.Groups ?? []).Select(entry => entry.Value.Attribute("name")?.ReadString() ?? "")];
        string[] now = [.. run.Callbacks.Select(callback => callback.GetType().Name)];
        if (!before.SequenceEqual(now))
            throw new InvalidDataException($"expected the callbacks of before, {string.Join(", ", before)}; got {string.Join(", ", now)}");
    }

    private static T At<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (LoadContext.IsBadContent(fault))
        {
            throw Refuse(file, fault);
        }
    }

    private static InvalidDataException Refuse(string file, Exception fault) =>
        new($"BackupAndRestore: {file}: {fault.Message}\n  hint: {Hint(file)}", fault);

    private static string Hint(string file) => $"to begin anew, delete {file}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
