using Portal.Analytics.Distributions;

namespace Portal.Analytics.LinearModels;

/// <summary>A coefficient of a model with its inference.</summary>
/// <param name="Estimate">In the unit of the outcome per unit of the covariate.</param>
/// <param name="StandardError">At least 0.</param>
/// <param name="Statistic">Estimate over standard error; undefined when that is 0.</param>
/// <param name="Df">Degrees of freedom, not always whole; <c>null</c> means normal.</param>
/// <param name="PValue">Two-sided, in [0, 1]; undefined when the statistic is or the degrees of freedom are too few.</param>
/// <param name="Interval">Confidence interval; undefined when the degrees of freedom are too few.</param>
public sealed record CoefficientTest(
    double Estimate,
    double StandardError,
    Estimated<double> Statistic,
    double? Df,
    Estimated<double> PValue,
    Estimated<Interval> Interval
)
{
    // With fewer degrees of freedom than a method can vouch for, the estimate stands without a test.
    internal static CoefficientTest Of(double estimate, double standardError, double? df, double level, double leastDf = 1)
    {
        var statistic = Estimated.Ratio(estimate, standardError);
        if (df is { } known && RoundOff.IsBelow(known, leastDf))
        {
            const UndefinedBecause Few = UndefinedBecause.TooFewDegreesOfFreedom;
            return new CoefficientTest(
                estimate,
                standardError,
                statistic,
                df,
                Estimated.Undefined<double>(Few),
                Estimated.Undefined<Interval>(Few)
            );
        }

        return new CoefficientTest(
            estimate,
            standardError,
            statistic,
            df,
            statistic.Map(value => Tail.TwoSided(value, df)),
            Estimated.Of(Analytics.Interval.Around(estimate, Quantile.TwoSided(level, df) * standardError))
        );
    }
}
