using System.Globalization;

namespace Portal.Analytics.Charts.Drawing;

/// <summary>Numbers as pictures print them, whatever the culture, with a minus sign and not a hyphen.</summary>
internal static class Numbers
{
    private static readonly NumberFormatInfo Printed = new() { NegativeSign = "\u2212" };

    internal static string Fixed(double value, int decimals)
    {
        if (Math.Abs(value) >= 1e7)
            return Power(value);
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        // Adding zero turns a negative zero into zero.
        return (rounded + 0.0).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Printed);
    }

    /// <summary>As a power of ten.</summary>
    internal static string Power(double value) => value.ToString("0.##E+0", Printed);

    /// <summary>Without grouping, for files: a statistics package reads it.</summary>
    internal static string Plain(double value, int decimals) =>
        (Math.Round(value, decimals, MidpointRounding.AwayFromZero) + 0.0).ToString(
            "F" + decimals.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );

    internal static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Whole per cent; only none prints as 0 % and only all as 100 %.</summary>
    internal static string Percent(double fraction) =>
        fraction switch
        {
            > 0 and < 0.005 => "<1 %",
            >= 0.995 and < 1 => ">99 %",
            _ => Fixed(fraction * 100, 0) + " %",
        };

    internal static string Families(int cases) => cases == 1 ? "1 family" : Count(cases) + " families";

    internal static string Studies(int studies) => studies == 1 ? "1 study" : Count(studies) + " studies";

    internal static string Services(int services) => services == 1 ? "1 service" : Count(services) + " services";
}
