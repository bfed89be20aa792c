using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.LinearModels;

namespace Portal.Tests.CaseMix;

public sealed class LogisticCaseMixTests
{
    private static readonly BinaryRow[] Rows =
    [
        .. Enumerable.Range(0, 80).Select(i => new BinaryRow($"S{i % 5}", i * i % 7 < 3, [i % 6, i * i % 13])),
    ];

    private static LogisticCaseMix Compare(IReadOnlyList<BinaryRow> rows) =>
        ((Estimated<LogisticCaseMix>.Defined)LogisticCaseMix.OfRows(rows)).Value;

    [Test]
    public void OfRows_AllServices_ExpectedEventsAddUpToTheObserved()
    {
        var comparison = Compare(Rows);

        Assert.That(
            comparison.Services.Sum(service => service.Expected),
            Is.EqualTo(comparison.Services.Sum(service => service.Observed)).Within(1e-9)
        );
        Assert.That(comparison.Services.Sum(service => service.N), Is.EqualTo(80));
    }

    [Test]
    public void OfRows_WithoutCovariates_ExpectsTheNetworkRate()
    {
        var first = Compare([.. Rows.Select(row => row with { Covariates = [] })]).Services[0];

        Assert.That(first.Expected / first.N, Is.EqualTo(Rows.Count(row => row.Outcome) / 80.0).Within(1e-12));
        Assert.That(first.AdjustedRate, Is.EqualTo((double)first.Observed / first.N).Within(1e-12));
    }

    [Test]
    public void OfRows_RowsInAnotherOrder_SaysTheSame()
    {
        var reversed = Compare([.. Rows.Reverse()]).Services.OrderBy(service => service.Service, StringComparer.Ordinal);

        Assert.That(
            reversed.Select(service => service.Z),
            Is.EqualTo(Compare(Rows).Services.OrderBy(service => service.Service, StringComparer.Ordinal).Select(service => service.Z))
                .Within(1e-9)
        );
    }

    [Test]
    public void OfRows_CovariateThatTellsEventsApart_IsNamed() =>
        Assert.That(
            LogisticCaseMix.OfRows([.. Rows.Select(row => row with { Covariates = [row.Outcome ? 1 : 0] })]).WhyUndefined,
            Is.EqualTo(UndefinedBecause.Separation)
        );
}
