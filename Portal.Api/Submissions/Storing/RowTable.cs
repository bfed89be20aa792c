using System.Text;
using Dapper;
using NpgsqlTypes;
using Portal.Api.Database;

namespace Portal.Api.Submissions.Storing;

/// <summary>A column of a row table and how a row fills it; <c>null</c> is stored as NULL.</summary>
public sealed record RowColumn<TRow>(string Name, NpgsqlDbType Type, Func<TRow, object?> Value)
{
    /// <summary>The stored column as the row has it, where that differs from its name.</summary>
    public string Stored { get; init; } = Name;
}

/// <summary>
/// A table for the rows of one file. PostgreSQL refuses COPY into a table with row-level security, so rows go by binary COPY into a
/// temporary table and from there by one INSERT, which passes the policy's check.
/// </summary>
public sealed class RowTable<TRow>
{
    private readonly IReadOnlyList<RowColumn<TRow>> _columns;
    private readonly string _createStage;
    private readonly string _copy;
    private readonly string _insert;
    private readonly string _read;
    private readonly string _readRows;
    private readonly string _readRecord;

    /// <summary>The names must be constants of this folder; no value ever becomes part of the SQL.</summary>
    public RowTable(string table, IReadOnlyList<RowColumn<TRow>> columns)
    {
        _columns = columns;
        var names = new StringBuilder().AppendJoin(", ", columns.Select(column => column.Name)).ToString();
        _createStage = $"CREATE TEMPORARY TABLE stage_{table} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA";
        _copy = $"COPY stage_{table} ({names}) FROM STDIN (FORMAT binary)";
        _insert = $"INSERT INTO {table} (service_id, submission_id, {names}) SELECT @ServiceId, @SubmissionId, {names} FROM stage_{table}";
        _read = $"SELECT submission_id, {names} FROM {table} WHERE service_id = @ServiceId AND submission_id = ANY (@Submissions)";
        // As the constructor of the row has them, which names a column without its underscores.
        var properties = new StringBuilder().AppendJoin(
            ", ",
            columns.Select(column => $"{column.Stored} AS {column.Name.Replace("_", "", StringComparison.Ordinal)}")
        );
        _readRows =
            $"SELECT (row_number() OVER ())::int AS record, {properties} FROM {table} "
            + "WHERE service_id = @ServiceId AND submission_id = @Submission";
        _readRecord =
            $"SELECT 0 AS record, {properties} FROM {table} JOIN ("
            + "SELECT submission_id AS source, case_ref AS source_case, period AS source_period FROM record_source(@Period) "
            + "WHERE service_id = @ServiceId AND kind = @Kind AND case_ref = ANY (@Cases)) AS s "
            + "ON submission_id = source AND case_ref = source_case WHERE service_id = @ServiceId ORDER BY source_period DESC";
    }

    /// <summary>As in the contract, the case reference first where there is one.</summary>
    public IEnumerable<string> ColumnNames => _columns.Select(column => column.Name);

    /// <summary>A row as the cells of a file, in the order of <see cref="ColumnNames"/>; a blank or invalid cell is <c>null</c>.</summary>
    public string?[] Texts(TRow row, Func<int, bool> isValid) =>
        [.. _columns.Select((column, position) => isValid(position) ? CellText.Of(column.Name, column.Value(row)) : null)];

    /// <summary>The stored rows of submissions, as <see cref="Texts"/> gives them.</summary>
    public async Task<ILookup<Guid, string?[]>> ReadAsync(
        PortalTransaction transaction,
        int serviceId,
        Guid[] submissions,
        CancellationToken cancellation
    )
    {
        var rows = new List<(Guid Submission, string?[] Cells)>();
        await using var reader = await transaction.Connection.ExecuteReaderAsync(
            transaction.Command(_read, new { ServiceId = serviceId, Submissions = submissions }, cancellation)
        );
        while (await reader.ReadAsync(cancellation))
        {
            var cells = new string?[_columns.Count];
            for (var column = 0; column < cells.Length; column++)
                cells[column] = CellText.Of(_columns[column].Name, reader.GetValue(column + 1));
            rows.Add((reader.GetGuid(0), cells));
        }
        return rows.ToLookup(row => row.Submission, row => row.Cells);
    }

    /// <summary>The stored rows of one submission, in no particular order.</summary>
    public async Task<IReadOnlyList<TRow>> ReadRowsAsync(
        PortalTransaction transaction,
        int serviceId,
        Guid submission,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<TRow>(
                transaction.Command(_readRows, new { ServiceId = serviceId, Submission = submission }, cancellation)
            )
        ).AsList();

    /// <summary>
    /// The rows of cases that counted before a quarter, those of a file together with those that it rests on, the latest first.
    /// </summary>
    /// <param name="kind">The file's word, <c>risks</c> for risks.csv; it has a case reference.</param>
    public async Task<IReadOnlyList<TRow>> ReadRecordAsync(
        PortalTransaction transaction,
        int serviceId,
        string period,
        string kind,
        string[] cases,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<TRow>(
                transaction.Command(
                    _readRecord,
                    new
                    {
                        ServiceId = serviceId,
                        Period = period,
                        Kind = kind,
                        Cases = cases,
                    },
                    cancellation
                )
            )
        ).AsList();

    public async Task StoreAsync(
        PortalTransaction transaction,
        int serviceId,
        Guid submissionId,
        IReadOnlyList<TRow> rows,
        CancellationToken cancellation
    )
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

        await transaction.Connection.ExecuteAsync(
            transaction.Command(_insert, new { ServiceId = serviceId, SubmissionId = submissionId }, cancellation)
        );
    }
}
