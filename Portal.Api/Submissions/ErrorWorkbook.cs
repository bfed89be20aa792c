using System.Globalization;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Checking;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Extracts.Workbooks;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>
/// All files of a draft as one workbook: the service's own rows in their places, with cells that have a problem coloured and commented, and
/// the columns of an <see cref="ErrorFile"/>.
/// </summary>
/// <remarks>All cells are text, so a spreadsheet turns none into a date; sent back as it is, the workbook has the same problems.</remarks>
public sealed class ErrorWorkbook
{
    // A spreadsheet that has many thousand comments takes minutes to open.
    private const int MostComments = 1000;

    private static readonly Rule[] OfTheWrongLength = [ValueRules.TooFewCells, ValueRules.TooManyCells];

    private static readonly Refusal HasMisshapenRows = new(
        StatusCodes.Status409Conflict,
        "ROWS_OF_WRONG_LENGTH",
        "Rows have too few or too many cells, and in a sheet all rows are equally long. Download the error files (CSV) instead."
    );

    private readonly CheckedExtract _extract;

    /// <param name="extract">One that came through the file gate, with problems that <see cref="IsPossible"/>.</param>
    public ErrorWorkbook(CheckedExtract extract) => _extract = extract;

    /// <summary>Whether these problems can be shown in a sheet.</summary>
    public static bool IsPossible(IReadOnlyList<Problem> problems) =>
        !problems.Any(problem => OfTheWrongLength.Any(rule => rule.Code == problem.Code));

    /// <summary>The error workbook of a draft, as <see cref="ErrorFile.OfDraftAsync"/>; not found when nothing has to be mended.</summary>
    public static async Task<Answer<ErrorWorkbook>> OfDraftAsync(
        ServiceCall call,
        string check,
        Quarter period,
        CancellationToken cancellation
    )
    {
        if (await Drafts.ReadAsync(call.Database, call.Service.Id, check, period, call.Now, cancellation) is not { } files)
            return Refusal.NotFound;
        var again = await CheckFiles.CheckAsync(call, period, files, history: true, cancellation);
        if (
            !again.IsGiven(out var extract)
            || !extract.MayBeKept
            || !extract.Files.Any(file => extract.Problems.Any(problem => ErrorFile.Concerns(problem, file.Name)))
        )
            return Refusal.NotFound;
        return IsPossible(extract.Problems) ? new ErrorWorkbook(extract) : HasMisshapenRows;
    }

    public async Task<ReadOnlyMemory<byte>> WriteAsync(CancellationToken cancellation)
    {
        await using var book = await WorkbookWriter.CreateAsync(cancellation);
        foreach (var file in _extract.Files.Where(file => file.MadeFrom is null))
            await WriteAsync(file, book, cancellation);
        return await book.FinishAsync(cancellation);
    }

    private async Task WriteAsync(CheckedFile file, WorkbookWriter book, CancellationToken cancellation)
    {
        var notes = new ErrorNotes(file.Name, _extract.Problems);
        // The file was read before, so what the log says this time is not needed.
        var text =
            Decoding.Text(file.Kind, file.Content, new ProblemLog())
            ?? throw new InvalidOperationException("The file did not come through the file gate.");
        using var table = new CsvTable(TitleLines.PassedOver(file.Kind, text, _extract.Request.Mapping), file.Delimiter[0]);
        var (comments, written) = (0, 0);
        // The portal's columns of an earlier error file are replaced, and columns that it does not keep are left out.
        int[] kept = [];
        while (table.Read())
        {
            if (table.Record == 0)
            {
                var names = Enumerable.Range(0, table.CellCount).Select(table.Text).ToList();
                var header = HeaderMatch.Of(ExtractFiles.Of(file.Kind), names, _extract.Request.Mapping);
                kept =
                [
                    .. Enumerable
                        .Range(0, names.Count)
                        .Where(place => header.Ordinals[place] != HeaderMatch.Ignored && header.IsKept(place)),
                ];
                var columns = kept.Select(place => names[place]).Append("portal_row").Append("portal_problems");
                await book.StartPlainAsync(
                    Path.GetFileNameWithoutExtension(file.Name),
                    [.. columns.Select(name => new SheetColumn(name, IsText: true))],
                    cancellation
                );
            }
            // Empty rows are kept, so that rows keep their numbers.
            for (; written < table.Line - 1; written++)
                await book.AddRowAsync([], cancellation);
            await book.AddRowAsync([.. kept.Select(Cell), .. OwnCells(table, notes)], cancellation);
            written++;
        }

        SheetCell Cell(int place)
        {
            var cell = new SheetCell(place < table.CellCount ? table.Text(place) : "");
            if (notes.OfCell(table.Record, place) is not { } problem)
                return cell;
            return cell with { IsMarked = true, Comment = ++comments <= MostComments ? problem : null };
        }
    }

    private static SheetCell[] OwnCells(CsvTable table, ErrorNotes notes)
    {
        if (table.Record == 0)
            return [new("portal_row"), new("portal_problems")];
        var problems = notes.OfRow(table.Record);
        return [new(table.Line.ToString(CultureInfo.InvariantCulture)), new(problems) { IsMarked = problems.Length > 0 }];
    }
}
