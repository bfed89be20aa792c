using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Tests.Disclosure;

public sealed class OverlapRuleTests
{
    private static readonly HashSet<ContributingCase> Earlier = [.. Cases("A", 0, 20), .. Cases("B", 0, 20), .. Cases("C", 0, 20)];

    [Test]
    public void Against_TheSameCases_IsHarmless() => Assert.That(Judge([.. Earlier]), Is.Null);

    [Test]
    public void Against_NoSharedCase_IsHarmless() => Assert.That(Judge([.. Cases("A", 100, 1)]), Is.Null);

    [Test]
    public void Against_OneMoreCase_IsDifferencing() =>
        Assert.That(Judge([.. Earlier, .. Cases("D", 0, 1)]), Is.EqualTo(WithheldBecause.Differencing));

    [Test]
    public void Against_OneCaseLess_IsDifferencing() => Assert.That(Judge([.. Earlier.Skip(1)]), Is.EqualTo(WithheldBecause.Differencing));

    [Test]
    public void Against_ManyNewCasesOfOneService_IsDifferencing() =>
        Assert.That(Judge([.. Earlier, .. Cases("D", 0, 50)]), Is.EqualTo(WithheldBecause.Differencing));

    // Without any one service, ten people from two services have to remain: 5 + 5 beside the largest is the minimum.
    [TestCase(50, 5, 5, null, TestName = "Against_TenOfTwoServicesBesideTheLargest_IsHarmless")]
    [TestCase(50, 5, 4, WithheldBecause.Differencing, TestName = "Against_NineBesideTheLargest_IsDifferencing")]
    [TestCase(50, 50, 0, WithheldBecause.Differencing, TestName = "Against_OneServiceBesideTheLargest_IsDifferencing")]
    public void AgainstNewCases(int d, int e, int f, WithheldBecause? expected)
    {
        HashSet<ContributingCase> current = [.. Earlier, .. Cases("D", 0, d), .. Cases("E", 0, e), .. Cases("F", 0, f)];

        Assert.That(Judge(current), Is.EqualTo(expected));
        Assert.That(OverlapRule.Against(Earlier, current, DisclosurePolicy.Sdc1), Is.EqualTo(expected), "The rule looks both ways.");
    }

    [Test]
    public void Against_SameIdInAnotherService_IsAnotherCase() =>
        Assert.That(OverlapRule.Against(Set(Cases("A", 0, 20)), Set(Cases("B", 0, 20)), DisclosurePolicy.Sdc1), Is.Null);

    // A case whose values changed is in both differences.
    [TestCase(1, 0, 0, WithheldBecause.Differencing, TestName = "Against_OneCaseWithOtherValues_IsDifferencing")]
    [TestCase(20, 0, 0, WithheldBecause.Differencing, TestName = "Against_OtherValuesInOneService_IsDifferencing")]
    [TestCase(20, 5, 5, null, TestName = "Against_OtherValuesInTenOfTwoServicesBesideTheLargest_IsHarmless")]
    [TestCase(20, 5, 4, WithheldBecause.Differencing, TestName = "Against_OtherValuesInNineBesideTheLargest_IsDifferencing")]
    [TestCase(20, 20, 20, null, TestName = "Against_OtherValuesOfEverybody_IsHarmless")]
    public void AgainstChangedValues(int a, int b, int c, WithheldBecause? expected)
    {
        HashSet<ContributingCase> changed = [.. Changed("A", a), .. Changed("B", b), .. Changed("C", c)];

        Assert.That(Judge(changed), Is.EqualTo(expected));
        Assert.That(OverlapRule.Against(Earlier, changed, DisclosurePolicy.Sdc2), Is.EqualTo(expected), "The rule looks both ways.");
    }

    [TestCase(1, WithheldBecause.Differencing, TestName = "OfOneService_OneCaseWithOtherValues_IsDifferencing")]
    [TestCase(9, WithheldBecause.Differencing, TestName = "OfOneService_NineWithOtherValues_IsDifferencing")]
    [TestCase(10, null, TestName = "OfOneService_TenWithOtherValues_IsHarmless")]
    [TestCase(20, null, TestName = "OfOneService_EverybodyWithOtherValues_IsHarmless")]
    public void OfOneServiceByChangedValues(int changed, WithheldBecause? expected) =>
        Assert.That(
            OverlapRule.OfOneService(Set(Changed("A", changed)), Set(Cases("A", 0, 20)), DisclosurePolicy.Sdc2),
            Is.EqualTo(expected)
        );

    // Of cases whose earlier values are not known any more, one alone may have changed: they forbid "none" and do not make up for ten.
    [TestCase(1, 0, WithheldBecause.Differencing, TestName = "OfOneService_OneOfUnknownValues_IsDifferencing")]
    [TestCase(20, 0, WithheldBecause.Differencing, TestName = "OfOneService_EverybodyOfUnknownValues_IsDifferencing")]
    [TestCase(10, 9, WithheldBecause.Differencing, TestName = "OfOneService_TenUnknownAndNineChanged_IsDifferencing")]
    [TestCase(10, 10, null, TestName = "OfOneService_TenChangedBesideUnknown_IsHarmless")]
    public void OfOneServiceByUnknownValues(int unknown, int changed, WithheldBecause? expected)
    {
        var earlier = Set(Cases("A", 0, 20).Select((one, place) => place < unknown ? one with { Values = ContributingCase.Emptied } : one));
        var current = Set(Cases("A", 0, 20).Select((one, place) => place >= 20 - changed ? one with { Values = 7 } : one));

        Assert.That(OverlapRule.OfOneService(current, earlier, DisclosurePolicy.Sdc2), Is.EqualTo(expected));
        Assert.That(OverlapRule.OfOneService(earlier, current, DisclosurePolicy.Sdc2), Is.EqualTo(expected), "The rule looks both ways.");
    }

    // Whoever stays may have changed or not, and hides neither the one who came nor the one who went.
    [TestCase(1, 10, 30, WithheldBecause.Differencing, TestName = "OfOneService_OneCameAmongUnknown_IsDifferencing")]
    [TestCase(10, 1, 30, WithheldBecause.Differencing, TestName = "OfOneService_OneWentAmongUnknown_IsDifferencing")]
    [TestCase(1, 10, 29, WithheldBecause.Differencing, TestName = "OfOneService_OneCameAmongUnknownAndOneKnown_IsDifferencing")]
    [TestCase(10, 1, 29, WithheldBecause.Differencing, TestName = "OfOneService_OneWentAmongUnknownAndOneKnown_IsDifferencing")]
    [TestCase(10, 10, 30, null, TestName = "OfOneService_TenCameAndTenWentAmongUnknown_IsHarmless")]
    public void OfOneServiceByWhoCameAndWent(int came, int went, int unknown, WithheldBecause? expected)
    {
        var earlier = Set(
            Cases("A", 0, 30).Select((one, place) => place >= 30 - unknown ? one with { Values = ContributingCase.Emptied } : one)
        );
        var current = Set(Cases("A", went, 30 - went + came));

        Assert.That(OverlapRule.OfOneService(current, earlier, DisclosurePolicy.Sdc2), Is.EqualTo(expected));
        Assert.That(OverlapRule.OfOneService(earlier, current, DisclosurePolicy.Sdc2), Is.EqualTo(expected), "The rule looks both ways.");
    }

    [Test]
    public void Against_UnknownValuesInEveryService_IsDifferencing() =>
        Assert.That(
            Judge([.. Earlier.Select(one => one with { Values = ContributingCase.Emptied })]),
            Is.EqualTo(WithheldBecause.Differencing)
        );

    [Test]
    public void OfOneService_CaseOfUnknownValuesThatIsGone_IsADifference()
    {
        var earlier = Set(Cases("A", 0, 20).Select((one, place) => place < 10 ? one with { Values = ContributingCase.Emptied } : one));

        Assert.That(OverlapRule.OfOneService(Set(Cases("A", 10, 10)), earlier, DisclosurePolicy.Sdc2), Is.Null, "ten have surely gone");
    }

    [Test]
    public void OfOneService_EightOfEightWithOtherValues_IsDifferencing() =>
        Assert.That(
            OverlapRule.OfOneService(Set(Changed("A", 20).Take(8)), Set(Cases("A", 0, 8)), DisclosurePolicy.Sdc2),
            Is.EqualTo(WithheldBecause.Differencing),
            "they share every case, though no value"
        );

    [TestCase(0, 0, null, TestName = "OfOneService_TheSameCases_IsHarmless")]
    [TestCase(1, 0, WithheldBecause.Differencing, TestName = "OfOneService_OneMoreCase_IsDifferencing")]
    [TestCase(9, 0, WithheldBecause.Differencing, TestName = "OfOneService_NineMoreCases_IsDifferencing")]
    [TestCase(10, 0, null, TestName = "OfOneService_TenMoreCases_IsHarmless")]
    [TestCase(10, 9, WithheldBecause.Differencing, TestName = "OfOneService_TenMoreAndNineLess_IsDifferencing")]
    [TestCase(30, 10, null, TestName = "OfOneService_ManyMoreAndTenLess_IsHarmless")]
    [TestCase(3, 20, null, TestName = "OfOneService_NoSharedCase_IsHarmless")]
    public void OfOneServiceByDifference(int more, int less, WithheldBecause? expected)
    {
        var (earlier, current) = (Set(Cases("A", 0, 20)), Set(Cases("A", less, 20 - less + more)));

        Assert.That(OverlapRule.OfOneService(current, earlier, DisclosurePolicy.Sdc1), Is.EqualTo(expected));
        Assert.That(OverlapRule.OfOneService(earlier, current, DisclosurePolicy.Sdc1), Is.EqualTo(expected), "The rule looks both ways.");
    }

    private static WithheldBecause? Judge(HashSet<ContributingCase> current) =>
        OverlapRule.Against(current, Earlier, DisclosurePolicy.Sdc1);

    private static HashSet<ContributingCase> Set(IEnumerable<ContributingCase> cases) => [.. cases];

    private static IEnumerable<ContributingCase> Changed(string service, int changed) =>
        Cases(service, 0, 20).Select((one, place) => place < changed ? one with { Values = 7 } : one);

    private static IEnumerable<ContributingCase> Cases(string service, int first, int count) =>
        Enumerable
            .Range(first, count)
            .Select(number => new ContributingCase(service, number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
