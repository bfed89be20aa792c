using Dapper;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Workspace;

/// <summary>Pairs of one service in one band of one dimension, or in total (dimension NONE).</summary>
public sealed record ServiceGroup(
    string Service,
    string ServiceName,
    string Nation,
    string Host,
    string Dimension,
    string Code,
    PairedMoments Pairs
)
{
    private const string Groups = """
        SELECT s.code AS Service, s.name AS ServiceName, s.nation, s.host, g.dimension, g.code, g.pairs, g.first_mean AS FirstMean,
          g.last_mean AS LastMean, g.first_m2 AS FirstM2, g.last_m2 AS LastM2, g.co_moment AS CoMoment, g.change_m2 AS ChangeM2
        FROM workspace_group g JOIN service s ON s.service_id = g.service_id
        WHERE g.release_id = @ReleaseId AND g.measure = @Measure AND g.subscale = @Subscale
          AND g.window_from = @From AND g.window_before = @Before
        ORDER BY s.name, g.dimension, g.code
        """;

    /// <summary>All groups of one measure in one window of a release.</summary>
    /// <param name="transaction">Of the network role.</param>
    public static async Task<IReadOnlyList<ServiceGroup>> ReadAsync(
        PortalTransaction transaction,
        string releaseId,
        Measure measure,
        Window window,
        CancellationToken cancellation
    )
    {
        var asked = new
        {
            ReleaseId = releaseId,
            Measure = measure.Code,
            measure.Subscale,
            window.From,
            window.Before,
        };
        return
        [
            .. (await transaction.Connection.QueryAsync<GroupRow>(transaction.Command(Groups, asked, cancellation))).Select(row =>
                row.ToGroup()
            ),
        ];
    }

    /// <summary>The bands that a case may belong to.</summary>
    public static IReadOnlyList<LatticeBand> Bands(string dimension) => ReleaseLattice.Dimension(dimension)?.Bands ?? [];

    private sealed record GroupRow(
        string Service,
        string ServiceName,
        string Nation,
        string Host,
        string Dimension,
        string Code,
        int Pairs,
        double FirstMean,
        double LastMean,
        double FirstM2,
        double LastM2,
        double CoMoment,
        double ChangeM2
    )
    {
        public ServiceGroup ToGroup() =>
            new(
                Service,
                ServiceName,
                Nation,
                Host,
                Dimension,
                Code,
                new PairedMoments(Pairs, FirstMean, LastMean, FirstM2, LastM2, CoMoment, ChangeM2)
            );
    }
}
