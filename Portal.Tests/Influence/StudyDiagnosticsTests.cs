using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Influence;

/// <summary>Against the definitions of docs/statistics.md, "Leave-one-out and influence", worked out step by step for one small case.</summary>
public sealed class StudyDiagnosticsTests
{
    private static readonly StudyEstimate[] Studies =
    [
        new("North", 0.5, 0.04),
        new("West", 0.9, 0.09),
        new("Island", -0.4, 0.16),
        new("Valley", 0.6, 0.05),
    ];

    // With a common effect every figure follows from weighted means: 25, 11.1, 6.25 and 20.
    private static readonly PoolingOptions Common = PoolingOptions.OfRecord with { Model = PoolingModel.Common, Test = PoolingTest.Z };

    [Test]
    public void BaujatPlace_CommonEffect_IsTheSquaredDistanceAndTheSquaredChange()
    {
        var places = BaujatPlace.Of(Pooled(Common)).Match(found => found, _ => []);

        double[] weights = [.. Studies.Select(study => 1 / study.Variance)];
        var mean = Mean(weights);
        for (var place = 0; place < Studies.Length; place++)
        {
            double[] others = [.. weights.Select((weight, other) => other == place ? 0 : weight)];
            var expected = (mean - Mean(others)) * (mean - Mean(others)) * others.Sum();
            Assert.That(places[place].Influence, Is.EqualTo(expected).Within(1e-12), Studies[place].Label);
            var distance = Studies[place].Effect - mean;
            Assert.That(places[place].Heterogeneity, Is.EqualTo(distance * distance * weights[place]).Within(1e-12));
        }
        Assert.That(places.MaxBy(place => place.Heterogeneity)!.Label, Is.EqualTo("Island"));
    }

    [Test]
    public void BaujatPlace_Heterogeneity_AddsUpToQ()
    {
        var pooled = Pooled(Common);
        var places = BaujatPlace.Of(pooled).Match(found => found, _ => []);

        Assert.That(places.Sum(place => place.Heterogeneity), Is.EqualTo(pooled.Q.ValueOrNull()!.Value).Within(1e-12));
    }

    [Test]
    public void SubsetEstimate_OfAll_HoldsTheWholeAndEveryLeaveOneOut()
    {
        var pooled = Pooled(PoolingOptions.OfRecord);
        var subsets = SubsetEstimate.All(pooled).Match(found => found, _ => []);
        var left = LeaveOneOut.Of(pooled).Match(found => found, _ => []);

        Assert.That(subsets, Has.Count.EqualTo(11), "2^4 less four single ones and the empty one");
        Assert.That(subsets.Select(one => one.Members), Is.Unique);
        Assert.That(subsets.Single(one => one.Members == 15).Estimate, Is.EqualTo(pooled.Estimate).Within(1e-12));
        for (var place = 0; place < 4; place++)
            Assert.That(
                subsets.Single(one => one.Members == (15 & ~(1 << place))).Estimate,
                Is.EqualTo(left[place].Without.Estimate).Within(1e-12)
            );
    }

    [Test]
    public void SubsetEstimate_ThirteenStudies_IsUndefined() =>
        Assert.That(
            SubsetEstimate
                .All(Pooled(PoolingOptions.OfRecord, [.. Enumerable.Range(0, 13).Select(n => new StudyEstimate("s", n, 1))]))
                .IsDefined,
            Is.False
        );

    [Test]
    public void Profile_OfTau2_HasItsPeakAtTheEstimate()
    {
        StudyEstimate[] apart = [new("a", 0, 0.1), new("b", 2, 0.1), new("c", 5, 0.2), new("d", 3, 0.1)];
        var pooled = Pooled(PoolingOptions.OfRecord, apart);
        var profile = Tau2Profile.Of(pooled).Match(found => found, _ => []);

        var step = profile[1].Tau2;
        Assert.That(profile.Max(one => one.LogLikelihood), Is.Zero);
        Assert.That(profile.MaxBy(one => one.LogLikelihood).Tau2, Is.EqualTo(pooled.Tau2.ValueOrNull()!.Value).Within(step));
        Assert.That(profile[^1].Tau2, Is.GreaterThan(2 * pooled.Tau2.ValueOrNull()!.Value * 0.99));
    }

    [Test]
    public void AdjustedPValue_OfManyStudies_IsTimesTheirNumberAndAtMostOne()
    {
        StudyEstimate[] many =
        [
            .. Enumerable.Range(0, 20).Select(n => new StudyEstimate("s", n % 2 == 0 ? 0.1 : -0.1, 1)),
            new("far", 9, 1),
        ];
        var left = LeaveOneOut.Of(Pooled(Common, many)).Match(found => found, _ => []);

        Assert.That(left.Take(20).Select(one => one.AdjustedPValue.ValueOrNull()), Is.All.EqualTo(1));
        // z of 9 beside a mean of 0 with variance 1 + 1/20.
        var z = left[20].StudentisedResidual.ValueOrNull()!.Value;
        Assert.That(z, Is.EqualTo(9 / Math.Sqrt(1.05)).Within(1e-9));
        Assert.That(left[20].AdjustedPValue.ValueOrNull(), Is.LessThan(1e-15).And.GreaterThan(0));
    }

    private static double Mean(double[] weights) => weights.Zip(Studies, (weight, study) => weight * study.Effect).Sum() / weights.Sum();

    private static PooledResult Pooled(PoolingOptions options, StudyEstimate[]? studies = null) =>
        MetaAnalysis.Fit(studies ?? Studies, options).TryGet(out var result) ? result : throw new AssertionException("refused");
}
