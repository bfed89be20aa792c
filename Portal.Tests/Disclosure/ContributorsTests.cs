using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Tests.Disclosure;

public sealed class ContributorsTests
{
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc1;

    // The six examples of the policy, "Services inside a pooled cell".
    [TestCase(new[] { 30, 15, 12, 8, 5 }, null, TestName = "Shared_FirstExample_IsPublished")]
    [TestCase(new[] { 14, 9, 8, 7, 6 }, null, TestName = "Shared_SecondExample_IsPublished")]
    [TestCase(new[] { 40, 12, 9, 6, 3 }, WithheldBecause.DominantContributor, TestName = "Shared_ThirdExample_IsDominated")]
    [TestCase(new[] { 12, 10, 1, 1, 1 }, WithheldBecause.TooFewCases, TestName = "Shared_FourthExample_HasTooFewCases")]
    [TestCase(new[] { 30, 25, 5, 2, 2 }, WithheldBecause.SmallRemainder, TestName = "Shared_FifthExample_LeavesTooLittle")]
    [TestCase(new[] { 25, 20, 9 }, WithheldBecause.TooFewContributors, TestName = "Shared_SixthExample_HasTooFewServices")]
    [TestCase(new[] { 30, 15, 12, 8, 5, 0 }, null, TestName = "Shared_ServiceWithoutCases_DoesNotCount")]
    [TestCase(new[] { 30, 15, 12, 8, 0 }, WithheldBecause.TooFewContributors, TestName = "Shared_ServiceWithoutCases_IsNoContributor")]
    [TestCase(
        new[] { 30, 20, 4, 3, 3 },
        WithheldBecause.DominantContributor,
        TestName = "Shared_SecondDominatesWithoutTheLargest_IsDominated"
    )]
    [TestCase(new[] { 20, 10, 4, 3, 3 }, WithheldBecause.SmallRemainder, TestName = "Shared_SixRemainWithoutTheLargest_LeaveTooLittle")]
    [TestCase(new[] { 12, 11, 10, 1, 1 }, WithheldBecause.SmallRemainder, TestName = "Shared_TwoRemainWithoutTheLargest_LeaveTooLittle")]
    [TestCase(new[] { 6, 6, 6, 6, 6 }, null, TestName = "Shared_ThirtyCases_AreEnough")]
    [TestCase(new[] { 6, 6, 6, 6, 5 }, WithheldBecause.TooFewCases, TestName = "Shared_TwentyNineCases_AreTooFew")]
    [TestCase(new[] { 20, 20, 8, 8, 8 }, null, TestName = "Shared_TwoEqualLargest_LeaveEnoughWithoutEither")]
    [TestCase(new[] { 200, 150, 7, 7, 5 }, WithheldBecause.DominantContributor, TestName = "Shared_AboveHalf_IsDominated")]
    [TestCase(
        new[] { 200, 190, 5, 5, 5 },
        WithheldBecause.SmallRemainder,
        TestName = "Shared_RemainderUnderATenthOfTheLargest_LeavesTooLittle"
    )]
    public void Shared(int[] cases, WithheldBecause? expected)
    {
        Assert.That(ContributorRule.Shared(cases, Policy), Is.EqualTo(expected));
        Assert.That(ContributorRule.Shared(Enumerable.Reverse(cases), Policy), Is.EqualTo(expected), "in any order");
    }

    [TestCase(new[] { 15, 12, 8, 5 }, null, TestName = "RestOfNetwork_FourServices_IsShown")]
    [TestCase(new[] { 15, 12, 8 }, WithheldBecause.TooFewContributors, TestName = "RestOfNetwork_ThreeServices_AreTooFew")]
    [TestCase(new[] { 9, 8, 7, 5 }, WithheldBecause.TooFewCases, TestName = "RestOfNetwork_TwentyNineCases_AreTooFew")]
    [TestCase(new[] { 61, 20, 10, 9 }, WithheldBecause.DominantContributor, TestName = "RestOfNetwork_AboveSixtyPerCent_IsDominated")]
    [TestCase(new[] { 60, 20, 11, 9 }, null, TestName = "RestOfNetwork_SixtyPerCent_IsShown")]
    [TestCase(new[] { 8, 8, 7, 7 }, null, TestName = "RestOfNetwork_ThirtyCases_AreEnough")]
    [TestCase(new[] { 20, 20, 5, 5 }, null, TestName = "RestOfNetwork_TenRemain_IsShown")]
    [TestCase(new[] { 20, 20, 5, 4 }, WithheldBecause.SmallRemainder, TestName = "RestOfNetwork_NineRemain_LeaveTooLittle")]
    [TestCase(new int[0], WithheldBecause.TooFewCases, TestName = "RestOfNetwork_Nobody_HasTooFewCases")]
    public void RestOfNetwork(int[] cases, WithheldBecause? expected) =>
        Assert.That(ContributorRule.RestOfNetwork(cases, Policy), Is.EqualTo(expected));

    [Test]
    [Category("Search")]
    public void Shared_AnyOrderOfServices_AnswersTheSame() =>
        Prop.ForAll(
                Gen.Choose(0, 40).ArrayOf().ToArbitrary(),
                cases =>
                    ContributorRule.Shared(cases, Policy) == ContributorRule.Shared(cases.Reverse(), Policy)
                    && ContributorRule.Shared(cases, Policy) == ContributorRule.Shared(cases.Order(), Policy)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    // The policy written out without shortcuts: every service is taken out in turn.
    [Test]
    [Category("Search")]
    public void Shared_AnyServices_AgreesWithTakingEachOut() =>
        Prop.ForAll(Gen.Choose(1, 40).ArrayOf().ToArbitrary(), cases => (ContributorRule.Shared(cases, Policy) is null) == IsShared(cases))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Test]
    public void Shared_TwoHundredServices_IsPublished() => Assert.That(ContributorRule.Shared(Enumerable.Range(20, 200), Policy), Is.Null);

    [Test]
    public void Shared_NegativeCases_Throws() =>
        Assert.That(() => ContributorRule.Shared([3, -1], Policy), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static bool IsShared(int[] cases) =>
        cases.Length >= 5
        && cases.Sum() >= 30
        && 2 * cases.Max() <= cases.Sum()
        && Remainder(cases) >= 10
        && 10 * Remainder(cases) >= cases.Max()
        && Enumerable
            .Range(0, cases.Length)
            .All(left =>
            {
                var rest = cases.Where((_, place) => place != left).ToArray();
                return rest.Length >= 4 && 10 * rest.Max() <= 6 * rest.Sum() && Remainder(rest) >= 10;
            });

    private static int Remainder(int[] cases) => cases.OrderDescending().Skip(2).Sum();
}
