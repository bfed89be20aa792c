using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.LinearModels;

namespace Portal.Tests.LinearModels;

public sealed class LogisticFitTests
{
    // 30 of 40 with the risk, 10 of 30 without it.
    private static readonly BinaryRow[] Table =
    [
        .. Enumerable.Repeat(Row(true, 1), 30),
        .. Enumerable.Repeat(Row(false, 1), 10),
        .. Enumerable.Repeat(Row(true, 0), 10),
        .. Enumerable.Repeat(Row(false, 0), 20),
    ];

    private static BinaryRow Row(bool outcome, params double[] covariates) => new("A", outcome, covariates);

    private static LogisticFit Fit(IReadOnlyList<BinaryRow> rows) => ((Estimated<LogisticFit>.Defined)LogisticFit.Of(rows)).Value;

    private static UndefinedBecause? Why(params BinaryRow[] rows) => LogisticFit.Of(rows).WhyUndefined;

    [Test]
    public void Of_FourfoldTable_IsTheLogOddsRatio()
    {
        var fit = Fit(Table);

        Assert.That(fit.Coefficients[0].Estimate, Is.EqualTo(Math.Log(0.5)).Within(1e-12));
        Assert.That(fit.Coefficients[1].Estimate, Is.EqualTo(Math.Log(6)).Within(1e-12));
        Assert.That(fit.Coefficients[1].StandardError, Is.EqualTo(Math.Sqrt(1 / 30.0 + 0.1 + 0.1 + 0.05)).Within(1e-12));
        Assert.That(fit.Coefficients[1].Df, Is.Null);
        Assert.That(fit.Probabilities[0], Is.EqualTo(0.75).Within(1e-12));
        Assert.That(
            fit.Minus2LogLikelihood,
            Is.EqualTo(-2 * (30 * Math.Log(0.75) + 10 * Math.Log(0.25) + 10 * Math.Log(1 / 3.0) + 20 * Math.Log(2 / 3.0))).Within(1e-10)
        );
        Assert.That(fit.Concordance, Is.EqualTo((30 * 20 + (30 * 10 + 10 * 20) / 2.0) / (40 * 30)).Within(1e-12));
    }

    [Test]
    public void Of_NoCovariates_IsTheLogOdds() =>
        Assert.That(
            Fit([Row(true), Row(false), Row(false), Row(false)]).Coefficients.Single().Estimate,
            Is.EqualTo(-Math.Log(3)).Within(1e-12)
        );

    [TestCase(1e-6, 0)]
    [TestCase(1e6, 0)]
    [TestCase(1, 1e6)]
    public void Of_CovariateInOtherUnits_SaysTheSame(double unit, double shift)
    {
        var moved = Fit([.. Table.Select(row => Row(row.Outcome, row.Covariates[0] * unit + shift))]);

        Assert.That(moved.Coefficients[1].Estimate * unit, Is.EqualTo(Math.Log(6)).Within(1e-9));
        Assert.That(
            moved.Coefficients[1].Statistic.ValueOrNull(),
            Is.EqualTo(Fit(Table).Coefficients[1].Statistic.ValueOrNull()).Within(1e-9)
        );
    }

    [Test]
    public void Of_RareEventBesideACommonOne_IsNotOvershot()
    {
        // Starting from the overall rate, a full first step overshoots the maximum so far that the likelihood falls.
        BinaryRow[] rows =
        [
            .. Enumerable.Repeat(Row(false, 0), 999),
            Row(true, 0),
            .. Enumerable.Repeat(Row(true, 1), 5),
            .. Enumerable.Repeat(Row(false, 1), 5),
        ];

        Assert.That(Fit(rows).Coefficients[1].Estimate, Is.EqualTo(Math.Log(999)).Within(1e-10));
    }

    [Test]
    public void Of_Separation_IsNamed()
    {
        Assert.That(Why(Row(false, 1), Row(false, 2), Row(true, 3), Row(true, 4)), Is.EqualTo(UndefinedBecause.Separation), "complete");
        Assert.That(
            Why(Row(false, 1), Row(false, 2), Row(true, 2), Row(true, 4)),
            Is.EqualTo(UndefinedBecause.Separation),
            "quasi-complete"
        );
        Assert.That(Why([.. Table, Row(true, 0), Row(true, 2), Row(true, 2)]), Is.Null);
        Assert.That(
            Why([.. Table.Where(row => row.Covariates[0] == 0), Row(true, 1), Row(true, 1)]),
            Is.EqualTo(UndefinedBecause.Separation),
            "an empty cell"
        );
    }

    [Test]
    public void Of_NothingToTellApart_IsNamed()
    {
        Assert.That(Why(), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Row(true, 1), Row(true, 2)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why(Row(false, 1), Row(false, 2)), Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(Why(Row(true, 1, 2), Row(false, 2, 4), Row(true, 3, 6)), Is.EqualTo(UndefinedBecause.Collinear));
    }

    [Test]
    public void Of_UnfitInput_IsRefused()
    {
        Assert.That(() => LogisticFit.Of([Row(true, 1), Row(false)]), Throws.ArgumentException);
        Assert.That(() => LogisticFit.Of([Row(true, 1), Row(false, double.NaN)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => LogisticFit.Of(Table, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
