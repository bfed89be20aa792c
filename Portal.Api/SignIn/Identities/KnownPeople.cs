using System.Security.Cryptography;
using Dapper;
using Portal.Api.Administration;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Identities;

/// <summary>Finds the person whom an identity provider has proved; whoever has no role waits with a code.</summary>
public static class KnownPeople
{
    // Without the letters and digits that are taken for one another.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private const string Find = """
        SELECT i.person_id FROM person_identity i WHERE i.issuer = @Issuer AND i.subject = @Subject
          AND EXISTS (SELECT FROM person_role r WHERE r.person_id = i.person_id)
        """;

    private const string Refresh = """
        UPDATE person SET name = @Name, email = coalesce(@Email, email), seen_at = @Now WHERE person_id = @PersonId
        """;

    // Whoever signs in again keeps the code that they may have told already.
    private const string Wait = """
        INSERT INTO waiting_person (issuer, subject, code, name, email, since) VALUES (@Issuer, @Subject, @Code, @Name, @Email, @Now)
        ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, email = excluded.email, since = excluded.since
        RETURNING code
        """;

    private const string Forget = "DELETE FROM waiting_person WHERE since <= @Before";

    /// <summary>The id of a person who has a role; name and address are kept as the provider now writes them.</summary>
    /// <returns><c>null</c> for somebody without any role.</returns>
    public static async Task<string?> FindAsync(
        PortalDatabase database,
        ProvenIdentity identity,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.SignIn, cancellation);
        var personId = await transaction.Connection.ExecuteScalarAsync<string?>(
            transaction.Command(Find, new { identity.Issuer, identity.Subject }, cancellation)
        );
        if (personId is null)
            return null;
        var row = new
        {
            PersonId = personId,
            identity.Name,
            identity.Email,
            Now = now.UtcDateTime,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Refresh, row, cancellation));
        await transaction.CommitAsync(cancellation);
        return personId;
    }

    /// <summary>Notes that somebody without a role has signed in.</summary>
    /// <returns>The code that they tell their lead, eight letters and digits.</returns>
    public static async Task<string> WaitAsync(
        PortalDatabase database,
        ProvenIdentity identity,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.SignIn, cancellation);
        var row = new
        {
            identity.Issuer,
            identity.Subject,
            Code = RandomNumberGenerator.GetString(Alphabet, 8),
            identity.Name,
            identity.Email,
            Now = now.UtcDateTime,
            Before = (now - WaitingPerson.Lasts).UtcDateTime,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Forget, row, cancellation));
        var code = await transaction.Connection.ExecuteScalarAsync<string>(transaction.Command(Wait, row, cancellation));
        await transaction.CommitAsync(cancellation);
        return code!;
    }
}
