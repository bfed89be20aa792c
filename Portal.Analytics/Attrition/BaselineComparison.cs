using Portal.Analytics.Distributions;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Analytics.Attrition;

/// <summary>Two means compared without assuming equal variances.</summary>
/// <param name="T">Difference over its standard error.</param>
/// <param name="Df">Welch-Satterthwaite degrees of freedom, not whole.</param>
/// <param name="PValue">Two-sided, in [0, 1].</param>
public sealed record UnequalVarianceTest(double T, double Df, double PValue);

/// <summary>First scores of completers beside those of families who have no last score.</summary>
/// <param name="Completed">Moments of the completers' first scores.</param>
/// <param name="NotCompleted">Moments of the others'.</param>
/// <param name="Difference">Hedges g, completers minus the others; positive when completers started higher.</param>
/// <param name="Test">Welch's test of the same difference; undefined below two cases in a group or without any variation.</param>
/// <remarks>Sources: Hedges (1981), Welch (1947). Checked against Reference/attrition.json.</remarks>
public sealed record BaselineComparison(
    SampleMoments Completed, SampleMoments NotCompleted, Estimated<EffectSize> Difference, Estimated<UnequalVarianceTest> Test)
{
    /// <summary>Compares the two groups.</summary>
    /// <param name="cases">Families with a first score.</param>
    /// <param name="level">Two-sided coverage of the interval of g as a fraction in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite or the level is outside its range.</exception>
    public static BaselineComparison Of(IReadOnlyCollection<StartedCase> cases, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(cases);
        SampleMoments First(bool completed) => SampleMoments.OfValues(cases.Where(one => one.Last is not null == completed).Select(one => one.First));

        var (completed, others) = (First(true), First(false));
        return new BaselineComparison(completed, others, HedgesG.For(completed, others, level), Welch(completed, others));
    }

    private static Estimated<UnequalVarianceTest> Welch(SampleMoments first, SampleMoments second) => first.Sd.Then(sd => second.Sd.Then(other =>
    {
        var (a, b) = (sd * sd / first.N, other * other / second.N);
        if (a + b == 0)
            return Estimated.Undefined<UnequalVarianceTest>(UndefinedBecause.NoVariation);
        var t = (first.Mean - second.Mean) / Math.Sqrt(a + b);
        var (share, rest) = (a / (a + b), b / (a + b));
        var df = 1 / (share * share / (first.N - 1) + rest * rest / (second.N - 1));
        return Estimated.Of(new UnequalVarianceTest(t, df, Tail.StudentTwoSided(t, df)));
    }));
}
