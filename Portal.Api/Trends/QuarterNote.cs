using System.Text;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Trends;

/// <summary>What a team says happened in a quarter; it is drawn on the team's own charts.</summary>
/// <param name="WrittenBy">Id of the person.</param>
public sealed record QuarterNote(Guid Id, Quarter Quarter, string Words, DateTimeOffset WrittenAt, string WrittenBy)
{
    /// <summary>A note this long still fits under a chart.</summary>
    public const int LongestWords = 80;

    /// <summary>A service with more notes than this has to remove one first; a chart with more says nothing.</summary>
    public const int MostNotes = 12;

    private const string Select = """
        SELECT note_id AS NoteId, period, words, written_at AS WrittenAt, written_by AS WrittenBy
        FROM quarter_note WHERE service_id = @ServiceId ORDER BY period, written_at
        """;

    private const string Insert = """
        INSERT INTO quarter_note (service_id, note_id, period, words, written_at, written_by)
        VALUES (@ServiceId, @NoteId, @Period, @Words, @At, @By)
        """;

    private const string Delete = "DELETE FROM quarter_note WHERE service_id = @ServiceId AND note_id = @NoteId RETURNING period";

    /// <summary>Those of the service, the earliest quarter first.</summary>
    public static async Task<IReadOnlyList<QuarterNote>> AllAsync(
        PortalTransaction transaction,
        Service service,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await transaction.Connection.QueryAsync<Row>(transaction.Command(Select, new { ServiceId = service.Id }, cancellation))
            ).Select(row => new QuarterNote(
                row.NoteId,
                Quarter.TryParse(row.Period, out var quarter) ? quarter : default,
                row.Words,
                new DateTimeOffset(row.WrittenAt, TimeSpan.Zero),
                row.WrittenBy
            )),
        ];

    /// <summary>Keeps a note.</summary>
    /// <param name="asked">As somebody sent it.</param>
    /// <returns>The note; a refusal with 400 when a part is missing or too long, with 409 when there are too many notes.</returns>
    public static async Task<Answer<QuarterNote>> WriteAsync(ServiceCall call, AskedNote asked, CancellationToken cancellation)
    {
        var words = string.Join(' ', (asked.Words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (!Quarter.TryParse(asked.Quarter, out var quarter))
            return new Refusal(StatusCodes.Status400BadRequest, "QUARTER_MALFORMED", "quarter is written YYYY-Qn, such as 2025-Q2.");
        if (words.Length is 0 or > LongestWords || words.Any(char.IsControl))
            return new Refusal(
                StatusCodes.Status400BadRequest,
                "WORDS_LENGTH",
                $"words has 1 to {LongestWords} letters: a few words about the service, never about a family."
            );
        // The same shapes that an extract may not hold; the words themselves go nowhere.
        if (IdentifierScan.FindInTitle(Encoding.UTF8.GetBytes(words)) is not null)
            return new Refusal(
                StatusCodes.Status400BadRequest,
                "WORDS_IDENTIFY",
                "words seems to hold an identifier, such as a telephone number, postcode or e-mail address. A note is about the service, "
                    + "never about a family."
            );
        await using var transaction = await call.BeginAsync(cancellation);
        if ((await AllAsync(transaction, call.Service, cancellation)).Count >= MostNotes)
            return new Refusal(
                StatusCodes.Status409Conflict,
                "TOO_MANY_NOTES",
                $"There are {MostNotes} notes, and a chart with more cannot be read. Remove one first."
            );
        var note = new QuarterNote(Guid.CreateVersion7(call.Now), quarter, words, call.Now, call.Caller.PersonId);
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                Insert,
                new
                {
                    ServiceId = call.Service.Id,
                    NoteId = note.Id,
                    Period = quarter.ToString(),
                    Words = words,
                    At = call.Now,
                    By = call.Caller.PersonId,
                },
                cancellation
            )
        );
        await LogAsync(transaction, call, AuditEvents.NoteWritten, quarter, cancellation);
        await transaction.CommitAsync(cancellation);
        return note;
    }

    /// <summary>Removes a note.</summary>
    /// <param name="id">As an address has it.</param>
    /// <returns>The quarter it was about; 404 when the service has no such note.</returns>
    public static async Task<Answer<Quarter>> RemoveAsync(ServiceCall call, string id, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var note))
            return Refusal.NotFound;
        await using var transaction = await call.BeginAsync(cancellation);
        var period = await transaction.Connection.ExecuteScalarAsync<string?>(
            transaction.Command(Delete, new { ServiceId = call.Service.Id, NoteId = note }, cancellation)
        );
        if (period is null)
            return Refusal.NotFound;
        _ = Quarter.TryParse(period, out var quarter);
        await LogAsync(transaction, call, AuditEvents.NoteRemoved, quarter, cancellation);
        await transaction.CommitAsync(cancellation);
        return quarter;
    }

    // The log keeps the quarter and never the words.
    private static Task LogAsync(
        PortalTransaction transaction,
        ServiceCall call,
        string auditEvent,
        Quarter quarter,
        CancellationToken cancellation
    ) =>
        AuditLog.AppendAsync(
            transaction,
            new AuditEvent(call.Service.Id, call.Caller.PersonId, auditEvent, call.Now, Period: quarter),
            cancellation
        );

    private sealed record Row(Guid NoteId, string Period, string Words, DateTime WrittenAt, string WrittenBy);
}

/// <summary>A note as somebody sends it.</summary>
/// <param name="Quarter">YYYY-Qn.</param>
/// <param name="Words">What happened, in a few words.</param>
public sealed record AskedNote(string? Quarter, string? Words);
