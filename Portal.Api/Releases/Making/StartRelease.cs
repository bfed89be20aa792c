using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Releases.Making;

/// <summary>The request for a release.</summary>
/// <param name="Quarter">YYYY-Qn; the quarter must be over.</param>
/// <param name="Note">What has changed; required when the quarter was released before.</param>
public sealed record ReleaseRequest(string? Quarter, string? Note);

/// <summary>Begins a release: writes its row and starts its job. Only one can run at a time in the whole network.</summary>
public static class StartRelease
{
    public const int LongestNote = 500;

    private const string Latest =
        "SELECT release_id FROM release WHERE state = 'PUBLISHED' AND (@Quarter::text IS NULL OR quarter = @Quarter) "
        + "ORDER BY published_at DESC LIMIT 1";

    private const string Insert = """
        INSERT INTO release (release_id, quarter, state, note, corrects, latest_before, opened_before,
          started_at, started_by, beat_at, step, steps_done, steps_total)
        VALUES (@Id, @Quarter, 'RUNNING', @Note, @Corrects, @LatestBefore,
          (SELECT count(*) FROM release WHERE opened_at IS NOT NULL), @Now, @By, @Now, 'Waiting to begin', 0, 1)
        """;

    /// <summary>Begins a release and hands it to this node's job.</summary>
    public static async Task<Answer<Release>> RunAsync(
        PortalDatabase database,
        ReleaseJobs jobs,
        Caller caller,
        ReleaseRequest request,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var begun = await BeginAsync(database, caller, request, day, cancellation);
        if (begun.IsGiven(out var release))
            jobs.Begin(release.Id, release.Quarter);
        return begun;
    }

    /// <summary>Writes the row of a release that the caller makes itself.</summary>
    public static async Task<Answer<Release>> BeginAsync(
        PortalDatabase database,
        Caller caller,
        ReleaseRequest request,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var note = (request.Note ?? "").Trim();
        if (!Quarter.TryParse(request.Quarter, out var quarter))
            return new Refusal(StatusCodes.Status400BadRequest, "QUARTER_MALFORMED", "quarter is written YYYY-Qn, such as 2025-Q4.");
        if (note.Length > LongestNote || note.Any(char.IsControl))
            return new Refusal(StatusCodes.Status400BadRequest, "NOTE_MALFORMED", "The note is one line of at most 500 characters.");
        if (day.Today < quarter.Before.FirstDay)
            return new Refusal(StatusCodes.Status409Conflict, "QUARTER_NOT_OVER", "A quarter can be released when it is over.");
        await ReleaseRecords.GiveUpAsync(database, day.Clock, cancellation);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        try
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                database.Release,
                new Scope([], caller.PersonId),
                cancellation
            );
            var corrects = await transaction.Connection.QuerySingleOrDefaultAsync<string>(
                transaction.Command(Latest, new { Quarter = quarter.ToString() }, cancellation)
            );
            if (corrects is not null && note.Length == 0)
                return new Refusal(
                    StatusCodes.Status400BadRequest,
                    "CHANGE_NOTE_MISSING",
                    "This quarter has been released. A correction says in its note what has changed."
                );
            var latest = await transaction.Connection.QuerySingleOrDefaultAsync<string>(
                transaction.Command(Latest, new { Quarter = (string?)null }, cancellation)
            );
            await transaction.Connection.ExecuteAsync(
                transaction.Command(
                    Insert,
                    new
                    {
                        Id = id,
                        Quarter = quarter.ToString(),
                        Note = note,
                        Corrects = corrects,
                        LatestBefore = latest,
                        Now = day.Clock.GetUtcNow(),
                        By = caller.PersonId,
                    },
                    cancellation
                )
            );
            await AuditLog.AppendAsync(
                transaction,
                new AuditEvent(AuditLog.Network, caller.PersonId, AuditEvents.ReleaseStarted, day.Clock.GetUtcNow(), quarter, id),
                cancellation
            );
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException broken) when (broken.ConstraintName == "two_releases_running")
        {
            return new Refusal(
                StatusCodes.Status409Conflict,
                "RELEASE_RUNNING",
                "Another release is being made. Wait until it is done, or cancel it."
            );
        }

        return (await ReleaseRecords.AllAsync(database, id, cancellation))[0];
    }
}
