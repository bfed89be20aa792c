using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;

namespace Portal.Api.Mail;

/// <summary>Where a mail stands.</summary>
[JsonConverter(typeof(CodeText<MailState>))]
public enum MailState
{
    Waiting,
    Sent,
    GivenUp,
}

/// <summary>A mail in the administrator's list: whom it is to by name, and never its words or address.</summary>
/// <param name="At">When it was sent or given up, or is tried next.</param>
/// <param name="Failure">Of the last attempt; one of <see cref="MailFailures"/>, or <c>null</c>.</param>
/// <param name="CanTryAgain">True for one that was given up and whose words are still kept.</param>
public sealed record MailLine(
    Guid Id,
    MailKind Kind,
    string To,
    MailState State,
    DateTimeOffset QueuedAt,
    DateTimeOffset At,
    int Tries,
    string? Failure,
    bool CanTryAgain
);

/// <summary>What was queued and sent, for the administrator.</summary>
public static class SentMail
{
    private const string Newest = """
        SELECT m.mail_id AS Id, m.kind, coalesce(m.to_name, p.name, m.person_id) AS To, m.queued_at AS QueuedAt, m.tries, m.failure,
          coalesce(m.sent_at, m.gave_up_at, m.next_try_at) AS At, m.sent_at IS NOT NULL AS IsSent, m.gave_up_at IS NOT NULL AS IsGivenUp,
          m.plain_text IS NOT NULL AS HasWords
        FROM mail m LEFT JOIN person p ON p.person_id = m.person_id
        WHERE @Id::uuid IS NULL OR m.mail_id = @Id
        ORDER BY m.queued_at DESC, m.mail_id DESC LIMIT @Size OFFSET @Skip
        """;

    private const string CountAll = "SELECT count(*)::int FROM mail";

    private const string Again = """
        UPDATE mail SET next_try_at = @Now, gave_up_at = NULL, tries = 0
        WHERE mail_id = @Id AND gave_up_at IS NOT NULL AND plain_text IS NOT NULL
        """;

    private static readonly Refusal NotGivenUp = new(
        StatusCodes.Status409Conflict,
        "MAIL_NOT_GIVEN_UP",
        "Only a mail that was given up in the last 7 days can be tried again."
    );

    /// <summary>A page of the list, the newest first.</summary>
    public static async Task<Page<MailLine>> PageAsync(PortalDatabase database, PageRequest page, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        var total = await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(CountAll, null, cancellation));
        return new Page<MailLine>(
            await ReadAsync(transaction, (null, page.Size, (page.Number - 1) * page.Size), cancellation),
            page.Number,
            page.Size,
            total
        );
    }

    /// <returns><c>null</c> when there is none, or no longer.</returns>
    public static async Task<MailLine?> FindAsync(PortalDatabase database, Guid id, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        return await ReadAsync(transaction, (id, 1, 0), cancellation) is [var line] ? line : null;
    }

    /// <summary>Lets a mail that was given up be tried once more, with all its attempts.</summary>
    /// <returns>404 when there is none, 409 MAIL_NOT_GIVEN_UP.</returns>
    public static async Task<Answer<MailLine>> TryAgainAsync(
        PortalDatabase database,
        Guid id,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        var row = new { Id = id, Now = clock.GetUtcNow().UtcDateTime };
        var isChanged = await transaction.Connection.ExecuteAsync(transaction.Command(Again, row, cancellation)) > 0;
        if (await ReadAsync(transaction, (id, 1, 0), cancellation) is not [var line])
            return Refusal.NotFound;
        await transaction.CommitAsync(cancellation);
        return isChanged ? line : NotGivenUp;
    }

    private static async Task<IReadOnlyList<MailLine>> ReadAsync(
        PortalTransaction transaction,
        (Guid? Id, int Size, int Skip) wanted,
        CancellationToken cancellation
    )
    {
        var values = new
        {
            wanted.Id,
            wanted.Size,
            wanted.Skip,
        };
        return
        [
            .. (await transaction.Connection.QueryAsync<Row>(transaction.Command(Newest, values, cancellation))).Select(row => row.Line),
        ];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Kind { get; init; } = "";

        public string To { get; init; } = "";

        public DateTimeOffset QueuedAt { get; init; }

        public int Tries { get; init; }

        public string? Failure { get; init; }

        public DateTimeOffset At { get; init; }

        public bool IsSent { get; init; }

        public bool IsGivenUp { get; init; }

        public bool HasWords { get; init; }

        public MailLine Line =>
            new(
                Id,
                Codes.Read<MailKind>(Kind)!.Value,
                To,
                IsSent ? MailState.Sent
                    : IsGivenUp ? MailState.GivenUp
                    : MailState.Waiting,
                QueuedAt,
                At,
                Tries,
                Failure,
                IsGivenUp && HasWords
            );
    }
}
