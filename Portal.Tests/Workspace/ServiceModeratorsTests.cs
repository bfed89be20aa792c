using NUnit.Framework;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Workspace;

namespace Portal.Tests.Workspace;

public sealed class ServiceModeratorsTests
{
    private static readonly Moderator FirstScore = Moderator.All.Single(one => one.Code == "BASELINE_MEAN");
    private static readonly Moderator Size = Moderator.All.Single(one => one.Code == "PAIRS");

    [Test]
    public void Regress_TwelveServices_FindsTheStepFromThirdToThird()
    {
        SortedDictionary<string, string> reasons = [];
        var line = ServiceModerators.Regress([Size], Services(12), reasons)!;

        // The change is 1, 2 and 3 points in the three thirds of size.
        Assert.That(line.Coefficients.Select(one => one.Name), Is.EqualTo(new[] { "intercept", "Families with both scores, by thirds" }));
        Assert.That(line.Coefficients[0].Estimate, Is.EqualTo(0).Within(1e-9));
        Assert.That(line.Coefficients[1].Estimate, Is.EqualTo(1).Within(1e-9));
        Assert.That(line.Warnings, Has.None.EqualTo("FIRST_SCORE_AS_MODERATOR"));
        Assert.That(reasons, Is.Empty);
    }

    [Test]
    public void Regress_OnTheFirstScore_CarriesACaution() =>
        Assert.That(ServiceModerators.Regress([FirstScore], Services(12), [])!.Warnings, Has.Member("FIRST_SCORE_AS_MODERATOR"));

    [TestCase(9, 1)]
    [TestCase(19, 2)]
    public void Regress_FewerThanTenServicesForEach_IsNotDone(int services, int moderators)
    {
        SortedDictionary<string, string> reasons = [];

        Assert.That(ServiceModerators.Regress([.. new[] { Size, FirstScore }.Take(moderators)], Services(services), reasons), Is.Null);
        Assert.That(reasons["moderators"], Is.EqualTo("TOO_FEW_SERVICES_FOR_MODERATORS"));
    }

    private static ModeratedService[] Services(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(place => new ModeratedService(
                    new StudyEstimate($"S{place}", 1 + 3 * place / count, 0.25),
                    new PairedMoments(10 + place, 12 + place * 7 % 5, 10, 40, 40, 20, 40),
                    []
                )),
        ];
}
