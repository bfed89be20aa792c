using NUnit.Framework;
using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Benches;

/// <summary>
/// How time grows with the number of studies: ten times the studies take a pooled estimate ten times as long, and leave-one-out a hundred
/// times.
/// </summary>
[Category("Bench")]
public sealed class PoolingGrowthBench
{
    [Test]
    public async Task Fit_TenfoldStudies_BesideTheSmallerFit()
    {
        await TestContext.Out.WriteLineAsync("\n" + Timing.Heading);
        Timing? before = null;
        foreach (var k in new[] { 50, 500, 5_000, 50_000 })
        {
            var studies = Studies(k);
            var fit = await Timing.OfAsync(
                FormattableString.Invariant($"REML, adhoc, Q-profile, all predictions and shrunken values, k = {k}"),
                Math.Max(40, 20_000 / k),
                () => Task.FromResult(MetaAnalysis.Fit(studies, PoolingOptions.OfRecord))
            );
            await TestContext.Out.WriteLineAsync(fit.Line(before ?? fit));
            before = fit;
        }
    }

    [Test]
    public async Task LeaveOneOut_TenfoldStudies_BesideTheSmallerOne()
    {
        await TestContext.Out.WriteLineAsync("\n" + Timing.Heading);
        Timing? before = null;
        foreach (var k in new[] { 50, 500 })
        {
            var pooled = ((PoolingOutcome.Pooled)MetaAnalysis.Fit(Studies(k), PoolingOptions.OfRecord)).Result;
            var left = await Timing.OfAsync(
                FormattableString.Invariant($"leave-one-out and influence, tau2 estimated each time, k = {k}"),
                Math.Max(10, 1_000 / k),
                () => Task.FromResult(LeaveOneOut.Of(pooled))
            );
            await TestContext.Out.WriteLineAsync(left.Line(before ?? left));
            before = left;
        }
    }

    // The same studies in every run; the last column is the ratio to the line above.
    internal static IReadOnlyList<StudyEstimate> Studies(int k)
    {
        var random = new Random(k);
        return
        [
            .. Enumerable
                .Range(0, k)
                .Select(place =>
                {
                    var variance = 0.01 + 0.2 * random.NextDouble();
                    var noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    return new StudyEstimate(FormattableString.Invariant($"S{place}"), 0.4 + Math.Sqrt(0.04 + variance) * noise, variance);
                }),
        ];
    }
}
