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
        return await ReadAsync((call.Database.Kept, transaction, call.Service.Id), asked, () => read(transaction), cancellation);
    }

    /// <summary>The same in a transaction that has begun, as the first thing that it does.</summary>
    /// <param name="from">Where figures are kept, and the transaction that sees the service.</param>
    public static async Task<T> ReadAsync<T>(
        (KeptAnswers Kept, PortalTransaction Transaction, int ServiceId) from,
        object asked,
        Func<Task<T>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        // Before the rows, so that what is kept is never older than its version.
        var version = await from.Transaction.Connection.ExecuteScalarAsync<string?>(
            from.Transaction.Command(Version, new { from.ServiceId }, cancellation)
        );
        return version is null ? await ReadRowsAsync() : await from.Kept.ReadAsync((from.ServiceId, version, asked), ReadRowsAsync);

        async Task<T> ReadRowsAsync()
        {
            await RowJoins.UseAsync(from.Transaction, cancellation);
            return await read();
        }
    }
}
