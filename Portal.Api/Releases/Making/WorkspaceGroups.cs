using Dapper;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>Moments by service and band that a release writes for the analysts' workspace: aggregates, no rows.</summary>
public static class WorkspaceGroups
{
    // COPY is refused under row-level security; an INSERT from arrays is not.
    private const string Insert = """
        INSERT INTO workspace_group (release_id, window_from, window_before, service_id, measure, subscale, dimension, code,
          pairs, first_mean, last_mean, first_m2, last_m2, co_moment, change_m2)
        SELECT @ReleaseId, @From, @Before, g.service_id, g.measure, g.subscale, g.dimension, g.code,
          g.pairs, g.first_mean, g.last_mean, g.first_m2, g.last_m2, g.co_moment, g.change_m2
        FROM unnest(@Services, @Measures, @Subscales, @Dimensions, @Codes,
          @Pairs, @FirstMeans, @LastMeans, @FirstM2s, @LastM2s, @CoMoments, @ChangeM2s)
          AS g (service_id, measure, subscale, dimension, code, pairs, first_mean, last_mean, first_m2, last_m2, co_moment, change_m2)
        """;

    /// <summary>The pairs of one service, or of one band of it, on one measure.</summary>
    internal sealed record Group(int Service, string Measure, string Subscale, string Dimension, string Code, PairedMoments Pairs);

    /// <summary>The groups of one window; dimension NONE is the whole service.</summary>
    internal static Group[] In(ReleaseSnapshot snapshot, Window window) =>
        [
            .. from measure in ServicePart.Measures
            from service in OutcomeCells
                .Scores(snapshot, measure, ReleaseLattice.Network, window)
                .Where(one => one.IsPaired)
                .GroupBy(one => one.Case.Service.Id)
            from band in Bands([.. service])
            select new Group(service.Key, measure.Code, measure.Subscale, band.Dimension, band.Code, band.Pairs),
        ];

    /// <summary>Writes the groups of every window.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task WriteAsync(
        PortalTransaction transaction,
        string releaseId,
        ReleaseSnapshot snapshot,
        IReadOnlyList<Window> windows,
        CancellationToken cancellation
    )
    {
        // In a first quarter the headline is the financial year: one window, written once.
        foreach (var window in windows.Distinct())
        {
            var groups = In(snapshot, window);
            await transaction.Connection.ExecuteAsync(
                transaction.Command(
                    Insert,
                    new
                    {
                        ReleaseId = releaseId,
                        window.From,
                        window.Before,
                        Services = Column(groups, one => one.Service),
                        Measures = Column(groups, one => one.Measure),
                        Subscales = Column(groups, one => one.Subscale),
                        Dimensions = Column(groups, one => one.Dimension),
                        Codes = Column(groups, one => one.Code),
                        Pairs = Column(groups, one => one.Pairs.N),
                        FirstMeans = Column(groups, one => one.Pairs.MeanFirst),
                        LastMeans = Column(groups, one => one.Pairs.MeanLast),
                        FirstM2s = Column(groups, one => one.Pairs.M2First),
                        LastM2s = Column(groups, one => one.Pairs.M2Last),
                        CoMoments = Column(groups, one => one.Pairs.CoMoment),
                        ChangeM2s = Column(groups, one => one.Pairs.M2Change),
                    },
                    cancellation
                )
            );
        }
    }

    private static T[] Column<T>(Group[] groups, Func<Group, T> of) => [.. groups.Select(of)];

    private static IEnumerable<(string Dimension, string Code, PairedMoments Pairs)> Bands(SnapshotScores[] scores)
    {
        yield return (ReleaseLattice.None, "", Of(scores));
        for (var place = 0; place < ReleaseLattice.Dimensions.Count; place++)
            foreach (var band in scores.GroupBy(one => one.Case.Bands[place]))
                yield return (ReleaseLattice.Dimensions[place].Code, ReleaseLattice.Dimensions[place].Bands[band.Key].Code, Of(band));
    }

    private static PairedMoments Of(IEnumerable<SnapshotScores> scores) =>
        PairedMoments.OfPairs(scores.Select(one => (one.First!.Value, one.Last!.Value)));
}
