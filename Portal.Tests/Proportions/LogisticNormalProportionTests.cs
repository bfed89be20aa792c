using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Proportions;

public sealed class LogisticNormalProportionTests
{
    private static readonly EventCount[] Services = [new("A", 3, 20), new("B", 0, 8), new("C", 14, 31), new("D", 5, 5), new("E", 7, 40)];

    private static LogisticNormalProportion Fit(IReadOnlyList<EventCount> counts, double confidence = 0.95) =>
        ((Estimated<LogisticNormalProportion>.Defined)LogisticNormalProportion.Fit(counts, confidence)).Value;

    [Test]
    public void Fit_AnyServices_HasTheLikelihoodOfASumOverAFineGrid()
    {
        var fit = Fit(Services);

        Assert.That(fit.LogLikelihood, Is.EqualTo(OnAGrid(fit.Mu, Math.Sqrt(fit.Tau2))).Within(1e-7));
    }

    [TestCase(0.01, 0)]
    [TestCase(-0.01, 0)]
    [TestCase(0, 0.01)]
    [TestCase(0, -0.01)]
    public void Fit_AnyServices_NoPlaceNearbyIsHigher(double byMu, double byTau)
    {
        var fit = Fit(Services);

        Assert.That(OnAGrid(fit.Mu + byMu, Math.Sqrt(fit.Tau2) + byTau), Is.LessThan(fit.LogLikelihood - 1e-7));
    }

    [Test]
    public void Fit_AnyServices_StandardErrorIsTheCurvatureOfTheProfile()
    {
        const double Step = 0.02;
        var fit = Fit(Services);
        double Profile(double mu) => Enumerable.Range(0, 41).Max(i => OnAGrid(mu, Math.Sqrt(fit.Tau2) * (0.98 + i * 0.001)));
        var curvature = (2 * fit.LogLikelihood - Profile(fit.Mu - Step) - Profile(fit.Mu + Step)) / (Step * Step);

        Assert.That(fit.StandardError, Is.EqualTo(1 / Math.Sqrt(curvature)).Within(0.5).Percent);
    }

    [Test]
    public void Fit_ServicesAlike_HasNoVarianceAndTheProportionOfAllFamilies()
    {
        var fit = Fit([new("A", 6, 20), new("B", 3, 10), new("C", 12, 40)]);

        Assert.That(fit.Tau2, Is.Zero);
        Assert.That(fit.Median, Is.EqualTo(0.3).Within(1e-12));
        Assert.That(fit.StandardError, Is.EqualTo(1 / Math.Sqrt(70 * 0.3 * 0.7)).Within(1e-12));
    }

    [Test]
    public void Fit_EventsAndNonEventsSwapped_IsMirrored()
    {
        var (fit, mirrored) = (Fit(Services), Fit([.. Services.Select(count => count with { Events = count.Cases - count.Events })]));

        Assert.That((mirrored.Mu, mirrored.Tau2), Is.EqualTo((-fit.Mu, fit.Tau2)).Within(1e-9));
        Assert.That(mirrored.Interval.Low, Is.EqualTo(1 - fit.Interval.High).Within(1e-9));
    }

    [Test]
    public void Fit_ServicesInAnotherOrderAndOneWithoutCases_StaysTheSame()
    {
        var (fit, other) = (Fit(Services), Fit([new EventCount("F", 0, 0), .. Services.Reverse()]));

        Assert.That((other.Mu, other.Tau2, other.Services), Is.EqualTo((fit.Mu, fit.Tau2, fit.Services)).Within(1e-9));
    }

    [Test]
    public void Fit_ServicesFarApart_FindsAWideSpread()
    {
        var fit = Fit([new("A", 0, 40), new("B", 40, 40), new("C", 20, 40), new("D", 10, 40), new("E", 30, 40)]);

        Assert.That(Math.Sqrt(fit.Tau2), Is.InRange(2, 6));
        Assert.That(fit.Median, Is.EqualTo(0.5).Within(1e-9));
    }

    [Test]
    public void Fit_ServicesAlmostAllOrNothing_IsNamed()
    {
        EventCount[] apart = [new("A", 0, 4000), new("B", 4000, 4000), new("C", 2000, 4000), new("D", 0, 4000), new("E", 4000, 4000)];

        Assert.That(LogisticNormalProportion.Fit(apart).WhyUndefined, Is.EqualTo(UndefinedBecause.NotEstimable));
    }

    [Test]
    public void Fit_LargeServicesALittleApart_FindsASmallSpread()
    {
        var fit = Fit([new("A", 50_000, 100_000), new("B", 51_000, 100_000), new("C", 49_000, 100_000), new("D", 50_500, 100_000)]);

        Assert.That(Math.Sqrt(fit.Tau2), Is.InRange(0.02, 0.05));
    }

    [Test]
    public void Fit_CountsWithoutAPeak_IsNamed()
    {
        static UndefinedBecause? Why(params EventCount[] counts) => LogisticNormalProportion.Fit(counts).WhyUndefined;

        Assert.That(Why(new EventCount("A", 0, 0)), Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(Why(new EventCount("A", 2, 7)), Is.EqualTo(UndefinedBecause.OneStudy));
        Assert.That(Why(new EventCount("A", 0, 7), new EventCount("B", 0, 9)), Is.EqualTo(UndefinedBecause.NotEstimable));
        Assert.That(Why(new EventCount("A", 0, 7), new EventCount("B", 9, 9)), Is.EqualTo(UndefinedBecause.NotEstimable));
    }

    [Test]
    public void Fit_ArgumentOutsideItsRange_Throws()
    {
        Assert.That(() => LogisticNormalProportion.Fit([new EventCount("A", 3, 2)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => LogisticNormalProportion.Fit(Services, 95), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static double OnAGrid(double mu, double tau)
    {
        const double Step = 0.01;
        return Services.Sum(count =>
        {
            var sum = 0.0;
            for (var u = -9.0; u <= 9; u += Step)
            {
                var p = 1 / (1 + Math.Exp(-(mu + tau * u)));
                sum += Math.Pow(p, count.Events) * Math.Pow(1 - p, count.Cases - count.Events) * Math.Exp(-u * u / 2);
            }

            var ways = Enumerable.Range(1, count.Events).Sum(i => Math.Log((count.Cases - count.Events + i) / (double)i));
            return ways + Math.Log(sum * Step / Math.Sqrt(2 * Math.PI));
        });
    }
}
