using System.Text.RegularExpressions;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Shares;

/// <summary>Lets a person read a service's protected reports, or stops it at once; asking twice changes nothing.</summary>
public static partial class ChangeShare
{
    private const string Give = """
        INSERT INTO report_share (service_id, person_id, shared_at, shared_by) VALUES (@ServiceId, @Person, @At, @By)
        ON CONFLICT DO NOTHING
        """;

    private const string Take = "DELETE FROM report_share WHERE service_id = @ServiceId AND person_id = @Person";

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "PERSON_MALFORMED",
        "A reader's id has 1 to 100 letters, digits, dots, hyphens, underscores and @, and begins with a letter or digit. "
            + "Readers find theirs on the page \"Shared with me\"."
    );

    /// <summary>Whether this could be the id of a person.</summary>
    public static bool IsPerson(string? text) => text is not null && Form().IsMatch(text);

    /// <summary>Shares every report of the service, in published releases and in future ones.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <param name="person">Id of a person. Whether they are a reader is checked when they read.</param>
    public static async Task<Answer<ReportShare>> RunAsync(ServiceCall call, string person, CancellationToken cancellation)
    {
        if (!IsPerson(person))
            return Malformed;
        await using var transaction = await call.BeginAsync(cancellation);
        var changed = await ChangeAsync(transaction, call, person, Give, cancellation);
        // Another lead may have stopped it in the same moment; until then it was shared.
        var share =
            (await ReportShare.AllAsync(transaction, call.Service, cancellation)).FirstOrDefault(one => one.Person == person)
            ?? new ReportShare(person, call.Now, call.Caller.PersonId);
        if (changed)
            await LogAsync(transaction, call, AuditEvents.ReportShared, person, cancellation);
        await transaction.CommitAsync(cancellation);
        return share;
    }

    /// <summary>Stops sharing. What the reader has downloaded stays with the reader.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <returns>The id, even when nothing was shared.</returns>
    public static async Task<Answer<string>> UndoAsync(ServiceCall call, string person, CancellationToken cancellation)
    {
        if (!IsPerson(person))
            return Malformed;
        await using var transaction = await call.BeginAsync(cancellation);
        var changed = await ChangeAsync(transaction, call, person, Take, cancellation);
        if (changed)
            await LogAsync(transaction, call, AuditEvents.ReportUnshared, person, cancellation);
        await transaction.CommitAsync(cancellation);
        return person;
    }

    private static async Task<bool> ChangeAsync(
        PortalTransaction transaction,
        ServiceCall call,
        string person,
        string change,
        CancellationToken cancellation
    ) =>
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                change,
                new
                {
                    ServiceId = call.Service.Id,
                    Person = person,
                    At = call.Now,
                    By = call.Caller.PersonId,
                },
                cancellation
            )
        ) > 0;

    private static Task LogAsync(
        PortalTransaction transaction,
        ServiceCall call,
        string auditEvent,
        string person,
        CancellationToken cancellation
    ) =>
        AuditLog.AppendAsync(
            transaction,
            new AuditEvent(call.Service.Id, call.Caller.PersonId, auditEvent, call.Now, Subject: person),
            cancellation
        );

    [GeneratedRegex("\\A[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
