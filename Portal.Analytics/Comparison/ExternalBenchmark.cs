using Portal.Analytics.Distributions;

namespace Portal.Analytics.Comparison;

/// <summary>One-sided test against a benchmark.</summary>
/// <param name="Statistic">Distance from the bound in standard errors, positive on the better side.</param>
/// <param name="PValue">Upper tail in [0, 1]; small when the estimate is clearly better than the bound.</param>
public sealed record OneSidedTest(double Statistic, double PValue);

/// <summary>A published effect to compare with, in the unit of the estimate.</summary>
/// <param name="Effect">The published effect, taken as known; finite.</param>
/// <param name="Margin">The difference that would matter, at least 0, in the same unit: 0.2 standard deviations by default.</param>
/// <param name="Sign">+1 when a higher effect is better, -1 when a lower one is.</param>
public sealed record Benchmark(double Effect, double Margin = 0.2, int Sign = 1);

/// <summary>An estimate compared with a published one, in three ways.</summary>
/// <param name="Difference">Estimate minus benchmark, positive when better.</param>
/// <param name="Superiority">Better than the benchmark: the question for a natural-history or waiting-list benchmark.</param>
/// <param name="NonInferiority">Not worse than the benchmark by the margin: the question for a treatment benchmark.</param>
/// <param name="EquivalencePValue">The larger of the two one-sided p values of lying within the margin.</param>
/// <param name="EquivalenceInterval">Interval of the difference that matches the test: within the margin when equivalence is shown.</param>
public sealed record BenchmarkComparison(
    double Difference,
    OneSidedTest Superiority,
    OneSidedTest NonInferiority,
    double EquivalencePValue,
    Interval EquivalenceInterval
);

/// <summary>A service, or the network, against an external benchmark effect with a margin too small to matter.</summary>
/// <remarks>
/// Source: Serlin and Lapsley (1985); Minami et al. (2008), with a t or normal reference; Schuirmann (1987). Checked against
/// Reference/benchmark_tests.json. Benchmark and estimate must share the standardiser, the measure and who counts as completed.
/// </remarks>
public static class ExternalBenchmark
{
    /// <summary>Compares an estimate with a benchmark.</summary>
    /// <param name="estimate">The effect, finite.</param>
    /// <param name="standardError">Its standard error, above 0.</param>
    /// <param name="df">Degrees of freedom of the standard error, above 0; <c>null</c> means normal.</param>
    /// <param name="benchmark">The published effect, in the unit of the estimate.</param>
    /// <param name="significance">Size of each one-sided test as a fraction in (0, 0.5); 0.05 gives the 90% interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static BenchmarkComparison Compare(
        double estimate,
        double standardError,
        double? df,
        Benchmark benchmark,
        double significance = 0.05
    )
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        Require.Positive(standardError);
        var margin = Require.NotNegative(benchmark.Margin);
        if (df is { } given)
            Require.Positive(given, nameof(df));
        if (!(significance is > 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(significance), "Must be a fraction strictly between 0 and 0.5.");
        var difference = Require.Sign(benchmark.Sign) * (Require.Finite(estimate) - Require.Finite(benchmark.Effect));
        OneSidedTest Above(double distance)
        {
            var statistic = distance / standardError;
            var both = df is { } own ? Tail.StudentTwoSided(statistic, own) : Tail.NormalTwoSided(statistic);
            return new OneSidedTest(statistic, statistic > 0 ? both / 2 : 1 - both / 2);
        }

        var nonInferiority = Above(difference + margin);
        var quantile = df is { } known ? Quantile.StudentUpper(significance, known) : Quantile.NormalTwoSided(1 - 2 * significance);
        return new BenchmarkComparison(
            difference,
            Above(difference),
            nonInferiority,
            Math.Max(nonInferiority.PValue, Above(margin - difference).PValue),
            Interval.Around(difference, quantile * standardError)
        );
    }
}
