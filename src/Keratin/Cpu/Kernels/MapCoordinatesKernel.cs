namespace Keratin.Cpu.Kernels;

/// <summary>Arrays at places between their elements, and the gradient that goes back; plain loops over the 2ʳ elements around each place.</summary>
internal sealed unsafe class MapCoordinatesKernel : Kernel
{
    private const int TaskPlaces = 2048;

    // Further out than any array reaches, and still whole numbers that floats and integers hold.
    private const float Far = 1 << 22;

    private readonly int[] _lengths;
    private readonly int[] _strides;
    private readonly int _batch, _places, _channels, _order, _derivatives;
    private readonly long _array;
    private readonly FillMode _mode;
    private readonly float _fill;
    private readonly bool _isGradient;

    private MapCoordinatesKernel(MapCoordinatesOp op, Shape arrays, int places, bool isGradient)
    {
        _lengths = [.. arrays[1..^1]];
        _strides = new int[_lengths.Length];
        (_batch, _places, _channels, _array, _isGradient) = (arrays[0], places, arrays[^1], arrays[1..].Elements, isGradient);
        (_order, _derivatives, _mode, _fill) = (op.Order, op.Derivatives, op.FillMode, op.FillValue);
        for (int axis = _lengths.Length - 1, stride = _channels; axis >= 0; stride *= _lengths[axis--])
            _strides[axis] = stride;
    }

    public static Kernel Create(MapCoordinatesOp op, Shape arrays, int places) => arrays.Rank == 4 && op.Derivatives == 0
        ? new MapImagesKernel(op, arrays, places)
        : new MapCoordinatesKernel(op, arrays, places, isGradient: false);

    public static MapCoordinatesKernel Gradient(MapCoordinatesGradientOp op, int places) =>
        new(new(op.Order, op.FillMode, 0, op.Derivatives), op.Arrays, places, isGradient: true);

    // Places of one array may share elements, so its gradient is one task.
    public override int Tasks(int phase) => _isGradient ? _batch : _batch * PartsOfAnArray;

    private int PartsOfAnArray => Math.Max(1, (_places + TaskPlaces - 1) / TaskPlaces);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var (item, part) = Math.DivRem(task, _isGradient ? 1 : PartsOfAnArray);
        float* places = arguments.Inputs[1] + ((long)item * _lengths.Length * _places);
        float* arrays = (_isGradient ? arguments.Outputs[0] : arguments.Inputs[0]) + (item * _array);
        float* values = (_isGradient ? arguments.Inputs[0] : arguments.Outputs[0]) + ((long)item * _places * _channels);
        if (_isGradient)
            new Span<float>(arrays, checked((int)_array)).Clear();
        int end = _isGradient ? _places : Math.Min(_places, (part + 1) * TaskPlaces);
        for (int place = part * TaskPlaces; place < end; place++)
        {
            float* value = values + ((long)place * _channels);
            if (!_isGradient)
                new Span<float>(value, _channels).Clear();
            AtPlace(places + place, arrays, value);
        }
    }

    private void AtPlace(float* place, float* array, float* value)
    {
        int rank = _lengths.Length, corners = _order == 0 ? 1 : 1 << rank;
        int* offsets = stackalloc int[2 * MapCoordinatesOp.MaxRank];
        float* shares = stackalloc float[2 * MapCoordinatesOp.MaxRank];
        for (int axis = 0; axis < rank; axis++)
            AlongAxis(axis, place[(long)axis * _places], offsets + (2 * axis), shares + (2 * axis));
        for (int corner = 0; corner < corners; corner++)
        {
            int offset = 0;
            float share = 1;
            bool isOutside = false;
            for (int axis = 0; axis < rank; axis++)
            {
                int side = (2 * axis) + ((corner >> axis) & 1);
                share *= shares[side];
                offset += offsets[side];
                isOutside |= offsets[side] < 0;
            }
            if (share != 0)
                Take(isOutside ? null : array + offset, share, value);
        }
    }

    // The elements on both sides of the place, as offsets, and their shares; negative offsets for what lies outside.
    private void AlongAxis(int axis, float place, int* offsets, float* shares)
    {
        float at = float.IsNaN(place) ? -Far : Math.Clamp(place, -Far, Far), low = MathF.Floor(_order == 0 ? at + 0.5f : at);
        bool isSlope = (_derivatives >> axis & 1) != 0;
        shares[0] = _order == 0 ? 1 : isSlope ? -1 : 1 - (at - low);
        shares[1] = isSlope ? 1 : at - low;
        for (int side = 0; side < 2; side++)
        {
            int index = Index((int)low + side, _lengths[axis]);
            // Far below zero, so that no sum of offsets makes up for it.
            offsets[side] = index < 0 ? int.MinValue / MapCoordinatesOp.MaxRank : index * _strides[axis];
        }
    }

    private void Take(float* element, float share, float* value)
    {
        for (int c = 0; c < _channels; c++)
        {
            if (!_isGradient)
                value[c] += share * (element is null ? _fill : element[c]);
            else if (element is not null)
                element[c] += share * value[c];
        }
    }

    // The element that stands for one outside; -1 for none.
    private int Index(int index, int length) => _mode switch
    {
        FillMode.Constant => (uint)index < (uint)length ? index : -1,
        FillMode.Nearest => Math.Clamp(index, 0, length - 1),
        FillMode.Wrap => Modulo(index, length),
        FillMode.Mirror => length == 1 ? 0 : Folded(Modulo(index, (2 * length) - 2), (2 * length) - 2),
        _ => Folded(Modulo(index, 2 * length), (2 * length) - 1),
    };

    private static int Folded(int index, int sum) => Math.Min(index, sum - index);

    private static int Modulo(int index, int period) => index % period is var rest && rest < 0 ? rest + period : rest;
}
