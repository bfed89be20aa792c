using System.Data;
using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Workspace;

/// <summary>A frozen release from which the workspace answers: a draft or a published one.</summary>
public sealed record WorkspaceSnapshot(string Id, Quarter Quarter, ReleaseState State, DateTimeOffset FrozenAt)
{
    private const string Frozen = """
        SELECT release_id AS Id, quarter, state, frozen_at AS FrozenAt FROM release r
        WHERE EXISTS (SELECT FROM workspace_profile p WHERE p.release_id = r.release_id)
        ORDER BY frozen_at DESC, release_id
        """;

    /// <summary>The windows that it answers for, the newest first.</summary>
    public IReadOnlyList<WorkspaceWindow> Windows() => WorkspaceWindow.Of(Quarter);

    /// <summary>Drafts and published releases, latest first. One that was frozen before the workspace was is not among them.</summary>
    /// <param name="transaction">Of the network role.</param>
    public static async Task<IReadOnlyList<WorkspaceSnapshot>> AllAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        [
            .. (await transaction.Connection.QueryAsync<SnapshotRow>(transaction.Command(Frozen, null, cancellation))).Select(
                row => new WorkspaceSnapshot(row.Id, row.Quarter, row.State, row.FrozenAt)
            ),
        ];

    private sealed class SnapshotRow
    {
        public string Id { get; init; } = "";

        public Quarter Quarter { get; init; }

        public ReleaseState State { get; init; }

        public DateTimeOffset FrozenAt { get; init; }
    }
}

/// <summary>Which snapshot and window a question is about, as text; any part may be absent.</summary>
public sealed record WorkspaceQuery
{
    /// <summary>Id of a draft or published release; without it the latest.</summary>
    public string? Release { get; init; }

    /// <summary>R12:2025-Q4, or FY:2024-25; without it the four quarters of the release.</summary>
    public string? Window { get; init; }

    /// <summary>Measure code.</summary>
    public string? Measure { get; init; }

    /// <summary>Subscale code.</summary>
    public string? Subscale { get; init; }

    /// <summary>Refused: months cannot be chosen.</summary>
    public string? From { get; init; }

    /// <summary>Refused: months cannot be chosen.</summary>
    public string? Before { get; init; }

    /// <summary>CLOSED_TWO_CONTACTS; any other is refused.</summary>
    public string? Cohort { get; init; }

    /// <summary>Refused: raters cannot be kept apart.</summary>
    public string? Respondent { get; init; }

    /// <summary>glmm, for the share at the median service by the logistic-normal model too.</summary>
    public string? Model { get; init; }
}

/// <summary>A snapshot and one of its windows.</summary>
/// <param name="Snapshots">Every snapshot that can be asked about, latest first.</param>
/// <remarks>Source: docs/disclosure.md, "The workspace", rule 1.</remarks>
public sealed record WorkspaceQuestion(
    WorkspaceSnapshot Snapshot,
    WorkspaceWindow Window,
    IReadOnlyList<WorkspaceSnapshot> Snapshots,
    string? Measure,
    string? Subscale
)
{
    /// <summary>The only cohort: families whose work ended after two attended contacts.</summary>
    public const string Cohort = Records.OutcomeFilter.DefaultCohort;

    private static readonly Refusal NoSnapshot = new(
        StatusCodes.Status409Conflict,
        "NO_SNAPSHOT",
        "The workspace answers from what a release has frozen, and there is none yet. "
            + "Make a draft release first; it need not be published."
    );

    /// <summary>Reads a query in a transaction of its own.</summary>
    /// <returns>As <see cref="ReadAsync(PortalTransaction, WorkspaceQuery, CancellationToken)"/>.</returns>
    public static Task<Answer<WorkspaceQuestion>> ReadAsync(
        PortalDatabase database,
        WorkspaceQuery query,
        CancellationToken cancellation
    ) => AnswerAsync(database, query, (_, question) => Task.FromResult<Answer<WorkspaceQuestion>>(question), cancellation);

    /// <summary>Reads a query and answers it in the same transaction, so that a draft cannot go in between.</summary>
    /// <returns>The answer, or the refusal of the query.</returns>
    public static async Task<Answer<T>> AnswerAsync<T>(
        PortalDatabase database,
        WorkspaceQuery query,
        Func<PortalTransaction, WorkspaceQuestion, Task<Answer<T>>> answer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, cancellation, IsolationLevel.RepeatableRead);
        var read = await ReadAsync(transaction, query, cancellation);
        return await read.ThenAsync(question => answer(transaction, question));
    }

    /// <summary>Reads a query.</summary>
    /// <param name="transaction">Of the network role.</param>
    /// <returns>400 with a code for what cannot be chosen, 404 for an unknown release, 409 when there is none.</returns>
    public static async Task<Answer<WorkspaceQuestion>> ReadAsync(
        PortalTransaction transaction,
        WorkspaceQuery query,
        CancellationToken cancellation
    )
    {
        if (!string.IsNullOrEmpty(query.From) || !string.IsNullOrEmpty(query.Before))
            return Unknown(
                "WINDOW_FIXED",
                "Months cannot be chosen here: answers for nearly the same months would give single families away. "
                    + "Use window=R12:2025-Q4 for twelve months, or window=FY:2024-25 for a financial year."
            );
        if (!string.IsNullOrEmpty(query.Cohort) && query.Cohort != Cohort)
            return Unknown("COHORT_FIXED", "The workspace has one cohort: families whose work ended after at least two attended contacts.");
        if (!string.IsNullOrEmpty(query.Respondent))
            return Unknown("RESPONDENT_FIXED", "The workspace takes one pair of scores a family; raters are not kept apart.");
        if (query.Model is not (null or "" or "glmm"))
            return Unknown(
                "MODEL_UNKNOWN",
                "model is glmm, for the share at the median service by the logistic-normal model too, or is left out."
            );
        var snapshots = await WorkspaceSnapshot.AllAsync(transaction, cancellation);
        if (snapshots.Count == 0)
            return NoSnapshot;
        var asked = string.IsNullOrEmpty(query.Release) ? null : query.Release;
        if (snapshots.FirstOrDefault(one => asked is null || one.Id == asked) is not { } snapshot)
            return Refusal.NotFound;
        var window = snapshot.Windows()[0];
        if (
            !string.IsNullOrEmpty(query.Window)
            && (!WorkspaceWindow.TryParse(query.Window, out window) || !snapshot.Windows().Contains(window))
        )
            return Unknown(
                "WINDOW_UNKNOWN",
                $"window is R12 and a quarter from {snapshot.Windows()[^1].Last} to {snapshot.Quarter}, such as "
                    + $"{snapshot.Windows()[0].Code}, or a financial year among them, such as FY:2024-25."
            );
        return new WorkspaceQuestion(snapshot, window, snapshots, query.Measure, query.Subscale);
    }

    private static Refusal Unknown(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
