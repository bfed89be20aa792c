using Dapper;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Submissions.Storing;

/// <summary>Reads what stands of a quarter, with the rows of each file as it was sent.</summary>
internal static class ReadStandingQuarter
{
    private const string Files = """
        SELECT s.submission_id AS SubmissionId, f.kind, f.sha256, f.row_count AS Rows, f.encoding, f.delimiter,
          f.carried_from AS CarriedFrom, f.coverage, f.content_sha256 AS ContentSha256, f.made_from AS MadeFrom
        FROM submission s
        JOIN submission_file f ON f.service_id = s.service_id AND f.submission_id = s.submission_id
        WHERE s.service_id = @ServiceId AND s.period = @Period AND s.state = 'ACCEPTED'
        ORDER BY array_position(ARRAY['cases', 'risks', 'scores', 'contacts', 'feedback', 'activity'], f.kind)
        """;

    private const string Later = """
        SELECT c.case_ref AS CaseRef, c.kind, max(s.period) AS Period
        FROM case_file c
        JOIN submission s ON s.service_id = c.service_id AND s.submission_id = c.submission_id
        WHERE c.service_id = @ServiceId AND s.state = 'ACCEPTED' AND s.period > @Period AND c.coverage = 'ALL'
        GROUP BY c.case_ref, c.kind
        """;

    private const string OnTop = """
        SELECT s.submission_id AS SubmissionId, s.period, f.kind
        FROM submission s
        JOIN submission_file f ON f.service_id = s.service_id AND f.submission_id = s.submission_id
        WHERE s.service_id = @ServiceId AND s.state = 'ACCEPTED' AND s.period > @Period AND f.coverage = 'QUARTER'
        ORDER BY s.period
        """;

    /// <returns><c>null</c> when nothing stands.</returns>
    public static async Task<StandingQuarter?> RunAsync(
        PortalDatabase database,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    )
    {
        // One snapshot for all reads, so that a submission in the meantime changes nothing.
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([serviceId]),
            cancellation,
            System.Data.IsolationLevel.RepeatableRead
        );
        var found = (
            await transaction.Connection.QueryAsync<FileRow>(
                transaction.Command(Files, new { ServiceId = serviceId, Period = period.ToString() }, cancellation)
            )
        ).AsList();
        if (found.Count == 0)
            return null;
        var files = found
            .Select(row => new StandingFile(
                KindOf(row.Kind),
                row.Sha256,
                row.Rows,
                row.Encoding,
                row.Delimiter,
                row.CarriedFrom ?? row.SubmissionId,
                SentFiles.CoverageOf(row.Coverage)!.Value
            )
            {
                ContentSha256 = row.ContentSha256 ?? row.Sha256,
                MadeFrom = row.MadeFrom is { } sheet ? KindOf(sheet) : null,
            })
            .ToList();
        await RowJoins.UseAsync(transaction, cancellation);
        var later = await transaction.Connection.QueryAsync<(string CaseRef, string Kind, Quarter Period)>(
            transaction.Command(Later, new { ServiceId = serviceId, Period = period.ToString() }, cancellation)
        );
        var onTop = await transaction.Connection.QueryAsync<(Guid Submission, Quarter Period, string Kind)>(
            transaction.Command(OnTop, new { ServiceId = serviceId, Period = period.ToString() }, cancellation)
        );
        return new StandingQuarter(
            found[0].SubmissionId,
            files,
            new SentRows(
                await RowsAsync(FileKind.Cases, RowTables.Cases),
                await RowsAsync(FileKind.Risks, RowTables.Risks),
                await RowsAsync(FileKind.Scores, RowTables.Scores),
                await RowsAsync(FileKind.Contacts, RowTables.Contacts),
                await RowsAsync(FileKind.Feedback, RowTables.Feedback),
                await RowsAsync(FileKind.Activity, RowTables.Activity)
            )
        )
        {
            Later = later.ToDictionary(row => (KindOf(row.Kind), row.CaseRef), row => row.Period),
            OnTop = await OnTopAsync(),
        };

        async Task<IReadOnlyList<(Quarter, SentRows)>> OnTopAsync()
        {
            var quarters = new List<(Quarter, SentRows)>();
            foreach (var quarter in onTop.GroupBy(file => (file.Submission, file.Period)))
            {
                var kinds = quarter.Select(file => KindOf(file.Kind)).ToHashSet();
                quarters.Add(
                    (
                        quarter.Key.Period,
                        new SentRows(
                            null,
                            await LaterAsync(FileKind.Risks, RowTables.Risks),
                            await LaterAsync(FileKind.Scores, RowTables.Scores),
                            await LaterAsync(FileKind.Contacts, RowTables.Contacts),
                            null,
                            null
                        )
                    )
                );

                async Task<IReadOnlyList<TRow>?> LaterAsync<TRow>(FileKind kind, RowTable<TRow> table) =>
                    kinds.Contains(kind) ? await table.ReadRowsAsync(transaction, serviceId, quarter.Key.Submission, cancellation) : null;
            }
            return quarters;
        }

        // From the submission in which the file was sent: there are also rows of cases that were not listed for a while.
        async Task<IReadOnlyList<TRow>?> RowsAsync<TRow>(FileKind kind, RowTable<TRow> table) =>
            files.Find(file => file.Kind == kind) is { } file
                ? await table.ReadRowsAsync(transaction, serviceId, file.SentIn, cancellation)
                : null;
    }

    internal static FileKind KindOf(string word) => ExtractFiles.All.Single(file => file.Name == word + ".csv").Kind;

    private sealed record FileRow(
        Guid SubmissionId,
        string Kind,
        string Sha256,
        int Rows,
        string Encoding,
        string Delimiter,
        Guid? CarriedFrom,
        string Coverage,
        string? ContentSha256,
        string? MadeFrom
    );
}
