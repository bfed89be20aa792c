using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Records;

/// <summary>Figures that are made from the rows of one service alone, kept until its records change.</summary>
internal static class KeptFigures
{
    // Every change of the records writes all counts of the service anew in its own transaction, so that one row tells which it was.
    private const string Version = "SELECT xmin::text FROM profile_count WHERE service_id = @ServiceId LIMIT 1";

    /// <summary>The figures, in a transaction that joins by hash when they have to be read.</summary>
    /// <param name="asked">What was asked for, equal for equal questions.</param>
    /// <param name="read">Reads them; nothing but the records of the service and <paramref name="asked"/> may matter.</param>
    public static async Task<T> ReadAsync<T>(
        ServiceCall call,
        object asked,
        Func<PortalTransaction, Task<T>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        await using var transaction = await call.BeginAsync(cancellation);
        // Before the rows, so that what is kept is never older than its version.
        var version = await transaction.Connection.ExecuteScalarAsync<string?>(
            transaction.Command(Version, new { ServiceId = call.Service.Id }, cancellation)
        );
        return version is null
            ? await ReadRowsAsync()
            : await call.Database.Kept.ReadAsync((call.Service.Id, version, asked), ReadRowsAsync);

        async Task<T> ReadRowsAsync()
        {
            await RowJoins.UseAsync(transaction, cancellation);
            return await read(transaction);
        }
    }
}
