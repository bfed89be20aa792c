using System.Buffers;
using System.Globalization;
using System.Text;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Checking;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>A service's own CSV with two more columns: <c>portal_row</c>, the row of the spreadsheet, and <c>portal_problems</c>.</summary>
/// <remarks>
/// UTF-8 with byte order mark and CRLF; delimiter and cells as sent, without columns that the portal does not keep.
/// <see cref="FormulaGuard"/> guards cells that a spreadsheet would run.
/// A check ignores both columns and takes the guard off, so the file can be sent back and has the same problems in the same places.
/// </remarks>
public sealed class ErrorFile
{
    private const int FlushedBytes = 64 * 1024;

    private readonly CheckedFile _file;
    private readonly byte _separator;
    private readonly ExtractMapping _mapping;
    private readonly ErrorNotes _notes;

    /// <param name="file">A file that came through the file gate.</param>
    /// <param name="problems">Of the whole extract; only errors and warnings in data rows of this file are used.</param>
    /// <param name="mapping">What the service calls its own columns; <c>null</c> for nothing.</param>
    public ErrorFile(CheckedFile file, IReadOnlyList<Problem> problems, ExtractMapping? mapping = null)
    {
        _file = file;
        _mapping = mapping ?? ExtractMapping.None;
        _separator = (byte)file.Delimiter[0];
        _notes = new ErrorNotes(file.Name, problems);
    }

    /// <summary>Whether the error file of <paramref name="file"/> has rows that show this problem.</summary>
    public static bool Concerns(Problem problem, string? file) =>
        problem.File is not null && problem.File == file && problem.Severity != Severity.Note && problem.Records.Any(record => record > 0);

    /// <summary>The error file of a draft. Refused when draft or file is unknown, or when a newer rule suspects an identifier.</summary>
    /// <param name="name">Canonical file name, such as <c>cases.csv</c>.</param>
    public static async Task<Answer<ErrorFile>> OfDraftAsync(
        ServiceCall call,
        string check,
        Quarter period,
        string name,
        CancellationToken cancellation
    )
    {
        if (await Drafts.ReadAsync(call.Database, call.Service.Id, check, period, call.Now, cancellation) is not { } files)
            return Refusal.NotFound;
        var again = await CheckFiles.CheckAsync(call, period, files, history: true, cancellation);
        return
            again.IsGiven(out var extract)
            && extract.MayBeKept
            && extract.Files.FirstOrDefault(file => file.Name == name && file.MadeFrom is null) is { } found
            ? new ErrorFile(found, extract.Problems, extract.Request.Mapping)
            : Refusal.NotFound;
    }

    /// <summary>Writes the file row by row, so that a large file is never in memory as a whole.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        // The file was read before, so what the log says this time is not needed.
        var text =
            Decoding.Text(_file.Kind, _file.Content, new ProblemLog())
            ?? throw new InvalidOperationException("The file did not come through the file gate.");
        using var table = new CsvTable(TitleLines.PassedOver(_file.Kind, text, _mapping), (char)_separator);
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("\uFEFF"u8);
        HeaderMatch? header = null;
        for (var line = 1; table.Read(); line++)
        {
            // Empty rows are kept, so that rows keep their numbers.
            for (; line < table.Line; line++)
                bytes.Write("\r\n"u8);
            header ??= HeaderMatch.Of(ExtractFiles.Of(_file.Kind), [.. Enumerable.Range(0, table.CellCount).Select(table.Text)], _mapping);
            WriteRow(table, header, bytes);
            if (bytes.WrittenCount < FlushedBytes)
                continue;
            await output.WriteAsync(bytes.WrittenMemory, cancellation);
            bytes.ResetWrittenCount();
        }
        await output.WriteAsync(bytes.WrittenMemory, cancellation);
    }

    private void WriteRow(CsvTable table, HeaderMatch header, ArrayBufferWriter<byte> bytes)
    {
        var ignored = header.Ordinals.Count(ordinal => ordinal == HeaderMatch.Ignored);
        var cells = header.CellsOf(table);
        var wellShaped = cells == header.Ordinals.Count;

        // Replaces the portal's columns of an earlier error file; in a row of the wrong length they come last.
        for (var index = 0; index < cells; index++)
        {
            if (wellShaped ? header.Ordinals[index] != HeaderMatch.Ignored && header.IsKept(index) : index < cells - ignored)
            {
                CsvWriting.WriteCell(table.Cell(index), bytes);
                bytes.Write([_separator]);
            }
        }
        CsvWriting.WriteCell(
            table.Record == 0 ? "portal_row"u8 : Encoding.UTF8.GetBytes(table.Line.ToString(CultureInfo.InvariantCulture)),
            bytes
        );
        bytes.Write([_separator]);
        CsvWriting.WriteCell(table.Record == 0 ? "portal_problems"u8 : Encoding.UTF8.GetBytes(_notes.OfRow(table.Record)), bytes);
        bytes.Write("\r\n"u8);
    }
}
