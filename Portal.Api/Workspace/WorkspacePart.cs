using Dapper;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Api.Releases.Making;

namespace Portal.Api.Workspace;

/// <summary>A service in a window of the workspace.</summary>
public sealed record WorkspaceService(string Code, string Name, string Nation, string Host);

/// <summary>What a snapshot holds of one service in one window, about one measure or about who is referred.</summary>
/// <param name="Figures"><c>null</c> when the service is left out, or did not opt in.</param>
/// <param name="IsNamed">Whether the service is named; otherwise its figures only enter joint ones.</param>
/// <param name="HeldFrom">The earlier snapshot whose figures are kept.</param>
public sealed record WorkspacePart<T>(
    WorkspaceService Service,
    string Measure,
    string Subscale,
    bool IsNamed,
    bool OptedIn,
    string? HeldFrom,
    T? Figures
)
    where T : class;

/// <summary>Reads the frozen parts. Services that enter unnamed do so only while all of them are there.</summary>
/// <remarks>Source: docs/disclosure.md, "The workspace", rules 2 and 5.</remarks>
public static class WorkspacePartReading
{
    private const string Outcomes = """
        SELECT s.code, s.name, s.nation, s.host, p.measure, p.subscale, p.standing, p.held_from AS HeldFrom, p.others, p.pairs AS N,
          p.most_frequent AS MostFrequent, p.first_mean AS FirstMean, p.last_mean AS LastMean, p.first_m2 AS FirstM2,
          p.last_m2 AS LastM2, p.co_moment AS CoMoment, p.change_m2 AS ChangeM2
        FROM workspace_part p JOIN service s ON s.service_id = p.service_id
        WHERE p.release_id = @ReleaseId AND p.window_from = @From
          AND (@Measure::text IS NULL OR p.measure = @Measure) AND (@Subscale::text IS NULL OR p.subscale = @Subscale)
        ORDER BY s.name, p.measure, p.subscale
        """;

    private const string Profile = """
        SELECT s.code, s.name, s.nation, s.host, '' AS Measure, '' AS Subscale, p.standing, p.held_from AS HeldFrom, p.others,
          p.referrals AS N, p.bands, p.present, p.absent
        FROM workspace_profile p JOIN service s ON s.service_id = p.service_id
        WHERE p.release_id = @ReleaseId AND p.window_from = @From
        ORDER BY s.name
        """;

    /// <summary>Pairs of every service by measure.</summary>
    /// <param name="transaction">Of the network role.</param>
    public static Task<IReadOnlyList<WorkspacePart<FrozenPairs>>> OutcomesAsync(
        PortalTransaction transaction,
        WorkspaceQuestion question,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            transaction,
            Outcomes,
            question,
            row => new FrozenPairs(
                new PairedMoments(
                    row.N ?? 0,
                    row.FirstMean ?? 0,
                    row.LastMean ?? 0,
                    row.FirstM2 ?? 0,
                    row.LastM2 ?? 0,
                    row.CoMoment ?? 0,
                    row.ChangeM2 ?? 0
                ),
                row.MostFrequent ?? 0
            ),
            cancellation
        );

    /// <summary>Counts of every service.</summary>
    /// <param name="transaction">Of the network role.</param>
    public static Task<IReadOnlyList<WorkspacePart<FrozenCounts>>> ProfileAsync(
        PortalTransaction transaction,
        WorkspaceQuestion question,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            transaction,
            Profile,
            question,
            row => new FrozenCounts(row.N ?? 0, row.Bands ?? [], row.Present ?? [], row.Absent ?? []),
            cancellation
        );

    private static async Task<IReadOnlyList<WorkspacePart<T>>> ReadAsync<T>(
        PortalTransaction transaction,
        string sql,
        WorkspaceQuestion question,
        Func<PartRow, T> figures,
        CancellationToken cancellation
    )
        where T : class
    {
        var asked = new
        {
            ReleaseId = question.Snapshot.Id,
            question.Window.Months.From,
            question.Measure,
            question.Subscale,
        };
        var rows = (await transaction.Connection.QueryAsync<PartRow>(transaction.Command(sql, asked, cancellation))).AsList();
        return
        [
            .. rows.GroupBy(row => (row.Measure, row.Subscale))
                .SelectMany(group =>
                {
                    var others = group.Count(row => row.Standing == "OTHER");
                    return group.Select(row => new WorkspacePart<T>(
                        new WorkspaceService(row.Code, row.Name, row.Nation, row.Host),
                        row.Measure,
                        row.Subscale,
                        row.Standing == "NAMED" && row.N is not null,
                        row.Standing != "NOT_OPTED_IN",
                        row.HeldFrom,
                        row.N is null || (row.Standing == "OTHER" && row.Others != others) ? null : figures(row)
                    ));
                }),
        ];
    }

    private sealed class PartRow
    {
        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string Nation { get; init; } = "";

        public string Host { get; init; } = "";

        public string Measure { get; init; } = "";

        public string Subscale { get; init; } = "";

        public string Standing { get; init; } = "";

        public string? HeldFrom { get; init; }

        public int Others { get; init; }

        public int? N { get; init; }

        public int? MostFrequent { get; init; }

        public double? FirstMean { get; init; }

        public double? LastMean { get; init; }

        public double? FirstM2 { get; init; }

        public double? LastM2 { get; init; }

        public double? CoMoment { get; init; }

        public double? ChangeM2 { get; init; }

        public int[]? Bands { get; init; }

        public int[]? Present { get; init; }

        public int[]? Absent { get; init; }
    }
}
