using System.Data;
using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>Whose rows a transaction may touch; the row-level security policies read it.</summary>
/// <param name="ServiceIds">The services of the person or token; empty means no rows.</param>
/// <param name="PersonId">The signed-in person, for rows that belong to a person.</param>
/// <param name="TokenHash">Hash of the portal token that was presented, to look it up.</param>
public sealed record Scope(IReadOnlyList<int> ServiceIds, string? PersonId = null, string? TokenHash = null)
{
    /// <summary>No service and no person: only tables without row-level security return rows.</summary>
    public static readonly Scope None = new([]);
}

/// <summary>
/// A transaction with its scope set; there is no other way to reach scoped tables. Disposed without a commit, it rolls back.
/// </summary>
public sealed class PortalTransaction : IAsyncDisposable
{
    // Local to the transaction (true), so that a pooled connection never passes a scope on.
    private const string SetScope = """
        SELECT set_config('portal.service_ids', @serviceIds, true),
               set_config('portal.person_id', @personId, true),
               set_config('portal.token_hash', @tokenHash, true)
        """;

    private readonly NpgsqlTransaction _transaction;

    private PortalTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        _transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Opens a connection of <paramref name="source"/>, begins the transaction and sets the scope, in one round trip.</summary>
    public static async Task<PortalTransaction> BeginAsync(
        NpgsqlDataSource source,
        Scope scope,
        CancellationToken cancellation,
        IsolationLevel isolation = IsolationLevel.ReadCommitted
    )
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(isolation, cancellation).ConfigureAwait(false);
            var values = new
            {
                serviceIds = string.Join(',', scope.ServiceIds),
                personId = scope.PersonId ?? "",
                tokenHash = scope.TokenHash ?? "",
            };
            await connection
                .ExecuteAsync(new CommandDefinition(SetScope, values, transaction, cancellationToken: cancellation))
                .ConfigureAwait(false);
            return new PortalTransaction(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A Dapper command in this transaction.</summary>
    public CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation) =>
        new(sql, parameters, _transaction, cancellationToken: cancellation);

    public Task CommitAsync(CancellationToken cancellation) => _transaction.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await Connection.DisposeAsync().ConfigureAwait(false);
    }
}
