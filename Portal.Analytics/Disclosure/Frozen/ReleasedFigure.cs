using System.Globalization;
using System.Text.Json.Serialization;
using Portal.Analytics.Disclosure.Estimates;

namespace Portal.Analytics.Disclosure.Frozen;

/// <summary>The unit of a released figure.</summary>
public enum FigureUnit
{
    /// <summary>People, to the nearest 5 under the defaults.</summary>
    Count,

    /// <summary>Whole per cent in [0, 100].</summary>
    Percent,

    /// <summary>Points of the measure.</summary>
    Points,

    /// <summary>Standard deviations.</summary>
    StandardDeviations,
}

/// <summary>
/// Any protected value, in the one form that a release freezes and everything shows. It is made from the protected values of this folder,
/// or read back from a frozen release, and from nothing else.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Publish, then serve".</remarks>
public sealed record ReleasedFigure
{
    internal ReleasedFigure(FigureUnit unit, int decimals, double value) => (Unit, Decimals, Value) = (unit, decimals, value);

    /// <summary>No figure; any code may withhold one.</summary>
    public static Disclosed<ReleasedFigure> Withheld => Disclosed<ReleasedFigure>.Withheld;

    /// <summary>The unit of the figure.</summary>
    public FigureUnit Unit { get; }

    /// <summary>Decimals of the value, its spread and its intervals: 0 to 2.</summary>
    public int Decimals { get; }

    /// <summary>The figure as printed.</summary>
    public double Value { get; }

    /// <summary>Its 95 % interval as printed; <c>null</c> when it has none.</summary>
    public Interval? Interval { get; internal init; }

    /// <summary>Where the true effect of a new service would lie, as printed; <c>null</c> when that has no meaning.</summary>
    public Interval? Prediction { get; internal init; }

    /// <summary>
    /// Standard deviation of a mean's values, standard error of an effect, or standard deviation between services of a pooled effect, as
    /// printed; <c>null</c> when it has no meaning.
    /// </summary>
    public double? Spread { get; internal init; }

    /// <summary>
    /// Number of cases as printed; for a share, its denominator. <c>null</c> when the figure is itself a number of cases.
    /// </summary>
    public int? Cases { get; internal init; }

    /// <summary>
    /// Where the count of the same people is withheld: the fewest that there can be, which is all that is said of their number. Otherwise
    /// <c>null</c>.
    /// </summary>
    public int? CasesFrom { get; internal init; }

    /// <summary>
    /// The number of cases in words, the only form in which a page, picture or file gives it: "1,205", "10 or more" where the count of the
    /// same people is withheld, empty where the figure has none.
    /// </summary>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 8.</remarks>
    [JsonIgnore]
    public string CasesInWords =>
        Cases is { } cases ? cases.ToString("N0", CultureInfo.InvariantCulture)
        : CasesFrom is { } fewest ? string.Create(CultureInfo.InvariantCulture, $"{fewest} or more")
        : "";

    /// <summary>Whether it is marked "low precision".</summary>
    public bool LowPrecision { get; internal init; }

    /// <summary>The value with its decimals, without its unit.</summary>
    public override string ToString() => Print(Value);

    /// <summary>A number that belongs to this figure, with the figure's decimals.</summary>
    /// <param name="value">The value, its spread or a limit.</param>
    public string Print(double value) =>
        value.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The value as people read it in pictures and on pages: as printed, with a minus sign and not the hyphen of files.</summary>
    [JsonIgnore]
    public string InWords => Say(Value);

    /// <summary>A number that belongs to this figure, likewise.</summary>
    /// <param name="value">The value, its spread or a limit.</param>
    public string Say(double value) => Print(value).Replace('-', '\u2212');

    /// <summary>A count.</summary>
    /// <param name="count">A protected count.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedCount> count) =>
        Given(count).To(one => new ReleasedFigure(FigureUnit.Count, 0, one.Printed));

    /// <summary>A total.</summary>
    /// <param name="total">A protected total.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedTotal> total) =>
        Given(total).To(one => new ReleasedFigure(FigureUnit.Count, 0, one.Printed));

    /// <summary>A percentage; withheld when the printed total is too small for one, so that only counts are shown.</summary>
    /// <param name="share">A protected share.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedShare> share) =>
        Given(share).ValueOrNull is { Percent: null }
            ? Disclosed<ReleasedFigure>.Withheld
            : share.To(one => new ReleasedFigure(FigureUnit.Percent, 0, one.Percent!.Value)
            {
                Interval = one.PercentInterval,
                Cases = one.Total,
            });

    /// <summary>A mean with its standard deviation.</summary>
    /// <param name="mean">A protected mean.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedMean> mean) =>
        Given(mean)
            .To(one => new ReleasedFigure(FigureUnit.Points, one.Decimals, one.Mean)
            {
                Interval = one.Interval,
                Spread = one.StandardDeviation,
                Cases = one.Cases.Printed,
                LowPrecision = one.LowPrecision,
            });

    /// <summary>The standard deviation of a mean, as a figure in its own right.</summary>
    /// <param name="mean">A protected mean.</param>
    public static Disclosed<ReleasedFigure> SpreadOf(Disclosed<ReleasedMean> mean) =>
        Given(mean)
            .To(one => new ReleasedFigure(FigureUnit.Points, one.Decimals, one.StandardDeviation)
            {
                Cases = one.Cases.Printed,
                LowPrecision = one.LowPrecision,
            });

    /// <summary>A standardised effect of one group of pairs.</summary>
    /// <param name="effect">A protected effect.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedEffect> effect) =>
        Given(effect)
            .To(one => new ReleasedFigure(FigureUnit.StandardDeviations, 2, one.Estimate)
            {
                Interval = one.Interval,
                Spread = one.StandardError,
                Cases = one.Cases.Printed,
                LowPrecision = one.LowPrecision,
            });

    /// <summary>A pooled effect.</summary>
    /// <param name="pooled">A protected pooled effect.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedPooled> pooled) =>
        Given(pooled)
            .To(one => new ReleasedFigure(one.Decimals == 2 ? FigureUnit.StandardDeviations : FigureUnit.Points, one.Decimals, one.Estimate)
            {
                Interval = one.Interval,
                Prediction = one.Prediction,
                Spread = one.BetweenServices,
                Cases = one.Cases.Printed,
            });

    /// <summary>Observed minus expected change of one service, given the case mix of all others.</summary>
    /// <param name="difference">A protected difference.</param>
    public static Disclosed<ReleasedFigure> Of(Disclosed<ReleasedDifference> difference) =>
        Given(difference)
            .To(one => new ReleasedFigure(FigureUnit.Points, ReleasedDifference.Decimals, one.Estimate)
            {
                Interval = one.Interval,
                Spread = one.StandardError,
                Cases = one.Cases.Printed,
                LowPrecision = one.LowPrecision,
            });

    private static Disclosed<T> Given<T>(Disclosed<T> value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
