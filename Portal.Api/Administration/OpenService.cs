using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;

namespace Portal.Api.Administration;

/// <summary>A service as an administrator writes it.</summary>
/// <param name="Code">2 to 20 capitals, digits and underscores, beginning with a letter; it stays for good.</param>
/// <param name="Nation">E, W, S or N.</param>
/// <param name="Host">NHS, COUNCIL, CHARITY or MIXED.</param>
/// <param name="Opened">When it began to see families; <c>null</c>: today.</param>
public sealed record NewService(string? Code, string? Name, string? Nation, string? Host, DateOnly? Opened);

/// <summary>Opens a service, or gives it another name.</summary>
public static partial class OpenService
{
    private const string Insert = """
        INSERT INTO service (code, name, nation, host, opened) VALUES (@Code, @Name, @Nation, @Host, @Opened)
        RETURNING service_id AS Id, code, name, nation, host, false AS IsLed
        """;

    private const string Rename = "UPDATE service SET name = @Name WHERE service_id = @Id AND name <> @Name";

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "SERVICE_MALFORMED",
        "code has 2 to 20 capitals, digits and underscores and begins with a letter; name is not empty and has at most 100 characters; "
            + "nation is E, W, S or N; host is NHS, COUNCIL, CHARITY or MIXED; opened is a day from 1990 to today."
    );

    private static readonly Refusal Taken = new(
        StatusCodes.Status409Conflict,
        "SERVICE_CODE_TAKEN",
        "A service with this code exists already, or existed once. Choose another code."
    );

    /// <param name="call">Of an administrator.</param>
    /// <returns>400 SERVICE_MALFORMED, 409 SERVICE_CODE_TAKEN.</returns>
    public static async Task<Answer<Service>> RunAsync(AdministrationCall call, NewService service, CancellationToken cancellation)
    {
        var today = call.Day.Today;
        var row = new
        {
            Code = service.Code?.Trim() ?? "",
            Name = service.Name?.Trim() ?? "",
            Nation = service.Nation ?? "",
            Host = service.Host ?? "",
            Opened = service.Opened ?? today,
        };
        if (
            !CodeForm().IsMatch(row.Code)
            || row.Name.Length is 0 or > 100
            || row.Nation is not ("E" or "W" or "S" or "N")
            || row.Host is not ("NHS" or "COUNCIL" or "CHARITY" or "MIXED")
            || row.Opened.Year < 1990
            || row.Opened > today
        )
            return Malformed;
        await using var transaction = await call.BeginAsync(null, cancellation);
        Service made;
        try
        {
            made = await transaction.Connection.QuerySingleAsync<Service>(transaction.Command(Insert, row, cancellation));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Taken;
        }

        await LogAsync(transaction, call, AuditEvents.ServiceOpened, row.Code, cancellation);
        await transaction.CommitAsync(cancellation);
        return made;
    }

    /// <param name="call">Of an administrator.</param>
    public static async Task<Answer<Service>> RenameAsync(
        AdministrationCall call,
        Service service,
        string? name,
        CancellationToken cancellation
    )
    {
        var plain = name?.Trim() ?? "";
        if (plain.Length is 0 or > 100)
            return Malformed;
        await using var transaction = await call.BeginAsync(null, cancellation);
        if (await transaction.Connection.ExecuteAsync(transaction.Command(Rename, new { service.Id, Name = plain }, cancellation)) > 0)
            await LogAsync(transaction, call, AuditEvents.ServiceRenamed, service.Code, cancellation);
        await transaction.CommitAsync(cancellation);
        return service with { Name = plain };
    }

    private static Task LogAsync(
        Database.PortalTransaction transaction,
        AdministrationCall call,
        string auditEvent,
        string code,
        CancellationToken cancellation
    ) =>
        AuditLog.AppendAsync(
            transaction,
            new AuditEvent(AuditLog.Network, call.Caller.PersonId, auditEvent, call.Now, Subject: code),
            cancellation
        );

    [GeneratedRegex("\\A[A-Z][A-Z0-9_]{1,19}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex CodeForm();
}
