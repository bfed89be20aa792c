using Npgsql;

namespace Portal.Api.Database;

/// <summary>Gives the key of the ticket that opens a scope.</summary>
/// <returns><c>null</c> where there is no ticket, so that nothing opens.</returns>
public delegate ValueTask<string?> TicketOf(Scope scope, CancellationToken cancellation);

/// <summary>The data source of a role whose transactions have a scope, with the tickets that open them.</summary>
/// <param name="source">Connections of the role; alone they see no service and no person.</param>
/// <param name="ticket">Whose ticket; <c>null</c> while nobody has said.</param>
public sealed class ScopedSource(NpgsqlDataSource source, TicketOf? ticket = null) : IAsyncDisposable
{
    /// <summary>Connections without a scope.</summary>
    public NpgsqlDataSource Source => source;

    /// <summary>The same connections with other tickets; whoever disposes of one of them disposes of both.</summary>
    public ScopedSource With(TicketOf? other) => new(source, other);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <exception cref="InvalidOperationException">There is no ticket: the code belongs into a request or a job.</exception>
    internal async ValueTask<string> KeyAsync(Scope scope, CancellationToken cancellation) =>
        (ticket is null ? null : await ticket(scope, cancellation).ConfigureAwait(false))
        ?? throw new InvalidOperationException("A scope is opened by a ticket: of a session, or of a job (PortalDatabase.ForJob).");
}
