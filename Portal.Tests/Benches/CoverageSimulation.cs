using System.Globalization;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Benches;

/// <summary>
/// Invented networks with a known mean change of -0.5 standard deviations: how often the 95 % interval covers it, for the analysis of
/// record and for effects standardised by each service's own SD (statistics of record, 2.4).
/// </summary>
[Category("Bench")]
public sealed class CoverageSimulation
{
    private const double Truth = -0.5;
    private const int Networks = 2_000;

    // Log-normal sizes with this spread of the logarithm, at least 3 pairs.
    private const double SpreadOfSizes = 0.7;

    [TestCase(50, 8, 0.0, 0.49)]
    [TestCase(50, 8, 0.25, 0.62)]
    [TestCase(50, 25, 0.25, 0.90)]
    [TestCase(8, 8, 0.0, 0.88)]
    [TestCase(3, 25, 0.25, 0.93)]
    public async Task Interval_OfRecord_HoldsTheTruthWhereOwnStandardDeviationsDoNot(int k, int medianSize, double tau, double published)
    {
        var random = new Random(20_260_000 + k * 1_000 + medianSize * 10 + (int)(tau * 4));
        var record = new Tally();
        var ownSd = new Tally();
        for (var network = 0; network < Networks; network++)
        {
            var services = Enumerable.Range(0, k).Select(_ => new ServiceMoments("S", Service(random, medianSize, tau))).ToList();
            if (PooledWithinVariance.Of(services) is Estimated<PooledWithinVariance>.Defined { Value: var within })
                record.Count(MetaAnalysis.Fit(within.Studies, PoolingOptions.OfRecord));
            var standardised = services
                .Select(service => StandardisedChange.Smcr(service.Moments))
                .OfType<Estimated<EffectSize>.Defined>()
                .Select(effect => new StudyEstimate("S", effect.Value.Estimate, effect.Value.Variance))
                .ToList();
            ownSd.Count(MetaAnalysis.Fit(standardised, PoolingOptions.OfRecord with { Test = PoolingTest.Knha }));
        }

        await TestContext.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"k = {k, 2}, median n = {medianSize, 2}, tau = {tau:0.00}: of record bias {record.Bias, 6:0.000}, "
                    + $"coverage {record.Coverage:0.000}; own SDs bias {ownSd.Bias, 6:0.000}, coverage {ownSd.Coverage:0.000} "
                    + $"(published {published:0.00})"
            )
        );
        Assert.Multiple(() =>
        {
            // Four standard errors of a simulated share near 0.95; the guard can only add coverage.
            Assert.That(record.Coverage, Is.GreaterThan(0.95 - 0.02));
            Assert.That(record.Bias, Is.EqualTo(0).Within(0.01));
            Assert.That(ownSd.Coverage, Is.LessThan(record.Coverage));
            Assert.That(ownSd.Coverage, Is.EqualTo(published).Within(0.08));
        });
    }

    private static PairedMoments Service(Random random, int medianSize, double tau)
    {
        var size = Math.Max(3, (int)Math.Round(medianSize * Math.Exp(SpreadOfSizes * Normal(random))));
        var shift = Truth + tau * Normal(random);
        // Standard deviation 1 before and after, correlation one half.
        return PairedMoments.OfPairs(
            Enumerable
                .Range(0, size)
                .Select(_ => (First: Normal(random), Noise: Normal(random)))
                .Select(pair => (pair.First, shift + 0.5 * pair.First + Math.Sqrt(0.75) * pair.Noise))
        );
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Tally
    {
        private int _holds;
        private int _fits;
        private double _errors;

        public double Coverage => (double)_holds / _fits;

        public double Bias => _errors / _fits;

        public void Count(PoolingOutcome outcome)
        {
            if (!outcome.TryGet(out var pooled))
                return;
            _fits++;
            _errors += pooled.Estimate - Truth;
            _holds += pooled.Interval.Low <= Truth && Truth <= pooled.Interval.High ? 1 : 0;
        }
    }
}
