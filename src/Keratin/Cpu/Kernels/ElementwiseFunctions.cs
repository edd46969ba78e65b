using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>The inner loop of each element-wise operation, over one tile that lies in the first-level cache.</summary>
/// <remarks>What the BCL has in SIMD is the BCL's; comparisons and choices, which it answers in booleans, are ours.</remarks>
internal static unsafe class ElementwiseFunctions
{
    private static readonly Dictionary<Type, nint> s_functions = Table();

    /// <summary>Types of the operations that have a loop.</summary>
    public static IEnumerable<Type> Operations => s_functions.Keys;

    /// <summary>Operands (unused ones null), result, length. Result may be an operand.</summary>
    public static delegate*<float*, float*, float*, float*, int, void> Of(ElementwiseOp op) =>
        (delegate*<float*, float*, float*, float*, int, void>)s_functions[op.GetType()];

    private static Dictionary<Type, nint> Table() => new()
    {
        [typeof(AddOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Add,
        [typeof(SubtractOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Subtract,
        [typeof(MultiplyOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Multiply,
        [typeof(DivideOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Divide,
        [typeof(MaximumOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Maximum,
        [typeof(MinimumOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Minimum,
        [typeof(PowerOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Power,
        [typeof(NegateOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Negate,
        [typeof(AbsoluteOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Absolute,
        [typeof(SignOp)] = ByWidth(Loop.Sign),
        [typeof(FloorOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Floor,
        [typeof(CosOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Cos,
        [typeof(SinOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Sin,
        [typeof(ExpOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Exp,
        [typeof(Expm1Op)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Expm1,
        [typeof(LogOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Log,
        [typeof(Log1pOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Log1p,
        [typeof(SqrtOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Sqrt,
        [typeof(TanhOp)] = ByWidth(Loop.Tanh),
        [typeof(SigmoidOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Sigmoid,
        [typeof(ReluOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Relu,
        [typeof(ErfOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Erf,
        [typeof(RoundOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Round,
        [typeof(ModOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Mod,
        [typeof(ArctanOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Arctan,
        [typeof(BroadcastToOp)] = (nint)(delegate*<float*, float*, float*, float*, int, void>)&Copy,
        [typeof(GreaterOp)] = ByWidth(Loop.Greater),
        [typeof(GreaterEqualOp)] = ByWidth(Loop.GreaterEqual),
        [typeof(EqualOp)] = ByWidth(Loop.Equal),
        [typeof(WhereOp)] = ByWidth(Loop.Where),
    };

    private enum Loop
    {
        Greater,
        GreaterEqual,
        Equal,
        Where,
        Tanh,
        Sign,
    }

    private static nint ByWidth(Loop loop) => Simd.Best switch
    {
        SimdWidth.Bits512 => ByWidth<Lanes512, Vector512<float>>(loop),
        SimdWidth.Bits256 => ByWidth<Lanes256, Vector256<float>>(loop),
        _ => ByWidth<Lanes128, Vector128<float>>(loop),
    };

    private static nint ByWidth<TLanes, TVector>(Loop loop)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => loop switch
        {
            Loop.Greater => (nint)(delegate*<float*, float*, float*, float*, int, void>)&Comparisons<TLanes, TVector>.Greater,
            Loop.GreaterEqual => (nint)(delegate*<float*, float*, float*, float*, int, void>)&Comparisons<TLanes, TVector>.GreaterEqual,
            Loop.Tanh => (nint)(delegate*<float*, float*, float*, float*, int, void>)&TanhLoop<TLanes, TVector>.Run,
            Loop.Sign => (nint)(delegate*<float*, float*, float*, float*, int, void>)&Comparisons<TLanes, TVector>.Sign,
            Loop.Equal => (nint)(delegate*<float*, float*, float*, float*, int, void>)&Comparisons<TLanes, TVector>.Equal,
            _ => (nint)(delegate*<float*, float*, float*, float*, int, void>)&Comparisons<TLanes, TVector>.Where,
        };

    private static ReadOnlySpan<float> In(float* p, int n) => new(p, n);

    private static Span<float> Out(float* p, int n) => new(p, n);

    private static void Add(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Add(In(x, n), In(y, n), Out(r, n));

    private static void Subtract(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Subtract(In(x, n), In(y, n), Out(r, n));

    private static void Multiply(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Multiply(In(x, n), In(y, n), Out(r, n));

    private static void Divide(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Divide(In(x, n), In(y, n), Out(r, n));

    private static void Maximum(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Max(In(x, n), In(y, n), Out(r, n));

    private static void Minimum(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Min(In(x, n), In(y, n), Out(r, n));

    private static void Power(float* x, float* y, float* z, float* r, int n)
    {
        // The BCL's vector power goes through exp(y · ln x) and gives NaN for a negative base even where y is whole.
        for (int i = 0; i < n; i++)
            r[i] = MathF.Pow(x[i], y[i]);
    }

    private static void Negate(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Negate(In(x, n), Out(r, n));

    private static void Absolute(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Abs(In(x, n), Out(r, n));

    private static void Floor(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Floor(In(x, n), Out(r, n));

    private static void Cos(float* x, float* y, float* z, float* r, int n)
    {
        for (int i = 0; i < n; i++)
            r[i] = MathF.Cos(x[i]);
    }

    private static void Sin(float* x, float* y, float* z, float* r, int n)
    {
        for (int i = 0; i < n; i++)
            r[i] = MathF.Sin(x[i]);
    }

    private static void Exp(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Exp(In(x, n), Out(r, n));

    private static void Expm1(float* x, float* y, float* z, float* r, int n)
    {
        // exp(x) - 1 in double keeps the float's digits near 0, where the BCL's float version cancels.
        for (int i = 0; i < n; i++)
            r[i] = MathF.Abs(x[i]) < 1e-4f ? x[i] + (0.5f * x[i] * x[i]) : (float)(Math.Exp(x[i]) - 1);
    }

    private static void Log(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Log(In(x, n), Out(r, n));

    private static void Log1p(float* x, float* y, float* z, float* r, int n)
    {
        for (int i = 0; i < n; i++)
            r[i] = MathF.Abs(x[i]) < 1e-4f ? x[i] - (0.5f * x[i] * x[i]) : (float)Math.Log(1.0 + x[i]);
    }

    private static void Sqrt(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Sqrt(In(x, n), Out(r, n));

    private static void Sigmoid(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Sigmoid(In(x, n), Out(r, n));

    private static void Relu(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Max(In(x, n), 0f, Out(r, n));

    private static void Erf(float* x, float* y, float* z, float* r, int n)
    {
        for (int i = 0; i < n; i++)
            r[i] = SpecialFunctions.Erf(x[i]);
    }

    private static void Round(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Round(In(x, n), Out(r, n));

    private static void Mod(float* x, float* y, float* z, float* r, int n)
    {
        // The remainder of C# has the sign of x.
        for (int i = 0; i < n; i++)
        {
            float remainder = x[i] % y[i];
            r[i] = remainder != 0 && remainder < 0 != y[i] < 0 ? remainder + y[i] : remainder;
        }
    }

    private static void Arctan(float* x, float* y, float* z, float* r, int n) => TensorPrimitives.Atan(In(x, n), Out(r, n));

    private static void Copy(float* x, float* y, float* z, float* r, int n) => In(x, n).CopyTo(Out(r, n));
}
