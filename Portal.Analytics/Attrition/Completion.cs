using Portal.Analytics.LinearModels;
using Portal.Analytics.Proportions;

namespace Portal.Analytics.Attrition;

/// <summary>How many families with a first score also have a last one.</summary>
/// <param name="Started">Families with a first score.</param>
/// <param name="Completed">Of these, families that also have a last score.</param>
/// <param name="Rate">Completed over started, a fraction in [0, 1]; undefined when nobody started.</param>
/// <param name="Interval">Wilson interval of the rate.</param>
/// <remarks>Checked against Reference/attrition.json.</remarks>
public sealed record Completion(int Started, int Completed, Estimated<double> Rate, Estimated<Interval> Interval)
{
    /// <summary>Counts the cases.</summary>
    /// <param name="cases">Families with a first score.</param>
    /// <param name="level">Two-sided coverage of the interval as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is outside the range above.</exception>
    public static Completion Of(IReadOnlyCollection<StartedCase> cases, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var completed = cases.Count(one => one.Last is not null);
        return new Completion(
            cases.Count,
            completed,
            Proportion.Of(completed, cases.Count),
            WilsonInterval.For(completed, cases.Count, level)
        );
    }

    /// <summary>Which baseline facts go with completing: a logistic model on the first score and then the covariates.</summary>
    /// <param name="cases">Families with a first score.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>The fit; undefined whenever <see cref="LogisticFit.Of"/> is, for example when everybody completed.</returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the level is outside its range.</exception>
    public static Estimated<LogisticFit> ModelOf(IReadOnlyCollection<StartedCase> cases, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return LogisticFit.Of([.. cases.Select(one => new BinaryRow("", one.Last is not null, [one.First, .. one.Covariates]))], level);
    }
}
