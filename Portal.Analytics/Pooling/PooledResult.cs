namespace Portal.Analytics.Pooling;

/// <summary>A pooled effect with its inference and heterogeneity. Effects are in the unit of the input, fractions are fractions.</summary>
public sealed record PooledResult
{
    /// <summary>The options it was made with.</summary>
    public required PoolingOptions Options { get; init; }

    /// <summary>Number of studies, at least 1.</summary>
    public required int K { get; init; }

    /// <summary>Pooled effect.</summary>
    public required double Estimate { get; init; }

    /// <summary>Standard error by the chosen test; 0 only with plain Knapp-Hartung and equal effects.</summary>
    public required double StandardError { get; init; }

    /// <summary>Standard error before any Knapp-Hartung scaling, above 0.</summary>
    public required double ClassicStandardError { get; init; }

    /// <summary>Knapp-Hartung scale factor, sum w e^2 / (k - 1), at least 0; undefined for one study.</summary>
    public required Estimated<double> KnappHartungScale { get; init; }

    /// <summary>Estimate over standard error; undefined when that is 0.</summary>
    public required Estimated<double> Statistic { get; init; }

    /// <summary>Degrees of freedom of the statistic; <c>null</c> means normal.</summary>
    public required int? Df { get; init; }

    /// <summary>Two-sided p value in [0, 1]; undefined when the standard error is 0.</summary>
    public required Estimated<double> PValue { get; init; }

    /// <summary>Confidence interval of the pooled effect.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Variance between studies, at least 0; undefined for one study and in the common-effect model.</summary>
    public required Estimated<double> Tau2 { get; init; }

    /// <summary>Standard error of tau2.</summary>
    public required Estimated<double> SeTau2 { get; init; }

    /// <summary>Q-profile interval of tau2; [0, 0] with <see cref="PoolingWarning.Tau2IntervalEmpty"/> when no tau2 fits.</summary>
    public required Estimated<Interval> Tau2Interval { get; init; }

    /// <summary>Cochran's Q, at least 0; undefined for one study.</summary>
    public required Estimated<double> Q { get; init; }

    /// <summary>Degrees of freedom of Q, k - 1.</summary>
    public required int QDf { get; init; }

    /// <summary>Upper-tail p value of Q in [0, 1]; undefined for one study.</summary>
    public required Estimated<double> QPValue { get; init; }

    /// <summary>
    /// Share of the variance that is between studies, a fraction in [0, 1): from tau2, or from Q in the common-effect model.
    /// </summary>
    public required Estimated<double> I2 { get; init; }

    /// <summary>I2 at the ends of the interval of tau2.</summary>
    public required Estimated<Interval> I2Interval { get; init; }

    /// <summary>Total over within-study variance: at least 1 from tau2; Q over its degrees of freedom in the common-effect model.</summary>
    public required Estimated<double> H2 { get; init; }

    /// <summary>H2 at the ends of the interval of tau2.</summary>
    public required Estimated<Interval> H2Interval { get; init; }

    /// <summary>
    /// Where the true effect of a new study would lie, of the kind that fits the test (see <see cref="PredictionKind.OfRecord"/>);
    /// undefined below three studies and in the common-effect model.
    /// </summary>
    public required Estimated<Interval> Prediction { get; init; }

    /// <summary>The studies in the order given, each with its weight and shrunken effect.</summary>
    public required IReadOnlyList<PooledStudy> Studies { get; init; }

    /// <summary>The estimator of tau2 that was used; <c>null</c> when there was nothing to estimate.</summary>
    public required Tau2Method? MethodUsed { get; init; }

    /// <summary>Whether every root was found to full precision.</summary>
    public required bool Converged { get; init; }

    /// <summary>What the reader should know, ordered by code.</summary>
    public required IReadOnlyList<PoolingWarning> Warnings { get; init; }

    /// <summary>The whole analysis, oriented so that positive means better.</summary>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sign"/> is neither.</exception>
    public PooledResult Oriented(int sign) =>
        this with
        {
            Estimate = Require.Sign(sign) * Estimate,
            Statistic = Statistic.Map(value => sign * value),
            Interval = Interval.Oriented(sign),
            Prediction = Prediction.Map(interval => interval.Oriented(sign)),
            Studies = [.. Studies.Select(study => study.Oriented(sign))],
        };
}

/// <summary>One study inside a pooled analysis.</summary>
/// <param name="Label">As given.</param>
/// <param name="Effect">As given.</param>
/// <param name="Variance">As given.</param>
/// <param name="Weight">Share in the pooled effect, a fraction; all add up to 1.</param>
/// <param name="Shrunken">Best prediction of its true effect; undefined for one study and in the common-effect model.</param>
public sealed record PooledStudy(string Label, double Effect, double Variance, double Weight, Estimated<ShrunkenEffect> Shrunken)
{
    internal PooledStudy Oriented(int sign) =>
        this with
        {
            Effect = sign * Effect,
            Shrunken = Shrunken.Map(shrunken => shrunken.Oriented(sign)),
        };
}

/// <summary>A study's effect, shrunk towards the pooled one as far as its own imprecision warrants.</summary>
/// <param name="Estimate">B y + (1 - B) mu with B = tau2 / (tau2 + v).</param>
/// <param name="StandardError">Root of B v + (1 - B)^2 se(mu)^2.</param>
/// <param name="Interval">Estimate +/- the quantile of the pooled effect times the standard error.</param>
/// <param name="Deviation">Estimate minus mu.</param>
/// <param name="DeviationStandardError">Root of B v + B^2 se(mu)^2.</param>
public sealed record ShrunkenEffect(
    double Estimate,
    double StandardError,
    Interval Interval,
    double Deviation,
    double DeviationStandardError
)
{
    internal ShrunkenEffect Oriented(int sign) =>
        this with
        {
            Estimate = sign * Estimate,
            Interval = Interval.Oriented(sign),
            Deviation = sign * Deviation,
        };
}

/// <summary>What a reader of a pooled analysis should know. The names are stable codes.</summary>
public enum PoolingWarning
{
    /// <summary>One study: its own effect and normal interval, nothing pooled.</summary>
    OneStudy,

    /// <summary>Two studies: show both; a t quantile on one degree of freedom is 12.7.</summary>
    TwoStudies,

    /// <summary>Three or four studies: no prediction interval as a headline.</summary>
    FewStudies,

    /// <summary>Fewer than ten studies for each moderator: single studies can drive its coefficient.</summary>
    FewStudiesForModerators,

    /// <summary>tau2 is 0: no heterogeneity detected, which is not the same as none.</summary>
    NoHeterogeneityDetected,

    /// <summary>The effects vary less than any tau2 allows; its interval is given as [0, 0].</summary>
    Tau2IntervalEmpty,

    /// <summary>The likelihood has several maxima; the highest is reported.</summary>
    SeveralLikelihoodMaxima,

    /// <summary>Plain Knapp-Hartung gave a smaller standard error than the classic one.</summary>
    KnappHartungNarrower,

    /// <summary>A root search stopped short of full precision.</summary>
    NotConverged,
}
