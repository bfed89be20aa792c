namespace Portal.Analytics.Trends;

/// <summary>A figure of one quarter with its standard error, such as the mean change of those who finished in it.</summary>
/// <param name="Value">Finite.</param>
/// <param name="StandardError">Finite and above 0, in the unit of the value.</param>
public sealed record QuarterEstimate(double Value, double StandardError)
{
    /// <summary>Times 1, 2, ... of the quarters that have a figure, their values and standard errors.</summary>
    internal static (double[] Times, double[] Values, double[] StandardErrors) Known(IReadOnlyList<QuarterEstimate?> quarters)
    {
        ArgumentNullException.ThrowIfNull(quarters);
        (double Time, QuarterEstimate Figure)[] known =
            [.. quarters.Select((figure, i) => (i + 1.0, figure)).Where(quarter => quarter.figure is not null).Select(quarter => (quarter.Item1, quarter.figure!))];
        return (
            [.. known.Select(quarter => quarter.Time)],
            [.. known.Select(quarter => Require.Finite(quarter.Figure.Value, nameof(quarters)))],
            [.. known.Select(quarter => Require.Positive(quarter.Figure.StandardError, nameof(quarters)))]);
    }
}
