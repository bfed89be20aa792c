using Dapper;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>Says that a service is part of another, the legal service that runs both, or is none any more.</summary>
/// <remarks>Source: docs/disclosure.md, "Parts of one legal service".</remarks>
public static class JoinService
{
    // Two joins lock both services each, in either order: without a queue the database has to kill one of them.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal.parts'), 0)";

    private const string Join = "UPDATE service SET part_of = @Whole WHERE service_id = @Id AND part_of IS DISTINCT FROM @Whole";

    private static readonly Refusal Unknown = new(
        StatusCodes.Status400BadRequest,
        "WHOLE_UNKNOWN",
        "partOf is the code of another service, or null for a service that stands alone. Nothing was changed."
    );

    private static readonly Refusal Closed = new(
        StatusCodes.Status409Conflict,
        "WHOLE_CLOSED",
        "A service cannot become part of one that is closed. Nothing was changed."
    );

    private static readonly Refusal TwoLevels = new(
        StatusCodes.Status409Conflict,
        "PARTS_TWO_LEVELS",
        "A part has no parts: choose the legal service itself, and first take its parts from a service that is to become one. "
            + "Nothing was changed."
    );

    /// <param name="call">Of an administrator.</param>
    /// <param name="partOf">Code of the legal service, in any case; <c>null</c> for none.</param>
    /// <returns>The legal service, or the service itself when it stands alone; 400 WHOLE_UNKNOWN, 409 WHOLE_CLOSED, 409
    /// PARTS_TWO_LEVELS.</returns>
    public static async Task<Answer<Service>> RunAsync(
        AdministrationCall call,
        Service service,
        string? partOf,
        CancellationToken cancellation
    )
    {
        var whole = partOf is null ? null : await ServiceRegistry.FindAsync(call.Database, partOf, cancellation);
        if (partOf is not null && (whole is null || whole.Id == service.Id))
            return Unknown;
        var before = await BeforeAsync(call, service, cancellation);
        // Both ends are told, and so is the one that it leaves.
        var concerned = new[] { service, before, whole }.OfType<Service>().Select(one => one.Id).Distinct().ToList();
        await using var transaction = await PortalTransaction.BeginAsync(
            call.Database.ForJob("ADMINISTRATION", call.Caller.PersonId).Administration,
            new Scope(concerned, call.Caller.PersonId),
            cancellation
        );
        await transaction.Connection.ExecuteAsync(transaction.Command(OneAtATime, null, cancellation));
        if (whole is not null && await ClosedServices.FindAsync(transaction, whole.Id, cancellation) is not null)
            return Closed;
        try
        {
            var row = new { service.Id, Whole = whole?.Id };
            if (await transaction.Connection.ExecuteAsync(transaction.Command(Join, row, cancellation)) == 0)
                return whole ?? service;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return TwoLevels;
        }

        if (before is not null)
            await LogAsync(transaction, call, AuditEvents.ServiceParted, (service, before), cancellation);
        if (whole is not null)
            await LogAsync(transaction, call, AuditEvents.ServiceJoined, (service, whole), cancellation);
        await transaction.CommitAsync(cancellation);
        return whole ?? service;
    }

    private static async Task<Service?> BeforeAsync(AdministrationCall call, Service service, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(call.Database.Application, Scope.None, cancellation);
        return (await ServiceParts.ReadAsync(transaction, cancellation)).WholeOf.TryGetValue(service.Id, out var id)
            ? (await ServiceRegistry.AllAsync(transaction, cancellation)).First(one => one.Id == id)
            : null;
    }

    // An entry in the log of each of the two, about the other.
    private static async Task LogAsync(
        PortalTransaction transaction,
        AdministrationCall call,
        string happened,
        (Service Part, Service Whole) two,
        CancellationToken cancellation
    )
    {
        foreach (var (one, other) in new[] { (two.Part, two.Whole), (two.Whole, two.Part) })
            await AuditLog.AppendAsync(
                transaction,
                new AuditEvent(
                    one.Id,
                    call.Caller.PersonId,
                    happened,
                    call.Now,
                    Subject: other.Code,
                    Detail: one == two.Part ? "PART" : "WHOLE"
                ),
                cancellation
            );
    }
}
