using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Distributions;
using Portal.Analytics.Funnel;

namespace Portal.Analytics.Comparison;

/// <summary>How a service's figure compares with that of all other services. Higher and lower do not mean better and worse.</summary>
public enum NetworkPosition
{
    /// <summary>No comparison can be made, which is a normal answer.</summary>
    TooFewToSay,

    /// <summary>Below the lower 99.8 % limit.</summary>
    Lower,

    /// <summary>Within the 99.8 % limits, or on one.</summary>
    Similar,

    /// <summary>Above the upper 99.8 % limit.</summary>
    Higher,
}

/// <summary>Why no comparison can be made.</summary>
public enum NotCompared
{
    /// <summary>The service has fewer cases than a comparison needs.</summary>
    OwnCasesTooFew,

    /// <summary>How many of the service's families with a first score also have a last one is not known.</summary>
    OwnCompletionUnknown,

    /// <summary>Too few of the service's families with a first score have a last one.</summary>
    OwnCompletionTooLow,

    /// <summary>All of the service's pairs changed alike, so there is no variation to judge chance by.</summary>
    OwnVariationMissing,

    /// <summary>The figure of the other services is not shown: too few families or services.</summary>
    RestNotShown,

    /// <summary>The figure of the other services does not say how much services differ.</summary>
    RestSpreadUnknown,
}

/// <summary>A service's own estimate, exact, as only the service itself sees it.</summary>
/// <param name="Estimate">In points, positive being better; finite.</param>
/// <param name="StandardError">In points, finite, at least 0; 0 when every change is the same.</param>
/// <param name="Cases">Families behind it, at least 0.</param>
/// <param name="Completion">
/// Share of the families with a first score that have a last one, a fraction in [0, 1]; <c>null</c> where it is not known.
/// </param>
public sealed record OwnEstimate(double Estimate, double StandardError, int Cases, double? Completion);

/// <summary>A service's figure compared with that of all other services, in words.</summary>
/// <param name="Position">By the 99.8 % limits.</param>
/// <param name="Watch">Whether a similar figure lies outside the 95 % limits, where chance alone puts one in twenty.</param>
/// <param name="Reason">Why no comparison can be made; <c>null</c> otherwise.</param>
/// <param name="Limits95">95 % limits at the size of the service, in the unit of the figure; <c>null</c> without a comparison.</param>
/// <param name="Limits998">99.8 % limits at the size of the service, in the unit of the figure; <c>null</c> without a comparison.</param>
/// <remarks>
/// Source: docs/statistics.md, "Comparison with the network"; Spiegelhalter (2005). Checked
/// against Reference/funnel_limits.json. The figure of the other services is used as printed, so the comparison reveals nothing more.
/// </remarks>
public sealed record NetworkComparison(NetworkPosition Position, bool Watch, NotCompared? Reason, Interval? Limits95, Interval? Limits998)
{
    /// <summary>Fewest cases for which a service is compared.</summary>
    public const int FewestCases = 10;

    /// <summary>Lowest completion for which a service is compared, as a fraction.</summary>
    public const double LeastCompletion = 0.5;

    internal const double Watched = 0.95;
    internal const double Different = 0.998;

    /// <summary>Compares a mean change by the limits rest +/- z sqrt(se^2 + tau^2).</summary>
    /// <param name="own">The service's own change.</param>
    /// <param name="rest">
    /// Change pooled over all other services in points; its spread is tau, the standard deviation between services.
    /// </param>
    /// <exception cref="ArgumentException">The figure of the other services is shown, but not in points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of <paramref name="own"/> is outside its range.</exception>
    public static NetworkComparison OfChange(OwnEstimate own, Disclosed<ReleasedFigure> rest)
    {
        ArgumentNullException.ThrowIfNull(own);
        Require.Finite(own.Estimate, nameof(own));
        Require.NotNegative(own.StandardError, nameof(own));
        Require.Count(own.Cases, nameof(own));
        if (own.Completion is not (null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(own), "Completion is a fraction in [0, 1].");
        var shown = Shown(rest, FigureUnit.Points);
        NotCompared? because =
            own.Cases < FewestCases ? NotCompared.OwnCasesTooFew
            : own.Completion is null ? NotCompared.OwnCompletionUnknown
            : own.Completion < LeastCompletion ? NotCompared.OwnCompletionTooLow
            : own.StandardError == 0 ? NotCompared.OwnVariationMissing
            : shown is null ? NotCompared.RestNotShown
            : shown.Spread is null ? NotCompared.RestSpreadUnknown
            : null;
        return because is { } reason
            ? Untold(reason)
            : Compared(own.Estimate, Limits(shown!, own.StandardError, Watched), Limits(shown!, own.StandardError, Different));
    }

    /// <summary>Compares a share, such as that of families with a risk, by exact binomial limits interpolated between counts.</summary>
    /// <param name="events">The service's families with it, in [0, <paramref name="cases"/>].</param>
    /// <param name="cases">The service's families for whom it is known, at least 0.</param>
    /// <param name="rest">Share in all other services, in whole per cent.</param>
    /// <returns>The comparison; its limits are in per cent like the share.</returns>
    /// <exception cref="ArgumentException">The figure of the other services is shown, but not in per cent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside the range above.</exception>
    public static NetworkComparison OfShare(int events, int cases, Disclosed<ReleasedFigure> rest)
    {
        Require.Count(events);
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, events);
        var shown = Shown(rest, FigureUnit.Percent);
        if (cases < FewestCases)
            return Untold(NotCompared.OwnCasesTooFew);
        if (shown is null)
            return Untold(NotCompared.RestNotShown);
        Interval Ends(double level) =>
            new(
                100 * BinomialLimits.Interpolated(cases, shown.Value / 100, (1 - level) / 2),
                100 * BinomialLimits.Interpolated(cases, shown.Value / 100, (1 + level) / 2)
            );
        return Compared(100.0 * events / cases, Ends(Watched), Ends(Different));
    }

    internal static Interval Limits(ReleasedFigure rest, double standardError, double level) =>
        Interval.Around(rest.Value, Quantile.NormalTwoSided(level) * double.Hypot(standardError, rest.Spread ?? 0));

    private static ReleasedFigure? Shown(Disclosed<ReleasedFigure> rest, FigureUnit unit)
    {
        ArgumentNullException.ThrowIfNull(rest);
        return rest.ValueOrNull is { } figure && figure.Unit != unit
            ? throw new ArgumentException("The figures to compare have different units.", nameof(rest))
            : rest.ValueOrNull;
    }

    private static NetworkComparison Untold(NotCompared reason) => new(NetworkPosition.TooFewToSay, false, reason, null, null);

    private static NetworkComparison Compared(double value, Interval watched, Interval different)
    {
        var position = RoundOff.Side(value, different) switch
        {
            < 0 => NetworkPosition.Lower,
            > 0 => NetworkPosition.Higher,
            _ => NetworkPosition.Similar,
        };
        var watch = position == NetworkPosition.Similar && RoundOff.Side(value, watched) != 0;
        return new NetworkComparison(position, watch, null, watched, different);
    }
}
