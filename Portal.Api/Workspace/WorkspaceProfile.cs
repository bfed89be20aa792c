using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Tables;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Api.Workspace;

/// <summary>One risk among the families referred. A number that is <c>null</c> prints "c": it is small, or protects one that is.</summary>
/// <param name="Fraction">Present among those where it is known, from printed numbers; <c>null</c> below a printed total of 50.</param>
/// <param name="Pooled">The share at the median service; only in the profile of the network.</param>
public sealed record WorkspaceRisk(
    string Code,
    string Label,
    int? Present,
    int? Absent,
    int? NotKnown,
    double? Fraction,
    double? Low,
    double? High,
    PooledShare? Pooled = null
);

/// <summary>One band of a dimension, with its share of all families referred; <c>null</c> as for a risk.</summary>
public sealed record WorkspaceBand(string Code, string Label, int? Count, double? Fraction, double? Low, double? High);

/// <summary>Families referred by one dimension of the lattice.</summary>
public sealed record WorkspaceDimension(string Code, string Label, IReadOnlyList<WorkspaceBand> Bands);

/// <summary>Who is referred, counted as a release counts: to the nearest 5, small numbers withheld.</summary>
/// <param name="Referrals"><c>null</c> when even the total is withheld.</param>
/// <remarks>Source: docs/disclosure.md, "The workspace", rule 3, and "Counts".</remarks>
public sealed record WorkspaceProfile(int? Referrals, IReadOnlyList<WorkspaceRisk> Risks, IReadOnlyList<WorkspaceDimension> Dimensions)
{
    /// <summary>Nobody.</summary>
    public static readonly FrozenCounts Nobody = new(
        0,
        new int[ReleaseLattice.Dimensions.Sum(dimension => dimension.Bands.Count)],
        new int[CareCodes.Risk.Codes.Count],
        new int[CareCodes.Risk.Codes.Count]
    );

    /// <summary>The sum of two services' counts.</summary>
    public static FrozenCounts Sum(FrozenCounts one, FrozenCounts other) =>
        new(
            one.Referrals + other.Referrals,
            [.. one.Bands.Zip(other.Bands, (left, right) => left + right)],
            [.. one.Present.Zip(other.Present, (left, right) => left + right)],
            [.. one.Absent.Zip(other.Absent, (left, right) => left + right)]
        );

    /// <summary>Protects the counts of one service or of several together.</summary>
    public static WorkspaceProfile Of(FrozenCounts counts, Func<string, PooledShare?>? pooled = null)
    {
        var policy = WorkspacePrint.Policy;
        var risks = CareCodes
            .Risk.Codes.Select(
                (_, place) =>
                    OneWayTable.Of(
                        counts.Present[place],
                        counts.Absent[place],
                        counts.Referrals - counts.Present[place] - counts.Absent[place]
                    )
            )
            .ToArray();
        var start = 0;
        var dimensions = ReleaseLattice
            .Dimensions.Select(dimension =>
            {
                var table = OneWayTable.Of(counts.Bands.Skip(start).Take(dimension.Bands.Count));
                start += dimension.Bands.Count;
                return table;
            })
            .ToArray();
        var done = OneWay.ProtectTogether([.. risks, .. dimensions], policy);
        return new WorkspaceProfile(
            done[0].Released.Total.ValueOrNull?.Printed,
            [
                .. CareCodes.Risk.Codes.Select(
                    (risk, place) =>
                    {
                        var cells = done[place].Released.Cells;
                        var share = ReleasedShare.OfParts(cells[0], cells[1], policy).ValueOrNull;
                        return new WorkspaceRisk(
                            risk.Value,
                            risk.Label,
                            cells[0].ValueOrNull?.Printed,
                            cells[1].ValueOrNull?.Printed,
                            cells[2].ValueOrNull?.Printed,
                            share?.Percent / 100.0,
                            share?.PercentInterval?.Low / 100,
                            share?.PercentInterval?.High / 100,
                            pooled?.Invoke(risk.Value)
                        );
                    }
                ),
            ],
            [.. ReleaseLattice.Dimensions.Select((dimension, place) => DimensionOf(dimension, done[risks.Length + place].Released, policy))]
        );
    }

    private static WorkspaceDimension DimensionOf(LatticeDimension dimension, ReleasedOneWay table, DisclosurePolicy policy) =>
        new(
            dimension.Code,
            dimension.Label,
            [
                .. dimension.Bands.Select(
                    (band, place) =>
                    {
                        var share = ReleasedShare.Of(table.Cells[place], table.Total, policy).ValueOrNull;
                        return new WorkspaceBand(
                            band.Code,
                            band.Label,
                            table.Cells[place].ValueOrNull?.Printed,
                            share?.Percent / 100.0,
                            share?.PercentInterval?.Low / 100,
                            share?.PercentInterval?.High / 100
                        );
                    }
                ),
            ]
        );
}
