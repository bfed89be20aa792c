using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.Funnel;
using Portal.Analytics.LinearModels;

namespace Portal.Tests.CaseMix;

public sealed class LinearCaseMixTests
{
    private static readonly ModelRow[] Rows =
    [
        .. Enumerable.Range(0, 60).Select(i => Row($"S{i * i % 7}", 5 + i % 11 + 0.4 * (i % 6), i % 6, i * i % 13)),
    ];

    private static ModelRow Row(string service, double outcome, params double[] covariates) => new(service, outcome, covariates);

    private static LinearCaseMix Compare(IReadOnlyList<ModelRow> rows) =>
        ((Estimated<LinearCaseMix>.Defined)LinearCaseMix.OfRows(rows)).Value;

    private static LinearCaseMix FromProducts(IReadOnlyList<ServiceProducts> services) =>
        ((Estimated<LinearCaseMix>.Defined)LinearCaseMix.OfProducts(services)).Value;

    private static void AssertAlike(LinearCaseMix actual, LinearCaseMix expected, double unit = 1)
    {
        foreach (var service in expected.Services)
        {
            var same = actual.Services.Single(other => other.Service == service.Service);
            Assert.That(same.Difference / unit, Is.EqualTo(service.Difference).Within(1e-9));
            Assert.That(same.ExactStandardError / unit, Is.EqualTo(service.ExactStandardError).Within(1e-9));
            Assert.That(same.Z.ValueOrNull(), Is.EqualTo(service.Z.ValueOrNull()).Within(1e-9));
        }

        Assert.That(
            actual.Dispersion.Map(both => both.Phi).ValueOrNull(),
            Is.EqualTo(expected.Dispersion.Map(both => both.Phi).ValueOrNull()).Within(1e-9)
        );
    }

    [Test]
    public void OfProducts_SumsOfServices_EqualTheRows() => AssertAlike(FromProducts(ServiceProducts.OfRows(Rows)), Compare(Rows));

    [Test]
    public void Compare_RowsInAnotherOrder_SaysTheSame()
    {
        AssertAlike(Compare([.. Rows.Reverse()]), Compare(Rows));
        AssertAlike(FromProducts([.. ServiceProducts.OfRows(Rows).Reverse()]), Compare(Rows));
    }

    [TestCase(1e-6, 0)]
    [TestCase(1e6, 0)]
    [TestCase(-1, 0)]
    [TestCase(1, 1000)]
    public void Compare_OutcomeInOtherUnits_ScalesWithThem(double unit, double shift)
    {
        ModelRow[] moved = [.. Rows.Select(row => row with { Outcome = row.Outcome * unit + shift })];

        var (actual, expected) = (Compare(moved), Compare(Rows));

        Assert.That(
            actual.Services.Select(service => service.Difference / unit),
            Is.EqualTo(expected.Services.Select(service => service.Difference)).Within(1e-9)
        );
        Assert.That(
            actual.Services.Select(service => service.Z.ValueOrNull()!.Value * Math.Sign(unit)),
            Is.EqualTo(expected.Services.Select(service => service.Z.ValueOrNull()!.Value)).Within(1e-9)
        );
    }

    [TestCase(1e-6, 0)]
    [TestCase(1e6, 0)]
    [TestCase(1, 2020)]
    public void Compare_CovariateInOtherUnits_SaysTheSame(double unit, double shift) =>
        AssertAlike(
            Compare([.. Rows.Select(row => row with { Covariates = [row.Covariates[0] * unit + shift, row.Covariates[1]] })]),
            Compare(Rows)
        );

    [Test]
    public void Compare_WeightedDifferences_AddUpToNothing() =>
        Assert.That(Compare(Rows).Services.Sum(service => service.N * service.Difference), Is.Zero.Within(1e-10));

    [Test]
    public void Compare_OneServiceAlone_IsItsOwnExpectation()
    {
        var alone = Compare([.. Rows.Select(row => row with { Service = "A" })]);

        Assert.That(alone.Services.Single().Difference, Is.Zero.Within(1e-12));
        Assert.That(alone.Services.Single().ExactStandardError, Is.Zero.Within(1e-7));
        Assert.That(alone.Services.Single().StandardError, Is.Positive);
        Assert.That(alone.Dispersion.WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));
    }

    [Test]
    public void Compare_OneRowAService_HasAnErrorForEach()
    {
        var each = Compare([.. Rows.Select((row, i) => row with { Service = $"S{i}" })]);

        Assert.That(
            each.Services.Select(service => service.StandardError),
            Has.All.EqualTo(Math.Sqrt(each.Fit.ResidualVariance)).Within(1e-12)
        );
        Assert.That(each.Services.Select(service => service.ExactStandardError), Has.All.LessThan(Math.Sqrt(each.Fit.ResidualVariance)));
    }

    [Test]
    public void Compare_NothingLeftToChance_HasNoZ()
    {
        var exact = Compare([.. Rows.Select(row => row with { Outcome = 1 + row.Covariates[0] })]);

        Assert.That(exact.Services.Select(service => service.Z.WhyUndefined), Has.All.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(exact.Dispersion.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
    }

    [Test]
    public void Compare_ServicesAlike_HasNoDispersion()
    {
        // Three services with the same rows do not differ at all.
        ModelRow[] alike = [.. new[] { "A", "B", "C" }.SelectMany(service => Rows.Take(20).Select(row => row with { Service = service }))];

        var dispersion = ((Estimated<OverDispersion>.Defined)Compare(alike).Dispersion).Value;

        Assert.That(dispersion.Phi, Is.Zero.Within(1e-20));
        Assert.That(dispersion.Tau2, Is.Zero);
    }

    [Test]
    public void Compare_NothingToCompare_IsNamed()
    {
        Assert.That(LinearCaseMix.OfProducts([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(LinearCaseMix.OfRows([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(
            LinearCaseMix
                .OfRows([.. Rows.Select(row => row with { Covariates = [row.Covariates[0], 2 * row.Covariates[0]] })])
                .WhyUndefined,
            Is.EqualTo(UndefinedBecause.Collinear)
        );
    }
}
