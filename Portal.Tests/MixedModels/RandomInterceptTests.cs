using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.LinearModels;
using Portal.Analytics.MixedModels;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;

namespace Portal.Tests.MixedModels;

public sealed class RandomInterceptTests
{
    private static readonly MixedModelOptions Restricted = MixedModelOptions.OfRecord;
    private static readonly MixedModelOptions Full = Restricted with { Likelihood = Likelihood.ML };

    // Four services of three cases: means 2, 4, 9, 5, and a sum of squares of 2 within each.
    private static readonly ModelRow[] Balanced =
    [
        .. new[] { 2.0, 4, 9, 5 }.SelectMany((mean, i) => new[] { -1.0, 0, 1 }.Select(step => Row($"S{i}", mean + step))),
    ];

    private static ModelRow Row(string service, double outcome, params double[] covariates) => new(service, outcome, covariates);

    private static RandomInterceptFit Fit(IReadOnlyList<ModelRow> rows, MixedModelOptions? options = null) =>
        ((Estimated<RandomInterceptFit>.Defined)RandomIntercept.Fit(rows, options ?? Restricted)).Value;

    private static UndefinedBecause? Why(params ModelRow[] rows) => RandomIntercept.Fit(rows, Restricted).WhyUndefined;

    [Test]
    public void Fit_BalancedServices_IsTheAnalysisOfVariance()
    {
        var fit = Fit(Balanced);

        // Mean squares: within 8/8 = 1, between 3 * 26 / 3 = 26.
        Assert.That(fit.ResidualVariance, Is.EqualTo(1).Within(1e-10));
        Assert.That(fit.ServiceVariance, Is.EqualTo(25 / 3.0).Within(1e-9));
        Assert.That(fit.IntraclassCorrelation, Is.EqualTo(25 / 28.0).Within(1e-10));
        Assert.That(fit.Fixed.Single().Estimate, Is.EqualTo(5).Within(1e-12));
        Assert.That(fit.Fixed.Single().StandardError, Is.EqualTo(Math.Sqrt(26 / 12.0)).Within(1e-10));
        Assert.That(fit.Fixed.Single().Df, Is.EqualTo(3).Within(1e-8));
        Assert.That(
            fit.Services.Select(service => service.Effect),
            Is.EqualTo(new[] { -3.0, -1, 4, 0 }.Select(away => away * 25 / 26)).Within(1e-9)
        );
        Assert.That(fit.Services[0].ConditionalSd, Is.EqualTo(Math.Sqrt(25 / 3.0 / 26)).Within(1e-9));
        Assert.That((fit.N, fit.Maxima, fit.Services[0].N, fit.Services[0].Service), Is.EqualTo((12, 1, 3, "S0")));
    }

    [Test]
    public void Fit_BalancedServicesByFullLikelihood_DividesByTheNumberOfServices()
    {
        var fit = Fit(Balanced, Full);

        Assert.That(fit.ResidualVariance, Is.EqualTo(1).Within(1e-10));
        Assert.That(fit.ServiceVariance, Is.EqualTo((78 / 4.0 - 1) / 3).Within(1e-9));
        Assert.That(fit.Minus2LogLikelihood, Is.EqualTo(12 * Math.Log(2 * Math.PI) + 4 * Math.Log(78 / 4.0) + 12).Within(1e-9));
    }

    [Test]
    public void Fit_TwoBalancedServicesWithOneDfUpToRounding_AreTested([Range(1, 12)] int apart, [Values(0.1, 0.3, 1, 7)] double unit)
    {
        double[] steps = [-1, 0, 1];
        var fit = Fit([.. steps.Select(step => Row("A", unit * step)), .. steps.Select(step => Row("B", unit * (step + 1 + apart)))]);

        Assert.That(fit.Fixed.Single().Df, Is.EqualTo(1).Within(1e-9));
        Assert.That(fit.Fixed.Single().PValue.IsDefined, Is.True);
    }

    [TestCase(0)]
    [TestCase(0.1)]
    [TestCase(0.7)]
    public void Fit_ServicesApartAsMuchAsChanceUpToRounding_HaveNoVariance(double shift)
    {
        // Mean squares of 0.01 between and within services.
        double[] means = [-0.05, 0.05, -0.05, 0.05];
        var fit = Fit([.. means.SelectMany((mean, i) => new[] { -0.1, 0, 0.1 }.Select(step => Row($"S{i}", shift + mean + step)))]);

        Assert.That(fit.ServiceVariance, Is.Zero);
        Assert.That(fit.Fixed.Single().Df, Is.EqualTo(11).Within(1e-9));
    }

    [Test]
    public void Fit_ServicesAlike_IsLeastSquares()
    {
        ModelRow[] rows = [.. Enumerable.Range(0, 12).Select(i => Row($"S{i % 4}", i / 4 + 0.01 * (i % 4), i * i % 7))];

        var (fit, plain) = (Fit(rows), ((Estimated<LinearFit>.Defined)LinearFit.OfRows(rows)).Value);

        Assert.That(fit.ServiceVariance, Is.Zero);
        Assert.That(fit.IntraclassCorrelation, Is.Zero);
        Assert.That(fit.ResidualVariance, Is.EqualTo(plain.ResidualVariance).Within(1e-12));
        Assert.That(fit.Services.Select(service => (service.Effect, service.ConditionalSd)), Has.All.EqualTo((0.0, 0.0)));
        foreach (var (mixed, least) in fit.Fixed.Zip(plain.Coefficients))
        {
            Assert.That(mixed.Estimate, Is.EqualTo(least.Estimate).Within(1e-12));
            Assert.That(mixed.StandardError, Is.EqualTo(least.StandardError).Within(1e-12));
            Assert.That(mixed.Df, Is.EqualTo(plain.Df).Within(1e-8));
        }
    }

    [Test]
    public void Fit_NothingToFit_IsNamed()
    {
        Assert.That(Why(), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(Row("A", 1)), Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(Why(Row("A", 1), Row("A", 2), Row("A", 4)), Is.EqualTo(UndefinedBecause.OneStudy));
        Assert.That(Why(Row("A", 1), Row("B", 2), Row("C", 4)), Is.EqualTo(UndefinedBecause.NotEstimable), "one row a service");
        Assert.That(
            Why(Row("A", 1), Row("A", 1), Row("B", 4), Row("B", 4)),
            Is.EqualTo(UndefinedBecause.NoVariation),
            "nothing varies within services"
        );
        Assert.That(
            Why(Row("A", 1), Row("A", 1), Row("B", 1), Row("B", 1)),
            Is.EqualTo(UndefinedBecause.NoVariation),
            "nothing varies at all"
        );
        Assert.That(Why(Row("A", 1, 1), Row("A", 3, 1), Row("B", 4, 1), Row("B", 5, 1)), Is.EqualTo(UndefinedBecause.Collinear));
        Assert.That(
            Why(Row("A", 1, 1), Row("A", 3, 1), Row("B", 4, 2), Row("B", 5, 2)),
            Is.EqualTo(UndefinedBecause.NotEstimable),
            "a fact of each of two services"
        );
    }

    [Test]
    public void Fit_OneRowInMostServices_IsFitted()
    {
        var fit = Fit([Row("A", 1), Row("B", 5), Row("C", 9), Row("D", 2), Row("D", 3)]);

        Assert.That(fit.ServiceVariance, Is.Positive);
        Assert.That(fit.ResidualVariance, Is.Positive);
    }

    [Test]
    public void Fit_ServiceLevelCovariate_RestsOnServices()
    {
        double[] facts = [0, 1, 2, 5];
        var fit = Fit([.. Balanced.Select(row => row with { Covariates = [facts[row.Service[1] - '0']] })]);

        Assert.That(fit.Fixed[1].Df, Is.EqualTo(2).Within(1e-6));
    }

    [Test]
    public void FitChange_MomentsAlone_EqualsTheRows()
    {
        (string Service, double First, double Last)[] pairs =
        [
            .. Enumerable.Range(0, 60).Select(i => ($"S{i * i % 9}", 10.0 + i % 7, 7 + i % 5 + 2.5 * (i * i % 9))),
        ];
        var services = pairs
            .GroupBy(pair => pair.Service)
            .Select(service => new ServiceMoments(service.Key, PairedMoments.OfPairs(service.Select(pair => (pair.First, pair.Last)))));

        var moments = (
            (Estimated<RandomInterceptFit>.Defined)
                RandomIntercept.FitChange([.. services, new("nobody yet", PairedMoments.Empty)], Restricted)
        ).Value;

        AssertAlike(moments, Fit([.. pairs.Select(pair => Row(pair.Service, pair.Last - pair.First))]));
    }

    [Test]
    public void FitChange_NoPairs_IsNamed() =>
        Assert.That(
            RandomIntercept.FitChange([new("A", PairedMoments.Empty)], Restricted).WhyUndefined,
            Is.EqualTo(UndefinedBecause.NoCases)
        );

    [Test]
    public void Fit_OptionsOutsideTheirRange_AreRefused()
    {
        Assert.That(() => RandomIntercept.Fit(Balanced, Restricted with { Level = 95 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => RandomIntercept.Fit(Balanced, Restricted with { Likelihood = (Likelihood)7 }),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(() => RandomIntercept.Fit([Row("A", 1), Row("B", 2, 1)], Restricted), Throws.ArgumentException);
    }

    internal static void AssertAlike(
        RandomInterceptFit actual,
        RandomInterceptFit expected,
        double unit = 1,
        double shift = 0,
        double tolerance = 1e-7
    )
    {
        void Near(double a, double e) => Assert.That(a, Is.EqualTo(e).Within(tolerance * (1 + Math.Abs(e))));

        Near(actual.ResidualVariance / unit / unit, expected.ResidualVariance);
        Near(actual.ServiceVariance / unit / unit, expected.ServiceVariance);
        Near(actual.Fixed[0].Estimate / unit, expected.Fixed[0].Estimate + shift / unit);
        for (var j = 1; j < expected.Fixed.Count; j++)
            Near(actual.Fixed[j].Estimate / unit, expected.Fixed[j].Estimate);
        for (var j = 0; j < expected.Fixed.Count; j++)
        {
            Near(actual.Fixed[j].StandardError / unit, expected.Fixed[j].StandardError);
            Assert.That(actual.Fixed[j].Df!.Value, Is.EqualTo(expected.Fixed[j].Df!.Value).Within(1e-4).Percent);
        }

        foreach (var service in expected.Services)
        {
            var same = actual.Services.Single(other => other.Service == service.Service);
            Near(same.Effect / unit, service.Effect);
            Near(same.ConditionalSd / unit, service.ConditionalSd);
        }
    }
}
