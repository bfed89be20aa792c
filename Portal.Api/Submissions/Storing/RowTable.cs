using System.Text;
using Dapper;
using NpgsqlTypes;
using Portal.Api.Database;

namespace Portal.Api.Submissions.Storing;

/// <summary>A column of a row table and how a row fills it; <c>null</c> is stored as NULL.</summary>
public sealed record RowColumn<TRow>(string Name, NpgsqlDbType Type, Func<TRow, object?> Value);

/// <summary>
/// A table of rows of one file. PostgreSQL refuses COPY into a table with row-level security, so rows go by binary COPY into a
/// temporary table and from there by one INSERT, which passes the policy's check.
/// </summary>
public sealed class RowTable<TRow>
{
    private readonly IReadOnlyList<RowColumn<TRow>> _columns;
    private readonly string _createStage;
    private readonly string _copy;
    private readonly string _insert;

    /// <summary>Names come from constants of this folder; no value ever becomes part of SQL.</summary>
    public RowTable(string table, IReadOnlyList<RowColumn<TRow>> columns)
    {
        _columns = columns;
        var names = new StringBuilder().AppendJoin(", ", columns.Select(column => column.Name)).ToString();
        _createStage = $"CREATE TEMPORARY TABLE stage_{table} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA";
        _copy = $"COPY stage_{table} ({names}) FROM STDIN (FORMAT binary)";
        _insert = $"INSERT INTO {table} (service_id, submission_id, {names}) SELECT @ServiceId, @SubmissionId, {names} FROM stage_{table}";
    }

    public async Task StoreAsync(
        PortalTransaction transaction, int serviceId, Guid submissionId, IReadOnlyList<TRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return;
        await transaction.Connection.ExecuteAsync(transaction.Command(_createStage, null, cancellation));
        await using (var import = await transaction.Connection.BeginBinaryImportAsync(_copy, cancellation))
        {
            foreach (var row in rows)
            {
                await import.StartRowAsync(cancellation);
                foreach (var column in _columns)
                {
                    if (column.Value(row) is { } value)
                        await import.WriteAsync(value, column.Type, cancellation);
                    else
                        await import.WriteNullAsync(cancellation);
                }
            }

            await import.CompleteAsync(cancellation);
        }

        await transaction.Connection.ExecuteAsync(transaction.Command(_insert, new { ServiceId = serviceId, SubmissionId = submissionId }, cancellation));
    }
}
