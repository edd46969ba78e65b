namespace Keratin.Cpu.Kernels;

/// <summary>
/// For each image eight equations in double, two for each pair of points: <c>a0·x + a1·y + a2 - c0·x·u - c1·y·u = u</c> and the same with b for v,
/// where (x, y) is the end point and (u, v) the start point. Gauss' elimination with the largest pivot of a column.
/// </summary>
internal sealed unsafe class HomographyKernel(int batch) : Kernel
{
    private const int Unknowns = AffineTransformOp.Parameters, Row = Unknowns + 1, Points = 8;

    public override int Tasks(int phase) => 1;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        double* equations = stackalloc double[Unknowns * Row];
        for (int i = 0; i < batch; i++)
        {
            SetUp(equations, arguments.Inputs[0] + (i * Points), arguments.Inputs[1] + (i * Points));
            Solve(equations);
            for (int k = 0; k < Unknowns; k++)
                arguments.Outputs[0][(i * Unknowns) + k] = (float)equations[(k * Row) + Unknowns];
        }
    }

    private static void SetUp(double* equations, float* start, float* end)
    {
        new Span<double>(equations, Unknowns * Row).Clear();
        for (int equation = 0; equation < Unknowns; equation++)
        {
            double* row = equations + (equation * Row);
            double x = end[equation & ~1], y = end[equation | 1], target = start[equation];
            int first = 3 * (equation & 1);
            (row[first], row[first + 1], row[first + 2]) = (x, y, 1);
            (row[6], row[7], row[Unknowns]) = (-target * x, -target * y, target);
        }
    }

    // Leaves the unknowns in the last column; of points on a line something infinite or no number.
    private static void Solve(double* equations)
    {
        for (int column = 0; column < Unknowns; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < Unknowns; row++)
            {
                if (Math.Abs(equations[(row * Row) + column]) > Math.Abs(equations[(pivot * Row) + column]))
                    pivot = row;
            }
            double divisor = equations[(pivot * Row) + column];
            for (int k = 0; k < Row; k++)
            {
                (equations[(column * Row) + k], equations[(pivot * Row) + k]) = (equations[(pivot * Row) + k], equations[(column * Row) + k]);
                equations[(column * Row) + k] /= divisor;
            }
            for (int row = 0; row < Unknowns; row++)
            {
                double factor = row == column ? 0 : equations[(row * Row) + column];
                for (int k = 0; k < Row && row != column; k++)
                    equations[(row * Row) + k] -= factor * equations[(column * Row) + k];
            }
        }
    }
}
