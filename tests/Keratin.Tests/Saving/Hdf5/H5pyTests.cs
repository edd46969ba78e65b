using System.Globalization;
using Keratin.Saving.Hdf5;

namespace Keratin.Tests.Saving.Hdf5;

/// <summary>The C library, behind h5py, reads what we write, and we read what it writes.</summary>
public class H5pyTests
{
    [H5pyFact]
    public void Reads_the_numbers_names_and_attributes_we_write()
    {
        H5Group root = H5RoundTripTests.Sample();
        root.Add(H5Attribute.OfStrings("texts", "a", "", "Öl"));
        root.Add(H5Attribute.Of<double>("none", []));
        root.Add(H5Attribute.Of("half", 0.5f));
        root.Add(H5Attribute.Of("long", new string('x', 100_000)));
        root.Add("scalar", H5Dataset.Of<float>([3]));
        root.Add("empty", H5Dataset.Of<float>([], 0, 7));
        root.Add("rank4", H5Dataset.Of<double>([.. Enumerable.Range(0, 24)], 1, 2, 3, 4));
        root.Add("half", H5Dataset.Of<Half>([(Half)0.5f], 1));
        root.Add("brain", H5Dataset.OfBytes(H5Type.Opaque16, [0x80, 0x3F], 1));
        root.Add("texts", H5Dataset.OfStrings(["", "ein", "Öl"], 3));
        H5Group many = root.AddGroup("many");
        for (int i = 0; i < 3000; i++)
            many.Add(i.ToString(CultureInfo.InvariantCulture), H5Dataset.Of<int>([i]));

        Assert.Equal("fine\n", Check(root,
            """
            import sys, h5py, numpy as np
            f = h5py.File(sys.argv[1], 'r')
            assert f.attrs['name'] == 'sample' and isinstance(f.attrs['name'], str)
            assert list(f.attrs['texts']) == ['a', '', 'Öl'], f.attrs['texts']
            assert f.attrs['none'].shape == (0,) and f.attrs['none'].dtype == 'float64'
            assert f.attrs['half'] == 0.5 and f.attrs['long'] == 'x' * 100000
            assert f['scalar'][()] == 3 and f['scalar'].shape == ()
            assert f['empty'].shape == (0, 7) and f['empty'][()].size == 0
            assert (f['rank4'][()] == np.arange(24.0).reshape(1, 2, 3, 4)).all() and f['rank4'].dtype == 'float64'
            assert f['half'].dtype == 'float16' and f['half'][0] == 0.5
            assert f['brain'].dtype == 'V2' and f['brain'][()].tobytes() == bytes([0x80, 0x3f])
            assert list(f['texts'].asstr()[()]) == ['', 'ein', 'Öl']
            v = f['layers/dense/vars']
            assert v.attrs['weight_names'].tolist() == [b'kernel', b'bias']
            assert (v['0'][()] == [[1, 2], [3, 4]]).all() and v['0'].dtype == '<f4'
            assert list(v['0'].attrs['axes']) == ['in', 'out']
            assert v['1'].dtype == '<i4' and list(v['1']) == [5, 6] and f['optimizer/vars/0'][()] == 12
            m = f['many']
            assert len(m) == 3000 and list(m) == sorted(str(i) for i in range(3000))
            assert all(m[str(i)][()] == i for i in range(3000)) and '3000' not in m
            print('fine')
            """));
    }

    [H5pyFact]
    public void Goes_on_with_a_file_we_wrote()
    {
        Assert.Equal("fine\n", Check(H5RoundTripTests.Sample(),
            """
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1], 'a') as f:
                f['layers/dense/vars/0'][...] = 9
                del f['layers/dense/vars/1'], f.attrs['name']
                for i in range(50): f.create_dataset(f'layers/more/{i}', data=np.full(3, i))
                f.attrs['name'] = 'other'
            with h5py.File(sys.argv[1], 'r') as f:
                assert (f['layers/dense/vars/0'][()] == 9).all() and list(f['layers/dense/vars']) == ['0']
                assert len(f['layers/more']) == 50 and f.attrs['name'] == 'other'
            print('fine')
            """));
    }

    [H5pyFact]
    public void Old_and_new_forms_of_the_format_are_read_alike()
    {
        foreach (string version in (string[])["earliest", "v108", "latest"])
        {
            H5Group root = Make(
                $$"""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1], 'w', libver='{{version}}') as f:
                    f.attrs['text'] = 'größer'
                    f.attrs['bytes'] = np.bytes_('ascii')
                    f.attrs['list'] = ['a', '', 'ccc']
                    f.attrs['fixed'] = np.array([b'a', b'bb'])
                    f.attrs['number'] = 2.5
                    f.attrs['empty'] = np.array([], 'f8')
                    f.attrs['nothing'] = h5py.Empty('f4')
                    g = f.create_group('a/b/c')
                    g['x'] = np.arange(6, dtype='f4').reshape(2, 3)
                    g['scalar'] = np.int64(-5)
                    g['none'] = np.zeros((0, 3), 'f4')
                    f['again'] = g['x']
                """);
            Assert.Equal("größer", root.Attribute("text")!.ReadString());
            Assert.Equal("ascii", root.Attribute("bytes")!.ReadString());
            Assert.Equal(["a", "", "ccc"], root.Attribute("list")!.ReadStrings());
            Assert.Equal(["a", "bb"], root.Attribute("fixed")!.ReadStrings());
            Assert.Equal([2.5], root.Attribute("number")!.ReadDoubles());
            Assert.Equal([0], root.Attribute("empty")!.Shape);
            Assert.True(root.Attribute("nothing")!.Values.IsNull);
            Assert.Equal([0f, 1, 2, 3, 4, 5], root.FindDataset("a/b/c/x")!.ReadSingles());
            Assert.Equal([2, 3], root.FindDataset("a/b/c/x")!.Shape);
            Assert.Equal([-5], root.FindDataset("a/b/c/scalar")!.ReadInt64s());
            Assert.Empty(root.FindDataset("a/b/c/none")!.ReadSingles());
            Assert.Same(root.FindDataset("a/b/c/x"), root.FindDataset("again"));
        }
    }

    [H5pyFact]
    public void Every_type_is_read()
    {
        H5Group root = Make(
            """
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1], 'w') as f:
                for t in ['<f2', '>f2', '<f4', '>f4', '<f8', '>f8', 'i1', 'u1', '<i2', '>i2', '<u2', '>u2',
                          '<i4', '>i4', '<u4', '>u4', '<i8', '>i8', '<u8', '>u8']:
                    f[t.replace('<', 'l').replace('>', 'b')] = np.array([0, 1, 2, 100], t)
                f['negative'] = np.array([-1, -128], 'i1')
                f['bool'] = np.array([True, False])
                f['large'] = np.array([2**64 - 1], 'u8')
                f['opaque'] = np.array([b'\x80\x3f'], 'V2')
                f['complex'] = np.array([1j])
                f['vlen'] = ['a', '', 'größer']
                f['fixed'] = np.array([b'abc', b'd'], 'S3')
                for name, pad in [('term', h5py.h5t.STR_NULLTERM), ('null', h5py.h5t.STR_NULLPAD), ('space', h5py.h5t.STR_SPACEPAD)]:
                    t = h5py.h5t.C_S1.copy(); t.set_size(6); t.set_strpad(pad)
                    d = h5py.h5d.create(f.id, name.encode(), t, h5py.h5s.create_simple((1,)))
                    d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b'ab    ' if name == 'space' else b'ab'], 'S6'), mtype=t)
            """);
        string[] numbers =
        [
            "lf2", "bf2", "lf4", "bf4", "lf8", "bf8",
            "i1", "u1", "li2", "bi2", "lu2", "bu2", "li4", "bi4", "lu4", "bu4", "li8", "bi8", "lu8", "bu8",
        ];
        foreach (string name in numbers)
        {
            Assert.Equal([0f, 1, 2, 100], root.FindDataset(name)!.ReadSingles());
            Assert.Equal([0.0, 1, 2, 100], root.FindDataset(name)!.ReadDoubles());
            if (!name.Contains('f', StringComparison.Ordinal))
                Assert.Equal([0, 1, 2, 100], root.FindDataset(name)!.ReadInt64s());
        }

        Assert.Equal([-1, -128], root.FindDataset("negative")!.ReadInt64s());
        Assert.Equal([1, 0], root.FindDataset("bool")!.ReadInt64s());
        Assert.Contains("fit Int64", Refusal(() => root.FindDataset("large")!.ReadInt64s()), StringComparison.Ordinal);
        Assert.Equal([0x80, 0x3F], root.FindDataset("opaque")!.ReadBytes().ToArray());
        Assert.Contains("compound", Refusal(() => root.FindDataset("complex")!.ReadSingles()), StringComparison.Ordinal);
        Assert.Equal(["a", "", "größer"], root.FindDataset("vlen")!.ReadStrings());
        Assert.Equal(["abc", "d"], root.FindDataset("fixed")!.ReadStrings());
        foreach (string name in (string[])["term", "null", "space"])
            Assert.Equal(["ab"], root.FindDataset(name)!.ReadStrings());
    }

    [H5pyFact]
    public void Chunks_filters_and_fill_values_are_read()
    {
        foreach (string version in (string[])["earliest", "latest"])
        {
            H5Group root = Make(
                $$"""
                import sys, h5py, numpy as np
                x = np.arange(35 * 13, dtype='f4').reshape(35, 13)
                with h5py.File(sys.argv[1], 'w', libver='{{version}}') as f:
                    f.create_dataset('plain', data=x, chunks=(8, 5))
                    f.create_dataset('gzip', data=x, chunks=(8, 5), compression='gzip')
                    f.create_dataset('all', data=x, chunks=(8, 5), compression='gzip', shuffle=True, fletcher32=True)
                    f.create_dataset('sum', data=x, chunks=(8, 5), fletcher32=True)
                    f.create_dataset('one', data=x, chunks=x.shape)
                    f.create_dataset('onegzip', data=x, chunks=x.shape, compression='gzip', shuffle=True)
                    f.create_dataset('pages', data=x.ravel(), chunks=(2,), maxshape=(5000,))
                    f.create_dataset('smaller', data=x, chunks=(4, 4), maxshape=(40, 20)).resize((30, 10))
                    f.create_dataset('grows', data=x, chunks=(2, 1), maxshape=(None, None))
                    f.create_dataset('growsgzip', data=x, chunks=(2, 1), maxshape=(None, None), compression='gzip')
                    f.create_dataset('cube', data=x.reshape(7, 5, 13), chunks=(2, 3, 4), compression='gzip')
                    f.create_dataset('fill', (9, 9), 'i4', chunks=(4, 4), fillvalue=7)[0:4, 0:4] = 1
                    f.create_dataset('unwritten', (3,), 'f8', fillvalue=2.5)
                    f.create_dataset('vlen', data=['a', 'bb', ''], chunks=(2,), dtype=h5py.string_dtype())
                    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_layout(h5py.h5d.COMPACT)
                    s = h5py.h5s.create_simple((35, 13))
                    h5py.h5d.create(f.id, b'compact', h5py.h5t.NATIVE_FLOAT, s, p).write(s, s, x)
                    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_chunk((8, 5)); p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
                    h5py.h5d.create(f.id, b'early', h5py.h5t.NATIVE_FLOAT, s, p).write(s, s, x)
                """);
            float[] x = [.. Enumerable.Range(0, 35 * 13)];
            string[] names = ["plain", "gzip", "all", "sum", "one", "onegzip", "pages", "grows", "growsgzip", "cube", "compact", "early"];
            foreach (string name in names)
                Assert.Equal(x, root.FindDataset(name)!.ReadSingles());
            Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)(i / 10 * 13 + i % 10)), root.FindDataset("smaller")!.ReadSingles());
            Assert.Equal(Enumerable.Range(0, 81).Select(i => i / 9 < 4 && i % 9 < 4 ? 1L : 7), root.FindDataset("fill")!.ReadInt64s());
            Assert.Equal([2.5f, 2.5f, 2.5f], root.FindDataset("unwritten")!.ReadSingles());
            Assert.Equal(["a", "bb", ""], root.FindDataset("vlen")!.ReadStrings());
        }
    }

    [H5pyFact]
    public void Values_may_be_read_by_several_threads_at_once()
    {
        H5Group root = Make(
            """
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1], 'w') as f:
                f['texts'] = [f'text {i}' for i in range(2000)]
                f.create_dataset('gzip', data=np.arange(10000, dtype='f4'), chunks=(100,), compression='gzip', shuffle=True)
            """);
        Parallel.For(0, 16, _ =>
        {
            Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"text {i}"), root.FindDataset("texts")!.ReadStrings());
            Assert.Equal(Enumerable.Range(0, 10000).Select(i => (float)i), root.FindDataset("gzip")!.ReadSingles());
        });
    }

    [H5pyFact]
    public void Continued_headers_deep_trees_and_a_userblock_are_read()
    {
        H5Group root = Make(
            """
            import sys, h5py, numpy as np
            with h5py.File(sys.argv[1], 'w', userblock_size=1024) as f:
                for i in range(2000): f.create_group(f'many/{i}')
                for i in range(200): f.attrs[f'a{i}'] = i
                f['x'] = np.arange(5000)
                f.create_dataset('chunks', data=np.arange(5000), chunks=(3,))
            """);
        Assert.Equal(Sorted(2000), root.FindGroup("many")!.Children.Keys);
        Assert.Equal(200, root.Attributes.Count);
        Assert.Equal([199], root.Attribute("a199")!.ReadInt64s());
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), root.FindDataset("x")!.ReadInt64s());
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), root.FindDataset("chunks")!.ReadInt64s());
    }

    // 9 links or attributes are the first that leave the header; 20,000 need tables in tables and a B-tree of several levels.
    [H5pyFact]
    public void Dense_links_and_attributes_are_read()
    {
        foreach (int count in (int[])[9, 300, 20000])
        {
            H5Group root = Make(
                $$"""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1], 'w', libver='latest') as f:
                    f['x'] = np.arange(3)
                    for i in range({{count}}): f[f'many/{i}'] = f['x']
                    g = f.create_group('ordered', track_order=True)
                    for i in range(min({{count}}, 3000)): g.attrs[f'a{i}'] = f'text {i}'
                """);
            Assert.Equal(Sorted(count), root.FindGroup("many")!.Children.Keys);
            Assert.Equal([0, 1, 2], root.FindDataset($"many/{count - 1}")!.ReadInt64s());
            int attributes = Math.Min(count, 3000);
            Assert.Equal(Enumerable.Range(0, attributes).Select(i => $"a{i}"), root.FindGroup("ordered")!.Attributes.Select(a => a.Name));
            Assert.Equal($"text {attributes - 1}", root.FindGroup("ordered")!.Attribute($"a{attributes - 1}")!.ReadString());
        }
    }

    [H5pyFact]
    public void Links_out_of_the_file_and_data_outside_it_are_refused_by_name()
    {
        (string Script, string Reason)[] cases =
        [
            ("f['s'] = h5py.SoftLink('/x')", "a soft link named \"s\""),
            ("f['e'] = h5py.ExternalLink('other.h5', '/')", "an external link named \"e\""),
            ("f.create_dataset('x', (10,), 'u1', external=[('other.bin', 0, 10)])", "external storage"),
            ("l = h5py.VirtualLayout((4,), 'f'); l[:] = h5py.VirtualSource('o', 'x', (4,)); f.create_virtual_dataset('v', l)", "virtual"),
            ("f['self'] = f['/']", "a second link"),
            ("f.create_group('a/b'); f['a/b/up'] = f['a']", "a second link"),
            ("f['t'] = np.dtype('f4')", "a committed datatype"),
            ("f.create_dataset('big', (2**40,), 'f4', chunks=(1024,))", "(1099511627776,) of float32"),
            ("f.create_dataset('far', (2**20,), 'f4', chunks=(1024,))", "4194304 bytes from 0"),
            ("f.create_dataset('bare', (2**20,), 'f4')", "4194304 bytes from 0"),
            ("f.create_dataset('bomb', data=np.zeros(2**22, 'u1'), chunks=(2**22,), compression=9)", "4194304 bytes from"),
            ("f.create_dataset('pipe', data=np.zeros(100), chunks=(9,), maxshape=(None,))", "an extensible array"),
            ("f.create_dataset('lzf', data=np.zeros(100), chunks=(10,), compression='lzf')", "(lzf)"),
            ("f.create_dataset('scale', data=np.zeros(100, 'i4'), chunks=(10,), scaleoffset=3)", "(scale-offset)"),
        ];
        foreach (var (script, reason) in cases)
            Assert.Contains(reason, Refusal(() => ReadAll(Make(
                $"""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1], 'w', libver='{(reason == "an extensible array" ? "latest" : "earliest")}') as f:
                    {script}
                """))), StringComparison.Ordinal);
    }

    internal static void ReadAll(H5Group root)
    {
        foreach (var (_, found) in root.Walk())
            (found as H5Dataset)?.ReadBytes();
    }

    private static IEnumerable<string> Sorted(int count) => Enumerable.Range(0, count).Select(i => $"{i}").Order(StringComparer.Ordinal);

    private static string Refusal(Action action) => Assert.Throws<InvalidDataException>(action).Message;

    private static H5Group Make(string script)
    {
        using var file = new TemporaryFile();
        H5py.Run(script, file.Name);
        return H5File.Read(File.ReadAllBytes(file.Name));
    }

    private static string Check(H5Group root, string script)
    {
        using var file = new TemporaryFile();
        using (FileStream stream = File.Create(file.Name))
            H5File.Write(stream, root);
        return H5py.Run(script, file.Name);
    }
}
