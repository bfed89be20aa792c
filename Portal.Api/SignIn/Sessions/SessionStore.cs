using Dapper;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Sessions;

/// <summary>
/// Sessions in the database, so that they end on every node at once. Whoever holds a key is signed in; the database holds only its hash.
/// </summary>
public static class SessionStore
{
    private const string RolesOf = """
        SELECT r.role FROM person_role r JOIN person p ON p.person_id = r.person_id WHERE r.person_id = @PersonId ORDER BY r.role
        """;

    private const string Insert = """
        INSERT INTO session (key_hash, person_id, kind, started_at, seen_at) VALUES (@KeyHash, @PersonId, @Kind, @Now, @Now)
        """;

    private const string InsertBearer = """
        INSERT INTO session (key_hash, person_id, kind, started_at, seen_at)
        SELECT @KeyHash, p.person_id, @Kind, @Now, @Now FROM person p
        WHERE p.person_id = @PersonId AND (p.signed_out_at IS NULL OR p.signed_out_at < @IssuedAt)
        ON CONFLICT (key_hash) DO NOTHING
        """;

    private const string Find = """
        SELECT s.person_id AS PersonId, p.name, s.kind, s.started_at AS StartedAt, s.seen_at AS SeenAt, s.export_reason AS ExportReason,
          (SELECT string_agg(r.role, ' ' ORDER BY r.role) FROM person_role r WHERE r.person_id = s.person_id) AS Roles
        FROM session s JOIN person p ON p.person_id = s.person_id WHERE s.key_hash = @KeyHash
        """;

    private const string Note = """
        WITH seen AS (UPDATE session SET seen_at = @Now WHERE key_hash = @KeyHash AND seen_at < @Now RETURNING person_id)
        UPDATE person p SET seen_at = @Now FROM seen WHERE p.person_id = seen.person_id
        """;

    private const string DeleteOne = "DELETE FROM session WHERE key_hash = @KeyHash";

    private const string DeleteAll = """
        WITH gone AS (DELETE FROM session WHERE person_id = @PersonId)
        UPDATE person SET signed_out_at = @Now WHERE person_id = @PersonId
        """;

    private const string DeleteExpired = """
        DELETE FROM session WHERE started_at <= @StartedBefore OR (kind = 'WEB' AND seen_at <= @SeenBefore) RETURNING person_id
        """;

    /// <summary>Whether a person has any role: nobody else may sign in.</summary>
    public static async Task<bool> IsKnownAsync(PortalDatabase database, string personId, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(database, cancellation);
        var roles = await transaction.Connection.QueryAsync<string>(
            transaction.Command(RolesOf, new { PersonId = personId }, cancellation)
        );
        return roles.Any();
    }

    /// <summary>Begins a session.</summary>
    /// <returns>Its key, 256 random bits, which is shown this once; <c>null</c> for a person without any role.</returns>
    public static async Task<string?> StartAsync(
        PortalDatabase database,
        string personId,
        SessionKind kind,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var key = TicketKey.New();
        await using var transaction = await BeginAsync(database, cancellation);
        var roles = await transaction.Connection.QueryAsync<string>(
            transaction.Command(RolesOf, new { PersonId = personId }, cancellation)
        );
        if (!roles.Any())
            return null;
        var row = new
        {
            KeyHash = TicketKey.Hash(key),
            PersonId = personId,
            Kind = Code(kind),
            Now = now.UtcDateTime,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
        await transaction.CommitAsync(cancellation);
        return key;
    }

    /// <summary>The open session of a key. One that has just expired is ended and logged.</summary>
    /// <returns><c>null</c> for a key of another kind, of no session, or of a person without any role.</returns>
    public static async Task<Session?> FindAsync(
        PortalDatabase database,
        string key,
        SessionKind kind,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var hash = TicketKey.Hash(key);
        await using (var transaction = await BeginAsync(database, cancellation))
        {
            var found = await transaction.Connection.QuerySingleOrDefaultAsync<Row>(
                transaction.Command(Find, new { KeyHash = hash }, cancellation)
            );
            if (found is null || found.Kind != Code(kind) || found.Roles is null)
                return null;
            var (started, seen) = (Utc(found.StartedAt), Utc(found.SeenAt));
            if (now - started < SessionLimits.Whole && (kind != SessionKind.Web || now - seen < SessionLimits.Idle))
            {
                if (now - seen >= SessionLimits.NotedEvery)
                {
                    await transaction.Connection.ExecuteAsync(
                        transaction.Command(Note, new { KeyHash = hash, Now = now.UtcDateTime }, cancellation)
                    );
                    await transaction.CommitAsync(cancellation);
                }
                return new Session(hash, found.PersonId, kind, found.Name, found.Roles.Split(' '), found.ExportReason);
            }
        }

        await EndExpiredAsync(database, now, cancellation);
        return null;
    }

    /// <summary>Makes the session of a verified token of the identity provider, or finds it again.</summary>
    /// <param name="token">As it came; it is the key.</param>
    /// <param name="times">When the provider issued it, and now.</param>
    /// <returns><c>null</c> when the person signed out everywhere after it was issued, or has no role.</returns>
    public static async Task<Session?> EnterBearerAsync(
        PortalDatabase database,
        string token,
        string personId,
        (DateTime IssuedAt, DateTimeOffset Now) times,
        CancellationToken cancellation
    )
    {
        await using (var transaction = await BeginAsync(database, cancellation))
        {
            var row = new
            {
                KeyHash = TicketKey.Hash(token),
                PersonId = personId,
                Kind = Code(SessionKind.Bearer),
                times.IssuedAt,
                Now = times.Now.UtcDateTime,
            };
            await transaction.Connection.ExecuteAsync(transaction.Command(InsertBearer, row, cancellation));
            await transaction.CommitAsync(cancellation);
        }

        return await FindAsync(database, token, SessionKind.Bearer, times.Now, cancellation);
    }

    /// <summary>Ends one session.</summary>
    public static async Task EndAsync(PortalDatabase database, Session session, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(database, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(DeleteOne, new { session.KeyHash }, cancellation));
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Ends every session of a person; tokens of an identity provider from before now count no more.</summary>
    public static async Task EndAllAsync(PortalDatabase database, string personId, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(database, cancellation);
        await transaction.Connection.ExecuteAsync(
            transaction.Command(DeleteAll, new { PersonId = personId, Now = now.UtcDateTime }, cancellation)
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Ends every session whose time is over, and logs each of them once.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> EndExpiredAsync(PortalDatabase database, DateTimeOffset now, CancellationToken cancellation)
    {
        List<string> people;
        await using (var transaction = await BeginAsync(database, cancellation))
        {
            var limits = new
            {
                StartedBefore = (now - SessionLimits.Whole).UtcDateTime,
                SeenBefore = (now - SessionLimits.Idle).UtcDateTime,
            };
            people = (await transaction.Connection.QueryAsync<string>(transaction.Command(DeleteExpired, limits, cancellation))).AsList();
            await transaction.CommitAsync(cancellation);
        }

        foreach (var person in people)
            await AuditLog.AppendAsync(
                database,
                new AuditEvent(AuditLog.Network, person, AuditEvents.SessionExpired, now),
                CancellationToken.None
            );
        return people.Count;
    }

    private static string Code(SessionKind kind) =>
        kind switch
        {
            SessionKind.Web => "WEB",
            SessionKind.Token => "TOKEN",
            _ => "BEARER",
        };

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private static Task<PortalTransaction> BeginAsync(PortalDatabase database, CancellationToken cancellation) =>
        PortalTransaction.BeginAsync(database.SignIn, cancellation);

    private sealed record Row(
        string PersonId,
        string Name,
        string Kind,
        DateTime StartedAt,
        DateTime SeenAt,
        string? ExportReason,
        string? Roles
    );
}
