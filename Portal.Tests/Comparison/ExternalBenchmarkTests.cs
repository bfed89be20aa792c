using NUnit.Framework;
using Portal.Analytics.Comparison;

namespace Portal.Tests.Comparison;

public sealed class ExternalBenchmarkTests
{
    [TestCase(null)]
    [TestCase(7.5)]
    public void Compare_LowerIsBetter_IsTheMirrorImage(double? df)
    {
        var (lower, higher) = (
            ExternalBenchmark.Compare(-0.6, 0.1, df, new Benchmark(-0.8, Sign: -1)),
            ExternalBenchmark.Compare(0.6, 0.1, df, new Benchmark(0.8))
        );

        Assert.That(lower, Is.EqualTo(higher));
    }

    [TestCase(1e-6)]
    [TestCase(1e6)]
    public void Compare_OtherUnits_LeavesTheTests(double unit)
    {
        var (scaled, plain) = (
            ExternalBenchmark.Compare(0.6 * unit, 0.1 * unit, 9, new Benchmark(0.8 * unit, 0.2 * unit)),
            ExternalBenchmark.Compare(0.6, 0.1, 9, new Benchmark(0.8))
        );

        Assert.That(scaled.NonInferiority.PValue, Is.EqualTo(plain.NonInferiority.PValue).Within(1e-12));
        Assert.That(scaled.Superiority.Statistic, Is.EqualTo(plain.Superiority.Statistic).Within(1e-9));
        Assert.That(scaled.EquivalencePValue, Is.EqualTo(plain.EquivalencePValue).Within(1e-12));
        Assert.That(scaled.EquivalenceInterval.Low / unit, Is.EqualTo(plain.EquivalenceInterval.Low).Within(1e-12));
    }

    [TestCase(0.75, 0.05)]
    [TestCase(0.85, 0.05)]
    [TestCase(0.85, 0.10)]
    [TestCase(0.95, 0.05)]
    public void Compare_Equivalence_AgreesWithItsInterval(double estimate, double standardError)
    {
        var comparison = ExternalBenchmark.Compare(estimate, standardError, 12, new Benchmark(0.8));

        var inside = comparison.EquivalenceInterval.Low > -0.2 && comparison.EquivalenceInterval.High < 0.2;
        Assert.That(comparison.EquivalencePValue < 0.05, Is.EqualTo(inside));
    }

    [Test]
    public void Compare_EstimateOnTheBenchmark_IsEven()
    {
        var comparison = ExternalBenchmark.Compare(0.8, 0.1, null, new Benchmark(0.8, 0));

        Assert.That(
            (comparison.Superiority.PValue, comparison.NonInferiority.PValue, comparison.EquivalencePValue),
            Is.EqualTo((0.5, 0.5, 0.5))
        );
    }

    [TestCase(double.NaN, 0.1, 9.0, 0.8, 0.2, 1, 0.05)]
    [TestCase(0.6, 0.0, 9.0, 0.8, 0.2, 1, 0.05)]
    [TestCase(0.6, 0.1, 0.0, 0.8, 0.2, 1, 0.05)]
    [TestCase(0.6, 0.1, 9.0, double.NaN, 0.2, 1, 0.05)]
    [TestCase(0.6, 0.1, 9.0, 0.8, -0.2, 1, 0.05)]
    [TestCase(0.6, 0.1, 9.0, 0.8, 0.2, 0, 0.05)]
    [TestCase(0.6, 0.1, 9.0, 0.8, 0.2, 1, 0.5)]
    public void Compare_ArgumentOutsideItsRange_IsRefused(
        double estimate,
        double se,
        double df,
        double benchmark,
        double margin,
        int sign,
        double significance
    ) =>
        Assert.That(
            () => ExternalBenchmark.Compare(estimate, se, df, new Benchmark(benchmark, margin, sign), significance),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
