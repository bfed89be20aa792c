using Dapper;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Submissions.Storing;

/// <summary>Reads the network's mean first scores from the latest published release, which is open to all.</summary>
internal static class ReadNetworkMeans
{
    private const string Latest = "SELECT quarter, content_hash AS Hash FROM release ORDER BY published_at DESC, release_id LIMIT 1";

    private const string Content = "SELECT content FROM release WHERE content_hash = @Hash LIMIT 1";

    // A release never changes, and reading its cells takes a moment.
    private static volatile Means? _latest;

    /// <returns>In points, by measure and subscale; empty without a release, and without those that it withholds.</returns>
    public static async Task<IReadOnlyDictionary<(string Measure, string Subscale), double>> RunAsync(
        PortalTransaction transaction,
        CancellationToken cancellation
    )
    {
        var latest = await transaction.Connection.QuerySingleOrDefaultAsync<(Quarter Quarter, string? Hash)>(
            transaction.Command(Latest, null, cancellation)
        );
        if (latest.Hash is not { } hash)
            return new Dictionary<(string, string), double>();
        if (_latest is { } known && known.Hash == hash)
            return known.ByMeasure;
        var text = await transaction.Connection.ExecuteScalarAsync<string>(transaction.Command(Content, new { Hash = hash }, cancellation));
        var release = FrozenRelease.Open(text!, hash);
        var window = ReleaseLattice.Headline(latest.Quarter);
        var means = new Dictionary<(string, string), double>();
        foreach (var measure in MeasureCatalogue.Published.All)
        {
            var address = new CellAddress(
                ReleaseLattice.Outcome,
                measure.Code,
                measure.Subscale,
                Statistics.MeanFirst,
                ReleaseLattice.Network,
                ReleaseLattice.None,
                "",
                window.From.ToString(),
                window.Before.ToString()
            );
            if (release[address].ValueOrNull is { } mean)
                means[(measure.Code, measure.Subscale)] = mean.Value;
        }
        _latest = new Means(hash, means);
        return means;
    }

    private sealed record Means(string Hash, IReadOnlyDictionary<(string, string), double> ByMeasure);
}
