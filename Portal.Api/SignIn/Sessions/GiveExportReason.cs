using Dapper;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Sessions;

/// <summary>Keeps why somebody takes exact figures away as files, until the session ends or another reason is given.</summary>
public static class GiveExportReason
{
    private const string Keep = "UPDATE session SET export_reason = @Reason, export_reason_at = @Now WHERE key_hash = @KeyHash";

    /// <param name="session">Of a browser; scripts give the reason in each request.</param>
    /// <returns>The reason, which is one of <see cref="ExportReasons.All"/>; anything else is refused.</returns>
    public static async Task<Answer<string>> RunAsync(
        PortalDatabase database,
        Session session,
        string? reason,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var read = ExportReasons.Read(reason);
        if (!read.IsGiven(out var given))
            return read;
        await using var transaction = await PortalTransaction.BeginAsync(database.SignIn, cancellation);
        var row = new
        {
            session.KeyHash,
            Reason = given,
            Now = now.UtcDateTime,
        };
        await transaction.Connection.ExecuteAsync(transaction.Command(Keep, row, cancellation));
        await transaction.CommitAsync(cancellation);
        return given;
    }
}
