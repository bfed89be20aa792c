using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Tests.Disclosure;

public sealed class SmallContributorsTests
{
    [TestCase(new[] { 25, 16, 43 }, new[] { true, true, true }, TestName = "Named_NobodySmall_EverybodyIs")]
    [TestCase(new[] { 25, 16, 3 }, new[] { true, false, false }, TestName = "Named_OneSmall_TakesTheSmallestOtherWithIt")]
    [TestCase(new[] { 25, 6, 7 }, new[] { true, false, false }, TestName = "Named_SmallOnesAreEnoughTogether_TheRestStays")]
    [TestCase(new[] { 25, 10 }, new[] { true, true }, TestName = "Named_Ten_AreEnough")]
    [TestCase(new[] { 25, 10, 3 }, new[] { true, false, false }, TestName = "Named_OneSmall_TakesTenWithIt")]
    [TestCase(new[] { 25, 4, 6 }, new[] { true, false, false }, TestName = "Named_TenMaskedTogether_TheRestStays")]
    [TestCase(new[] { 25, 0 }, new[] { true, false }, TestName = "Named_NobodyOfAContributor_MasksNoOther")]
    [TestCase(new[] { 4 }, new[] { false }, TestName = "Named_OneSmallAlone_IsMasked")]
    [TestCase(new[] { 12, 12, 1 }, new[] { false, true, false }, TestName = "Named_Equals_TheFirstGoes")]
    [TestCase(new int[0], new bool[0], TestName = "Named_Nobody_IsEmpty")]
    public void Named(int[] counts, bool[] expected) => Assert.That(SmallContributors.Named(counts, 10), Is.EqualTo(expected));

    [Test]
    public void Named_AnyCounts_NeitherNamesNorRemainderAreSmall() =>
        Prop.ForAll(
                Gen.Choose(0, 40).ArrayOf().ToArbitrary(),
                counts =>
                {
                    var named = SmallContributors.Named(counts, 10);
                    var remainder = counts.Where((_, place) => !named[place]).Sum();
                    var everythingMasked = named.All(one => !one);
                    return counts.Where((_, place) => named[place]).All(count => count >= 10)
                        && (remainder is 0 or >= 10 || everythingMasked);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Named_OutOfRange_Throws()
    {
        Assert.That(() => SmallContributors.Named([3, -1], 10), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => SmallContributors.Named([3], 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(SmallContributors.Named([3], 1), Is.EqualTo(new[] { true }));
    }
}
