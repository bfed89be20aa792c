using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Moderators;

public sealed class SubgroupsTests
{
    private static readonly StudyEstimate[] Five =
    [
        new("A", 2.1, 0.30),
        new("B", 3.9, 0.20),
        new("C", 2.8, 0.45),
        new("D", 4.4, 0.25),
        new("E", 5.2, 0.10),
    ];

    private static readonly string[] Regions = ["north", "south", "north", "south", "Isles"];

    private static SubgroupsWithSharedTau2 Shared(StudyEstimate[] studies, string[] groups, PoolingOptions? options = null) =>
        ((Estimated<SubgroupsWithSharedTau2>.Defined)Subgroups.WithSharedTau2(studies, groups, options ?? PoolingOptions.OfRecord)).Value;

    private static OmnibusTest Test(Estimated<OmnibusTest> test) => ((Estimated<OmnibusTest>.Defined)test).Value;

    [TestCase(PoolingTest.Z)]
    [TestCase(PoolingTest.T)]
    [TestCase(PoolingTest.Knha)]
    [TestCase(PoolingTest.Adhoc)]
    public void WithSharedTau2_ThreeGroups_AreTestedAsTheFactorOfARegression(PoolingTest test)
    {
        var options = PoolingOptions.OfRecord with { Test = test };
        var factor = ((RegressionOutcome.Fitted)MetaRegression.Fit(Five, FactorColumns.WithIntercept(Regions).Rows, options)).Result;

        var (found, expected) = (Test(Shared(Five, Regions, options).Between), Test(factor.Omnibus));

        Assert.That((found.Df1, found.Df2), Is.EqualTo((expected.Df1, expected.Df2)));
        Assert.That((found.Statistic, found.PValue), Is.EqualTo((expected.Statistic, expected.PValue)).Within(1e-10));
    }

    [Test]
    public void WithSeparateTau2_GroupOfOneStudy_IsThatStudy()
    {
        var isles = Subgroups.WithSeparateTau2(Five, Regions, PoolingOptions.OfRecord).Groups[0];

        Assert.That(
            (isles.Group, isles.Pooled.K, isles.Pooled.Estimate, isles.Pooled.Tau2.WhyUndefined),
            Is.EqualTo(("Isles", 1, 5.2, (UndefinedBecause?)UndefinedBecause.OneStudy))
        );
    }

    [Test]
    public void Subgroups_StudiesInAnotherOrder_SayTheSame()
    {
        var (given, reversed) = (
            Subgroups.WithSeparateTau2(Five, Regions, PoolingOptions.OfRecord),
            Subgroups.WithSeparateTau2([.. Five.Reverse()], [.. Regions.Reverse()], PoolingOptions.OfRecord)
        );

        Assert.That(Test(reversed.Between).Statistic, Is.EqualTo(Test(given.Between).Statistic).Within(1e-12));
        Assert.That(
            Shared([.. Five.Reverse()], [.. Regions.Reverse()]).Groups.Select(group => group.Mean.Estimate),
            Is.EqualTo(Shared(Five, Regions).Groups.Select(group => group.Mean.Estimate)).Within(1e-12)
        );
    }

    [Test]
    public void Subgroups_OneGroup_ArePooledWithNothingBetween()
    {
        string[] one = ["all", "all", "all", "all", "all"];
        var pooled = ((PoolingOutcome.Pooled)MetaAnalysis.Fit(Five, PoolingOptions.OfRecord)).Result;

        var (shared, separate) = (Shared(Five, one), Subgroups.WithSeparateTau2(Five, one, PoolingOptions.OfRecord));

        Assert.That(
            (shared.Between.WhyUndefined, separate.Between.WhyUndefined),
            Is.EqualTo(((UndefinedBecause?)UndefinedBecause.NotInModel, (UndefinedBecause?)UndefinedBecause.NotInModel))
        );
        Assert.That(
            (shared.Groups.Single().Mean.Estimate, separate.Groups.Single().Pooled.Estimate),
            Is.EqualTo((pooled.Estimate, pooled.Estimate)).Within(1e-12)
        );
    }

    [Test]
    public void WithSharedTau2_EachStudyItsOwnGroup_IsUndefined() =>
        Assert.That(
            Subgroups.WithSharedTau2(Five, ["a", "b", "c", "d", "e"], PoolingOptions.OfRecord).WhyUndefined,
            Is.EqualTo(UndefinedBecause.TooFewStudies)
        );

    [Test]
    public void WithSharedTau2_EqualEffectsByPlainKnappHartung_HasNothingToTestAgainst() =>
        Assert.That(
            Shared(
                [.. Five.Select(study => study with { Effect = 2 })],
                Regions,
                PoolingOptions.OfRecord with
                {
                    Test = PoolingTest.Knha,
                }
            ).Between.WhyUndefined,
            Is.EqualTo(UndefinedBecause.NoVariation)
        );

    [Test]
    public void Subgroups_UnfitInput_Throws()
    {
        StudyEstimate[] unfit = [.. Five[..4], Five[4] with { Variance = 0 }];

        Assert.That(() => Subgroups.WithSharedTau2(unfit, Regions, PoolingOptions.OfRecord), Throws.ArgumentException);
        Assert.That(() => Subgroups.WithSeparateTau2(unfit, Regions, PoolingOptions.OfRecord), Throws.ArgumentException);
        Assert.That(() => Subgroups.WithSeparateTau2(Five, Regions[..4], PoolingOptions.OfRecord), Throws.ArgumentException);
        Assert.That(() => Subgroups.WithSharedTau2(Five, Regions[..4], PoolingOptions.OfRecord), Throws.ArgumentException);
    }
}
