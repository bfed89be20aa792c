using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics.Multiplicity;

namespace Portal.Tests.Multiplicity;

public sealed class AdjustedPValuesTests
{
    private static readonly Func<IReadOnlyList<double?>, IReadOnlyList<double?>>[] All =
    [
        AdjustedPValues.BenjaminiHochberg,
        AdjustedPValues.Holm,
        AdjustedPValues.Bonferroni,
        AdjustedPValues.BenjaminiYekutieli,
    ];

    private static readonly Arbitrary<double?[]> Some = Gen.Choose(0, 1000)
        .Select(p => p == 1000 ? (double?)null : p / 999.0)
        .ArrayOf()
        .ToArbitrary();

    [Test]
    public void Each_AnyPValues_StaysInRangeAndNeverBelowTheGiven() =>
        Prop.ForAll(
                Some,
                given =>
                    All.All(method =>
                        method(given)
                            .Zip(given)
                            .All(pair => pair.First is null ? pair.Second is null : pair.First <= 1 && pair.First >= pair.Second)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Each_PValuesInReverse_AnswersInReverse() =>
        Prop.ForAll(Some, given => All.All(method => method([.. given.Reverse()]).Reverse().SequenceEqual(method(given))))
            .QuickCheckThrowOnFailure();

    [Test]
    public void Each_MissingPValues_DoNotCount()
    {
        double?[] given = [0.04, null, 0.01, null];

        foreach (var method in All)
            Assert.That(method(given).Where(p => p is not null), Is.EqualTo(method([0.04, 0.01])));
    }

    [Test]
    public void Methods_SamePValues_AreOrderedBySharpness() =>
        Prop.ForAll(
                Some,
                given =>
                {
                    var answers = All.Select(method => method(given)).ToArray();
                    return Enumerable
                        .Range(0, given.Length)
                        .All(i =>
                            given[i] is null
                            || (answers[0][i] <= answers[1][i] && answers[1][i] <= answers[2][i] && answers[0][i] <= answers[3][i])
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Each_NoPValues_AnswersNone() => Assert.That(All.Select(method => method([]).Count), Has.All.Zero);

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void Each_NotAProbability_Throws(double p)
    {
        foreach (var method in All)
            Assert.That(() => method([0.5, p]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
