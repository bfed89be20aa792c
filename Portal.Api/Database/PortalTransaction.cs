using System.Data;
using Dapper;
using Npgsql;

namespace Portal.Api.Database;

/// <summary>Whose rows a transaction asks to touch; its ticket says whether it may.</summary>
/// <param name="ServiceIds">Services; empty means no rows.</param>
/// <param name="PersonId">The person for rows that belong to one, and for the audit log; <c>null</c>: whoever the ticket names.</param>
public sealed record Scope(IReadOnlyList<int> ServiceIds, string? PersonId = null)
{
    /// <summary>No service and no person: only tables without row-level security return rows, and no ticket is needed.</summary>
    public static readonly Scope None = new([]);

    internal bool IsNone => ServiceIds.Count == 0 && string.IsNullOrEmpty(PersonId);
}

/// <summary>
/// A transaction with its scope open; there is no other way to reach scoped tables. Disposed without a commit, it rolls back.
/// </summary>
public sealed class PortalTransaction : IAsyncDisposable
{
    /// <summary>SQLSTATE of a key that opens nothing: the session has ended, or the minute of the job's ticket is over.</summary>
    public const string NoSuchTicket = "PT401";

    // It counts in this transaction alone, so that a pooled connection never passes a scope on.
    private const string OpenScope = "SELECT open_scope(@Key, @ServiceIds, @PersonId)";

    private readonly NpgsqlTransaction _transaction;

    private PortalTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        _transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Opens a connection, begins the transaction and opens the scope by the ticket of <paramref name="source"/>.</summary>
    /// <exception cref="PostgresException"><see cref="NoSuchTicket"/>, or 42501 when the ticket gives less than is asked for.</exception>
    /// <exception cref="InvalidOperationException">A scope is asked for and the source has no ticket.</exception>
    public static async Task<PortalTransaction> BeginAsync(
        ScopedSource source,
        Scope scope,
        CancellationToken cancellation,
        IsolationLevel isolation = IsolationLevel.ReadCommitted
    )
    {
        var transaction = await BeginAsync(source.Source, cancellation, isolation).ConfigureAwait(false);
        if (scope.IsNone)
            return transaction;
        try
        {
            var values = new
            {
                Key = await source.KeyAsync(scope, cancellation).ConfigureAwait(false),
                ServiceIds = scope.ServiceIds.ToArray(),
                scope.PersonId,
            };
            await transaction.Connection.ExecuteAsync(transaction.Command(OpenScope, values, cancellation)).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a connection of a role that has no scope, and begins the transaction.</summary>
    public static async Task<PortalTransaction> BeginAsync(
        NpgsqlDataSource source,
        CancellationToken cancellation,
        IsolationLevel isolation = IsolationLevel.ReadCommitted
    )
    {
        var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            return new PortalTransaction(connection, await connection.BeginTransactionAsync(isolation, cancellation).ConfigureAwait(false));
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
