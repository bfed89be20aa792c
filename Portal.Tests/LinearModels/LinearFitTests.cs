using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.LinearModels;
using Portal.Analytics.Moments;

namespace Portal.Tests.LinearModels;

public sealed class LinearFitTests
{
    // y = 2 + 3x - z plus an error orthogonal to both columns and to the ones.
    private static readonly ModelRow[] Rows =
    [
        Row(2 + 3 * -1 - -1 + 0.5, -1, -1),
        Row(2 + 3 * -1 - 1 - 0.5, -1, 1),
        Row(2 + 3 * 1 - -1 - 0.5, 1, -1),
        Row(2 + 3 * 1 - 1 + 0.5, 1, 1),
    ];

    private static ModelRow Row(double outcome, params double[] covariates) => new("A", outcome, covariates);

    private static LinearFit Fit(IReadOnlyList<ModelRow> rows) => ((Estimated<LinearFit>.Defined)LinearFit.OfRows(rows)).Value;

    private static LinearFit FromProducts(IReadOnlyList<ModelRow> rows) =>
        ((Estimated<LinearFit>.Defined)LinearFit.OfProducts(CrossProducts.OfRows(rows))).Value;

    private static double[] Estimates(LinearFit fit) => [.. fit.Coefficients.Select(coefficient => coefficient.Estimate)];

    private static double[] Errors(LinearFit fit) => [.. fit.Coefficients.Select(coefficient => coefficient.StandardError)];

    [Test]
    public void OfRows_OrthogonalDesign_IsTheKnownFit()
    {
        var fit = Fit(Rows);

        Assert.That(Estimates(fit), Is.EqualTo(new[] { 2.0, 3, -1 }).Within(1e-14));
        Assert.That((fit.N, fit.Df, fit.OutcomeMean), Is.EqualTo((4, 1, 2.0)));
        Assert.That(fit.ResidualVariance, Is.EqualTo(1).Within(1e-14));
        Assert.That(Errors(fit), Has.All.EqualTo(0.5).Within(1e-14));
        Assert.That(fit.RSquared.ValueOrNull(), Is.EqualTo(40.0 / 41).Within(1e-14));
        Assert.That(fit.Coefficients[1].Interval.ValueOrNull()!.Value.High, Is.EqualTo(3 + 0.5 * 12.706204736432095).Within(1e-9));
    }

    [Test]
    public void OfProducts_MergedFromTwoHalves_IsTheFitOfTheRows()
    {
        var merged = CrossProducts.OfRows(Rows[..1]).Merge(CrossProducts.OfRows(Rows[1..]));

        var fit = ((Estimated<LinearFit>.Defined)LinearFit.OfProducts(merged)).Value;

        Assert.That(Estimates(fit).Concat(Errors(fit)), Is.EqualTo(Estimates(Fit(Rows)).Concat(Errors(Fit(Rows)))).Within(1e-13));
    }

    [TestCase(2020)]
    [TestCase(1e9)]
    public void Fit_CovariateFarFromZero_KeepsItsSlope(double origin)
    {
        var far = Rows.Select(row => Row(row.Outcome, row.Covariates[0] + origin, row.Covariates[1])).ToArray();

        foreach (var fit in new[] { Fit(far), FromProducts(far) })
        {
            Assert.That(Estimates(fit)[1..], Is.EqualTo(new[] { 3.0, -1 }).Within(1e-6 / 1e9 * origin + 1e-13));
            Assert.That(fit.ResidualVariance, Is.EqualTo(1).Within(1e-6));
        }
    }

    [Test]
    public void Fit_NoCovariates_IsTheMean()
    {
        ModelRow[] rows = [Row(1), Row(2), Row(6)];

        foreach (var fit in new[] { Fit(rows), FromProducts(rows) })
        {
            Assert.That(fit.Coefficients.Single().Estimate, Is.EqualTo(3).Within(1e-14));
            Assert.That(fit.Coefficients.Single().StandardError, Is.EqualTo(Math.Sqrt(7 / 3.0)).Within(1e-14));
            Assert.That(fit.RSquared.ValueOrNull(), Is.Zero.Within(1e-14));
        }
    }

    [Test]
    public void Fit_OutcomeExplainedExactly_HasNoResidualAndNoTest()
    {
        ModelRow[] exact = [.. Enumerable.Range(0, 6).Select(i => Row(0.1 * i + 0.7, i))];

        foreach (var fit in new[] { Fit(exact), FromProducts(exact) })
        {
            Assert.That(fit.ResidualVariance, Is.Zero);
            Assert.That(fit.RSquared.ValueOrNull(), Is.EqualTo(1));
            Assert.That(fit.Coefficients[1].Statistic.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
            Assert.That(fit.Coefficients[1].PValue.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
        }
    }

    [Test]
    public void Fit_OutcomeThatDoesNotVary_ExplainsNothing()
    {
        ModelRow[] same = [.. Enumerable.Range(0, 6).Select(i => Row(0.1, i * i))];

        foreach (var fit in new[] { Fit(same), FromProducts(same) })
        {
            Assert.That(fit.RSquared.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
            Assert.That(fit.ResidualVariance, Is.Zero);
        }
    }

    [TestCase(0.1, 0.1, 0.1, 0.1, TestName = "Fit_ConstantCovariate_IsNamed")]
    [TestCase(-1, 1, 1, 3, TestName = "Fit_CovariateThatIsASumOfOthers_IsNamed")]
    [TestCase(0, 0, 0, 0, TestName = "Fit_CovariateOfZeros_IsNamed")]
    public void Fit_Collinear_IsNamed(double a, double b, double c, double d)
    {
        double[] third = [a, b, c, d];
        ModelRow[] rows = [.. Rows.Select((row, i) => Row(row.Outcome, [.. row.Covariates, third[i]])), Row(1, -1, -1, a), Row(2, 1, 1, d)];

        Assert.That(LinearFit.OfRows(rows).WhyUndefined, Is.EqualTo(UndefinedBecause.Collinear));
        Assert.That(LinearFit.OfProducts(CrossProducts.OfRows(rows)).WhyUndefined, Is.EqualTo(UndefinedBecause.Collinear));
    }

    [Test]
    public void Fit_TooFewRows_IsNamed()
    {
        Assert.That(LinearFit.OfRows([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(LinearFit.OfRows(Rows[..3]).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(LinearFit.OfProducts(CrossProducts.OfRows(Rows[..3])).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
    }

    [Test]
    public void OfRows_UnfitRows_AreRefused()
    {
        Assert.That(() => LinearFit.OfRows([Row(1, 2), Row(1)]), Throws.ArgumentException);
        Assert.That(() => LinearFit.OfRows([Row(1, 2), Row(1, double.NaN)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => LinearFit.OfRows([Row(double.PositiveInfinity, 2), Row(1, 1)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => LinearFit.OfRows(Rows, 95), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void CrossProducts_StoredAndReadBack_AreTheSame()
    {
        var products = CrossProducts.OfRows(Rows);

        var again = new CrossProducts(products.N, products.Means, products.Products);

        Assert.That(again.Means, Is.EqualTo(products.Means));
        Assert.That(again.Products, Is.EqualTo(products.Products));
        Assert.That(CrossProducts.OfOutcome(SampleMoments.OfValues([1, 2, 6])).Products, Is.EqualTo(new[] { new[] { 14.0 } }));
    }

    [Test]
    public void CrossProducts_UnfitParts_AreRefused()
    {
        Assert.That(
            () =>
                new CrossProducts(
                    0,
                    [1],
                    [
                        [1],
                    ]
                ),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(() => new CrossProducts(1, [], []), Throws.ArgumentException);
        Assert.That(
            () =>
                new CrossProducts(
                    1,
                    [1, 2],
                    [
                        [1],
                    ]
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () =>
                new CrossProducts(
                    1,
                    [1],
                    [
                        [1, 2],
                    ]
                ),
            Throws.ArgumentException
        );
        Assert.That(
            () =>
                new CrossProducts(
                    1,
                    [1],
                    [
                        [-1],
                    ]
                ),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(
            () =>
                new CrossProducts(
                    1,
                    [double.NaN],
                    [
                        [1],
                    ]
                ),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(() => CrossProducts.OfRows([]), Throws.ArgumentException);
        Assert.That(() => CrossProducts.OfRows(Rows).Merge(CrossProducts.OfRows([Row(1)])), Throws.ArgumentException);
    }
}
