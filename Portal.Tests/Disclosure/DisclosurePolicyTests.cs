using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

public sealed class DisclosurePolicyTests
{
    [Test]
    public void Sdc1_Defaults_AreThoseOfThePolicy()
    {
        var printed = DisclosurePolicy.Sdc1.Parameters().Select(parameter => $"{parameter.Key} {parameter.Value}");

        Assert.That(DisclosurePolicy.Sdc1.Id, Is.EqualTo("sdc-1"));
        Assert.That(
            printed,
            Is.EqualTo(
                new[]
                {
                    "SmallestShown 8",
                    "RoundTo 5",
                    "FeasibleWidth 5",
                    "ClassLimit 0.9",
                    "ClassTotalBelow 100",
                    "PercentFrom 50",
                    "CasesForMean 10",
                    "LowPrecisionBelow 30",
                    "OneValueLimit 0.9",
                    "CasesForTwoDecimals 100",
                    "CasesForMedian 20",
                    "CasesForQuartiles 40",
                    "CasesForOuterPercentiles 100",
                    "Contributors 5",
                    "PooledCases 30",
                    "LargestShare 0.5",
                    "LargestShareOfRest 0.6",
                    "RemainderCases 10",
                    "RemainderShare 0.1",
                    "DifferenceCases 10",
                    "DifferenceContributors 2",
                }
            )
        );
    }

    [Test]
    public void Sdc2_Defaults_AreThoseOfSdc1UnderAnotherName()
    {
        Assert.That(DisclosurePolicy.Sdc2.Parameters(), Is.EqualTo(DisclosurePolicy.Sdc1.Parameters()));
        Assert.That(DisclosurePolicy.Sdc2.Id, Is.EqualTo("sdc-2"));
        Assert.That(DisclosurePolicy.Sdc2, Is.Not.EqualTo(DisclosurePolicy.Sdc1));
        Assert.That((DisclosurePolicy.Sdc2 with { SmallestShown = 10 }).Id, Is.EqualTo("sdc-2 with other parameters"));
    }

    [TestCase("sdc-1", "sdc-1")]
    [TestCase("sdc-2", "sdc-2")]
    [TestCase(null, "sdc-2")]
    public void Named_AsOnARelease_IsThatPolicy(string? id, string expected) =>
        Assert.That(DisclosurePolicy.Named(id).Id, Is.EqualTo(expected));

    [Test]
    public void Parameters_EverySettableOne_IsPrinted()
    {
        var settable = typeof(DisclosurePolicy).GetProperties().Where(property => property.CanWrite).Select(property => property.Name);

        Assert.That(DisclosurePolicy.Sdc1.Parameters().Select(parameter => parameter.Key), Is.EquivalentTo(settable));
    }

    [Test]
    public void Id_AnyOtherValue_IsNotSdc1() =>
        Assert.That((DisclosurePolicy.Sdc1 with { SmallestShown = 10 }).Id, Is.EqualTo("sdc-1 with other parameters"));

    [Test]
    public void With_ValueOutOfRange_Throws()
    {
        var policy = DisclosurePolicy.Sdc1;

        Assert.That(() => policy with { SmallestShown = 2 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => policy with { RoundTo = 4 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => policy with { FeasibleWidth = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => policy with { ClassLimit = 1.1m }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => policy with { LargestShare = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => policy with { Contributors = 2 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => policy with { LargestShare = -0.1m }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void With_ValueAtTheEndOfItsRange_IsTaken()
    {
        var policy = DisclosurePolicy.Sdc1 with { SmallestShown = 3, Contributors = 3, LargestShare = 1, RoundTo = 1 };

        Assert.That(
            (policy.SmallestShown, policy.Contributors, policy.LargestShare, policy.RoundTo, policy.RoundingSlack),
            Is.EqualTo((3, 3, 1m, 1, 0))
        );
        Assert.That((policy with { LargestShare = 0.01m }).LargestShare, Is.EqualTo(0.01m));
    }

    [Test]
    public void Protect_OtherParameters_AreFollowed()
    {
        var coarse = DisclosurePolicy.Sdc1 with { SmallestShown = 20, RoundTo = 9 };

        Assert.That(OneWay.Protect(OneWayTable.Of(61, 19, 40), coarse).Released.ToString(), Is.EqualTo("63, c, 36; total 117"));
    }
}
