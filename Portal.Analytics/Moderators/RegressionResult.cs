using Portal.Analytics.Distributions;
using Portal.Analytics.LinearModels;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Moderators;

/// <summary>A meta-regression, or why there is none.</summary>
public abstract record RegressionOutcome
{
    private RegressionOutcome() { }

    /// <summary>The studies determine every coefficient.</summary>
    /// <param name="Result">The analysis.</param>
    public sealed record Fitted(RegressionResult Result) : RegressionOutcome;

    /// <summary>The studies are sound, but do not determine the coefficients.</summary>
    /// <param name="Reason">
    /// <see cref="UndefinedBecause.TooFewStudies"/> unless there are more studies than coefficients, else
    /// <see cref="UndefinedBecause.Collinear"/>.
    /// </param>
    public sealed record Undefined(UndefinedBecause Reason) : RegressionOutcome;

    /// <summary>The input was refused; nothing is repaired or left out silently.</summary>
    /// <param name="Refusals">Every reason, at least one.</param>
    public sealed record Refused(IReadOnlyList<PoolingRefusal> Refusals) : RegressionOutcome;
}

/// <summary>A test that several coefficients are all 0.</summary>
/// <param name="Statistic">Chi-squared when <paramref name="Df2"/> is <c>null</c>, else F; at least 0.</param>
/// <param name="Df1">Number of coefficients tested.</param>
/// <param name="Df2">k - p with a t or Knapp-Hartung test; <c>null</c> with a normal one.</param>
/// <param name="PValue">Upper tail, in [0, 1].</param>
public sealed record OmnibusTest(double Statistic, int Df1, int? Df2, double PValue)
{
    /// <summary>The test of a Wald statistic that is chi-squared on <paramref name="df1"/> when the variances are known.</summary>
    internal static OmnibusTest Of(double wald, int df1, int? df2) =>
        df2 is { } residual
            ? new OmnibusTest(wald / df1, df1, residual, Tail.FisherUpper(wald / df1, df1, residual))
            : new OmnibusTest(wald, df1, null, Tail.ChiSquaredUpper(wald, df1));
}

/// <summary>The mean effect that a meta-regression predicts for studies with given moderators.</summary>
/// <param name="Estimate">In the unit of the effects.</param>
/// <param name="StandardError">By the chosen test.</param>
/// <param name="Interval">Of the mean.</param>
/// <param name="Prediction">Where the true effect of such a study would lie; undefined in the common-effect model.</param>
public sealed record ExpectedEffect(double Estimate, double StandardError, Interval Interval, Estimated<Interval> Prediction);

/// <summary>A meta-regression with its inference and residual heterogeneity. Fractions are fractions.</summary>
public sealed record RegressionResult
{
    private readonly RegressionLine _line;

    internal RegressionResult(RegressionLine line) => _line = line;

    /// <summary>The options it was made with.</summary>
    public required PoolingOptions Options { get; init; }

    /// <summary>Number of studies, greater than the number of coefficients.</summary>
    public required int K { get; init; }

    /// <summary>
    /// One for each column of the design, in order: the change in effect per unit, holding the other columns fixed; with its interval.
    /// </summary>
    public required IReadOnlyList<CoefficientTest> Coefficients { get; init; }

    /// <summary>Covariance of the coefficients before any Knapp-Hartung scaling, p x p.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Covariance { get; init; }

    /// <summary>Degrees of freedom of the coefficients; <c>null</c> means normal.</summary>
    public required int? Df { get; init; }

    /// <summary>Knapp-Hartung scale factor, sum w e^2 / (k - p), at least 0.</summary>
    public required double KnappHartungScale { get; init; }

    /// <summary>
    /// Joint test of the chosen columns; undefined with none, or when plain Knapp-Hartung leaves no error to test against.
    /// </summary>
    public required Estimated<OmnibusTest> Omnibus { get; init; }

    /// <summary>Variance between studies that the moderators leave, at least 0; undefined in the common-effect model.</summary>
    public required Estimated<double> Tau2 { get; init; }

    /// <summary>Standard error of tau2.</summary>
    public required Estimated<double> SeTau2 { get; init; }

    /// <summary>Q-profile interval of tau2; [0, 0] with <see cref="PoolingWarning.Tau2IntervalEmpty"/> when no tau2 fits.</summary>
    public required Estimated<Interval> Tau2Interval { get; init; }

    /// <summary>Residual heterogeneity statistic QE, at least 0.</summary>
    public required double Q { get; init; }

    /// <summary>Degrees of freedom of QE, k - p.</summary>
    public required int QDf { get; init; }

    /// <summary>Upper-tail p value of QE in [0, 1].</summary>
    public required double QPValue { get; init; }

    /// <summary>Share of the residual variance that is between studies, in [0, 1).</summary>
    public required double I2 { get; init; }

    /// <summary>I2 at the ends of the interval of tau2.</summary>
    public required Estimated<Interval> I2Interval { get; init; }

    /// <summary>Total over within-study residual variance.</summary>
    public required double H2 { get; init; }

    /// <summary>H2 at the ends of the interval of tau2.</summary>
    public required Estimated<Interval> H2Interval { get; init; }

    /// <summary>
    /// Share of tau2 that the moderators explain, a fraction in [0, 1]; undefined when there was none to explain
    /// (<see cref="UndefinedBecause.NoVariation"/>) and without moderators or tau2 (<see cref="UndefinedBecause.NotInModel"/>).
    /// </summary>
    public required Estimated<double> R2 { get; init; }

    /// <summary>Whether every root was found to full precision.</summary>
    public required bool Converged { get; init; }

    /// <summary>What the reader should know, ordered by code.</summary>
    public required IReadOnlyList<PoolingWarning> Warnings { get; init; }

    /// <summary>The effect expected at given values of the columns.</summary>
    /// <param name="row">
    /// One number for each column of the design, its constant included, as <see cref="MetaRegression.IsWithinRange"/> allows.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ExpectedEffect At(IReadOnlyList<double> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Count != Coefficients.Count)
            throw new ArgumentException("Needs one number for each column of the design.", nameof(row));
        if (!row.All(MetaRegression.IsWithinRange))
            throw new ArgumentOutOfRangeException(nameof(row), "Must lie from -1e15 to 1e15.");
        var (estimate, se) = _line.At(row);
        var quantile = Quantile.TwoSided(Options.Level, Df);
        return new ExpectedEffect(
            estimate,
            se,
            Interval.Around(estimate, quantile * se),
            Tau2.Map(tau2 => Interval.Around(estimate, quantile * Math.Sqrt(tau2 + se * se)))
        );
    }
}
