using NUnit.Framework;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Pooling;

public sealed class HybridIntervalTests
{
    private static PooledResult Fit(params StudyEstimate[] studies) =>
        ((PoolingOutcome.Pooled)MetaAnalysis.Fit(studies, PoolingOptions.OfRecord)).Result;

    [Test]
    public void For_OneStudy_IsItsOwnInterval()
    {
        var alone = Fit(new StudyEstimate("A", 2, 0.3));

        Assert.That(HybridInterval.For(alone), Is.EqualTo(alone.Interval));
    }

    [Test]
    public void For_EqualEffects_IsTheNormalInterval()
    {
        var equal = Fit(new StudyEstimate("A", 2, 0.5), new StudyEstimate("B", 2, 0.5));

        Assert.That(HybridInterval.For(equal).Width / 2, Is.EqualTo(1.959963984540054 * 0.5).Within(1e-12));
    }
}
