using System.Runtime.InteropServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The heights there are.</summary>
internal static class Height
{
    [StructLayout(LayoutKind.Sequential, Size = 1)]
    public readonly struct Of1 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 2)]
    public readonly struct Of2 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 3)]
    public readonly struct Of3 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 4)]
    public readonly struct Of4 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 5)]
    public readonly struct Of5 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 6)]
    public readonly struct Of6 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 7)]
    public readonly struct Of7 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 8)]
    public readonly struct Of8 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 9)]
    public readonly struct Of9 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 10)]
    public readonly struct Of10 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 11)]
    public readonly struct Of11 : IHeight;

    [StructLayout(LayoutKind.Sequential, Size = 12)]
    public readonly struct Of12 : IHeight;
}
