using Npgsql;
using NpgsqlTypes;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Api.Records;

namespace Portal.Api.Releases;

/// <summary>Moments by service and band that a release leaves for the analysts' workspace: aggregates, no rows.</summary>
public static class WorkspaceGroups
{
    private const string Copy =
        """
        COPY workspace_group (service_id, release_id, window_from, window_before, measure, subscale, dimension, code, pairs, first_mean, last_mean, first_m2, last_m2,
          co_moment, change_m2) FROM STDIN (FORMAT BINARY)
        """;

    /// <summary>Writes the groups of every window; dimension NONE is the whole service.</summary>
    /// <param name="transaction">Of the release role.</param>
    public static async Task WriteAsync(PortalTransaction transaction, string releaseId, ReleaseSnapshot snapshot, IReadOnlyList<Window> windows, CancellationToken cancellation)
    {
        await using var copy = await transaction.Connection.BeginBinaryImportAsync(Copy, cancellation);
        foreach (var window in windows)
            foreach (var measure in ServicePart.Measures)
                foreach (var service in OutcomeCells.Scores(snapshot, measure, Lattice.Network, window).Where(one => one.IsPaired).GroupBy(one => one.Case.Service.Id))
                    foreach (var (dimension, code, pairs) in Groups([.. service]))
                    {
                        await copy.StartRowAsync(cancellation);
                        await copy.WriteAsync(service.Key, cancellation);
                        await copy.WriteAsync(releaseId, cancellation);
                        await copy.WriteAsync(window.From.FirstDay, cancellation);
                        await copy.WriteAsync(window.Before.FirstDay, cancellation);
                        foreach (var text in new[] { measure.Code, measure.Subscale, dimension, code })
                            await copy.WriteAsync(text, cancellation);
                        await WriteAsync(copy, pairs, cancellation);
                    }

        await copy.CompleteAsync(cancellation);
    }

    private static IEnumerable<(string Dimension, string Code, PairedMoments Pairs)> Groups(SnapshotScores[] scores)
    {
        yield return (Lattice.None, "", Of(scores));
        for (var place = 0; place < Lattice.Dimensions.Count; place++)
            foreach (var band in scores.GroupBy(one => one.Case.Bands[place]))
                yield return (Lattice.Dimensions[place].Code, Lattice.Dimensions[place].Bands[band.Key].Code, Of(band));
    }

    private static PairedMoments Of(IEnumerable<SnapshotScores> scores) => PairedMoments.OfPairs(scores.Select(one => (one.First!.Value, one.Last!.Value)));

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, PairedMoments pairs, CancellationToken cancellation)
    {
        await copy.WriteAsync(pairs.N, cancellation);
        foreach (var number in new[] { pairs.MeanFirst, pairs.MeanLast, pairs.M2First, pairs.M2Last, pairs.CoMoment, pairs.M2Change })
            await copy.WriteAsync(number, NpgsqlDbType.Double, cancellation);
    }
}
