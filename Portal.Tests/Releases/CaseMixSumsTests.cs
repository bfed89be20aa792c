using MathNet.Numerics.LinearAlgebra;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>Observed less expected change of a service, beside a dense computation from the rows of the others.</summary>
public sealed class CaseMixSumsTests
{
    private const int Services = 6;
    private const int Each = 120;

    // The viewer's families have the second deprivation fifth; the sixth band (not known) has few others.
    private static readonly Measure Anxiety = MeasureCatalogue.Published.Find("HADS", "ANXIETY")!;

    private static SnapshotService Service(int id, int? legal = null) => new(id, $"S{id}", "E", "NHS", legal ?? id);

    // A fixed, uneven spread without randomness: steps of irrational numbers fill an interval evenly.
    private static double Between(double low, double high, int index, double step) => low + (high - low) * ((index + 1) * step % 1);

    private static SnapshotScores Family(SnapshotService service, int index)
    {
        var first = Math.Round(Between(6, 20, index, 0.6180339887498949));
        var risks = (uint)(index % 16) | 0x30;
        var bands = new byte[ReleaseLattice.Dimensions.Count];
        bands[0] = (byte)(index % 3);
        bands[1] = (byte)(index % 5 == 0 ? 0 : 1);
        bands[6] = (byte)(index % 97 == 0 ? 5 : index % 4);
        var last = Math.Round(
            2
                + 0.5 * first
                + 0.4 * uint.PopCount(risks & 0xF)
                - 1.1 * (bands[0] == 1 ? 1 : 0)
                + 0.7 * bands[6]
                + Between(-3, 3, index, 0.7548776662466927)
                + 0.2 * service.Id
        );
        return new SnapshotScores(
            new SnapshotCase(service, $"{service.Id}-{index}", new Month(2025, 1), bands, risks, 0),
            "HADS",
            "ANXIETY",
            new Month(2025, 6),
            first,
            first,
            last,
            1
        );
    }

    private static SnapshotScores[] Network() =>
        [
            .. Enumerable
                .Range(1, Services)
                .SelectMany(id => Enumerable.Range(0, Each).Select(index => Family(Service(id), id * 1000 + index))),
        ];

    private static ReleasedFigure? Difference(SnapshotScores[] all, SnapshotService viewer) =>
        CaseMixSums
            .Of(Anxiety, all)
            .Difference(viewer, [.. all.Where(one => one.Case.Service.Id == viewer.Id)], DisclosurePolicy.Sdc1)
            .ValueOrNull;

    // Every column of the design, all bands with 30 or more others, by least squares with the whole design in hand.
    private static double Dense(SnapshotScores[] all, SnapshotService viewer)
    {
        double[] Row(SnapshotScores one) =>
            [
                1,
                one.First!.Value,
                uint.PopCount(one.Case.RisksPresent & 0xF),
                one.Case.Bands[0] == 1 ? 1 : 0,
                one.Case.Bands[0] == 2 ? 1 : 0,
                one.Case.Bands[1] == 0 ? 1 : 0,
                one.Case.Bands[6] == 1 ? 1 : 0,
                one.Case.Bands[6] == 2 ? 1 : 0,
                one.Case.Bands[6] == 3 ? 1 : 0,
            ];
        var others = all.Where(one => one.Case.Service.LegalId != viewer.LegalId).ToArray();
        var own = all.Where(one => one.Case.Service.Id == viewer.Id).ToArray();
        var beta = Matrix<double>
            .Build.DenseOfRows(others.Select(Row))
            .QR()
            .Solve(Vector<double>.Build.DenseOfEnumerable(others.Select(one => one.Last!.Value)));
        return own.Average(one => Vector<double>.Build.Dense(Row(one)) * beta - one.Last!.Value);
    }

    [Test]
    public void Difference_EveryService_IsTheDenseComputationRoundedAndTurnedTowardsBetter()
    {
        // The band of few would be a column of its own: nobody of the viewer is in it, and the others in it are put where the commonest
        // are.
        var all = Network().Where(one => one.Case.Bands[6] != 5).ToArray();
        foreach (var viewer in Enumerable.Range(1, Services).Select(id => Service(id)))
        {
            var found = Difference(all, viewer)!;

            Assert.That(found.Value, Is.EqualTo(Dense(all, viewer)).Within(0.0500001), viewer.Code);
            Assert.That((found.Unit, found.Decimals), Is.EqualTo((FigureUnit.Points, 1)));
            Assert.That(found.Cases!.Value - all.Count(one => one.Case.Service.Id == viewer.Id), Is.InRange(-2, 2));
        }
    }

    [Test]
    public void Difference_BandOfFewOthers_TellsNothingOfThem()
    {
        var all = Network();
        var viewer = Service(1);
        SnapshotScores[] own =
        [
            .. all.Where(one => one.Case.Service.Id == 1)
                .Select(one => one with { Case = one.Case with { Bands = [.. one.Case.Bands[..6], 5, one.Case.Bands[7]] } }),
        ];
        SnapshotScores[] others = [.. all.Where(one => one.Case.Service.Id != 1 && one.Case.Bands[6] != 5)];
        SnapshotScores Rare(double last) =>
            Family(Service(2), 1) with
            {
                Last = last,
                Case = Family(Service(2), 1).Case with { Bands = [0, 1, 0, 0, 0, 0, 5, 0] },
            };

        var low = Difference([.. own, .. others, Rare(0)], viewer)!;
        var high = Difference([.. own, .. others, Rare(21)], viewer)!;

        // With a column of its own that one family would move the figure by 21 points.
        Assert.That(high.Value - low.Value, Is.InRange(-0.2, 0.2));
    }

    [Test]
    public void Difference_PartOfALegalService_LeavesTheOtherPartOutOfTheModel()
    {
        var all = Network()
            .Where(one => one.Case.Bands[6] != 5)
            .Select(one => one.Case.Service.Id == 2 ? one with { Case = one.Case with { Service = Service(2, legal: 1) }, Last = 0 } : one)
            .ToArray();

        Assert.That(Difference(all, Service(1))!.Value, Is.EqualTo(Dense(all, Service(1))).Within(0.0500001));
    }

    [Test]
    public void Difference_TooFewOnEitherSide_IsWithheld()
    {
        var all = Network();
        SnapshotScores[] Only(Func<SnapshotScores, bool> wanted) => [.. all.Where(wanted)];

        Assert.That(
            Difference(Only(one => one.Case.Service.Id != 1 || one.Case.Key.EndsWith("00", StringComparison.Ordinal)), Service(1)),
            Is.Null,
            "fewer than ten of its own"
        );
        Assert.That(Difference(Only(one => one.Case.Service.Id <= 3), Service(1)), Is.Null, "two other services");
        Assert.That(Difference(Only(one => one.Case.Service.Id == 1), Service(1)), Is.Null, "no others");
        Assert.That(Difference(Only(one => one.Case.Service.Id != 1), Service(1)), Is.Null, "none of its own");
        Assert.That(
            Difference([.. all.Select(one => one.Case.Service.Id == 1 ? one with { Last = 4 } : one)], Service(1)),
            Is.Null,
            "all its last scores alike"
        );
    }

    [Test]
    public void Difference_OthersAllAlikeAtTheStart_IsWithheld()
    {
        var all = Network()
            .Select(one =>
                one.Case.Service.Id == 1
                    ? one
                    : one with
                    {
                        First = 12,
                        Case = one.Case with { RisksPresent = 0, Bands = [0, 1, 0, 0, 0, 0, 0, 0] },
                    }
            )
            .ToArray();

        Assert.That(Difference(all, Service(1)), Is.Null);
    }
}
