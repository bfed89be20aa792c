using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Administration;

/// <summary>Enters somebody whom an identity provider has proved, so that they are the same person from then on.</summary>
internal static class EnterPerson
{
    private const string Find = "SELECT person_id FROM person_identity WHERE issuer = @Issuer AND subject = @Subject";

    private const string Enter = """
        INSERT INTO person (person_id, name, email, organisation, entered_at) VALUES (@PersonId, @Name, @Email, @Organisation, @Now)
        ON CONFLICT (person_id) DO UPDATE
          SET name = excluded.name, email = excluded.email, organisation = coalesce(excluded.organisation, person.organisation)
        """;

    // Fails when the same person has claimed something else in the same moment, rather than make two people of them.
    private const string Identify = """
        INSERT INTO person_identity (issuer, subject, person_id) SELECT @Issuer, @Subject, @PersonId
        WHERE NOT EXISTS (SELECT FROM person_identity WHERE issuer = @Issuer AND subject = @Subject AND person_id = @PersonId)
        """;

    private const string StopWaiting = "DELETE FROM waiting_person WHERE issuer = @Issuer AND subject = @Subject";

    /// <returns>The person's id, or <c>null</c> for somebody new.</returns>
    public static Task<string?> FindAsync(PortalTransaction transaction, ProvenIdentity identity, CancellationToken cancellation) =>
        transaction.Connection.ExecuteScalarAsync<string?>(
            transaction.Command(Find, new { identity.Issuer, identity.Subject }, cancellation)
        );

    /// <param name="organisation">As whoever invited the person wrote it.</param>
    public static async Task RunAsync(
        PortalTransaction transaction,
        string personId,
        ProvenIdentity identity,
        string? organisation,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var row = new
        {
            PersonId = personId,
            identity.Issuer,
            identity.Subject,
            identity.Name,
            identity.Email,
            Organisation = organisation,
            Now = now.UtcDateTime,
        };
        foreach (var step in new[] { Enter, Identify, StopWaiting })
            await transaction.Connection.ExecuteAsync(transaction.Command(step, row, cancellation));
    }
}
