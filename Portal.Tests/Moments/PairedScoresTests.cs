using NUnit.Framework;
using Portal.Analytics.Moments;

namespace Portal.Tests.Moments;

public sealed class PairedScoresTests
{
    [Test]
    public void Of_RowsWithMissingScores_PairsOnlyTheCompleteOnes()
    {
        var scores = PairedScores.Of([(12, 8), (9, null), (null, 7), (null, null), (11, 10)]);

        Assert.That((scores.Rows, scores.WithFirst, scores.WithLast), Is.EqualTo((5, 3, 3)));
        Assert.That(scores.Pairs, Is.EqualTo(PairedMoments.OfPairs([(12, 8), (11, 10)])));
    }

    [Test]
    public void Of_NoRows_IsEmpty() => Assert.That(PairedScores.Of([]), Is.EqualTo(new PairedScores(0, 0, 0, PairedMoments.Empty)));

    [Test]
    public void Of_ScoreNotFinite_Throws() =>
        Assert.That(() => PairedScores.Of([(12, double.NaN)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
