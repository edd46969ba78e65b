using System.Globalization;

namespace Keratin.Visualization.Reporting;

/// <summary>How pages and tables write what a run measured.</summary>
internal static class RunText
{
    /// <summary>Stands where a run has no such value.</summary>
    public const string Nothing = "–";

    /// <summary>A result: a share as per cent where the name says so, anything else with four significant digits.</summary>
    public static string Result(string name, double value) => name.Contains("accuracy", StringComparison.Ordinal) && value is >= 0 and <= 1
        ? $"{(value * 100).ToString("0.00", CultureInfo.InvariantCulture)} %"
        : Plotting.NumberText.Of(value);

    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(double seconds) => seconds < 120
        ? $"{seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)} s"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):N0} min {Math.Floor(seconds % 60)} s");

    /// <summary>A whole number with commas between thousands.</summary>
    public static string Count(double count) => Math.Round(count).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four decimals.</summary>
    public static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A moment, in UTC to the minute.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
