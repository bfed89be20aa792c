using System.Buffers;
using System.Globalization;
using System.Text;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.WideSheets;

/// <summary>
/// Turns a sheet with one row a case, whose columns hold scores or risks, into scores.csv or risks.csv: a row for each filled cell. The
/// cells stay as they were typed, so that they are judged as in any other file.
/// </summary>
internal sealed class WideSheet
{
    private static readonly CodeList NotDone = ((CellForm.Code)ExtractFiles.Of(FileKind.Scores).Column("not_done_reason")!.Form).List;

    private readonly GatedFile _sheet;
    private readonly ExtractFile _table;
    private readonly CheckRequest _request;
    private readonly ProblemLog _log;
    private readonly IReadOnlyList<Spread> _spreads;
    private readonly Origin _origin;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly int _service;
    private readonly int _case;
    private int _rows;

    private WideSheet(GatedFile sheet, FileKind table, CheckRequest request, ProblemLog log)
    {
        (_sheet, _table, _request, _log) = (sheet, ExtractFiles.Of(table), request, log);
        (_service, _case) = (PositionOf("service_code"), PositionOf("case_ref"));
        _spreads =
        [
            .. sheet
                .Header.Meanings.Select((meaning, place) => (meaning, place))
                .Where(column => TableOf(column.meaning) == table)
                .Select(column => new Spread(column.place, column.meaning!, WeekOf(column.meaning!))),
        ];
        var keys = new Dictionary<string, ColumnPlace>();
        foreach (var (name, place) in new[] { ("service_code", _service), ("case_ref", _case) }.Where(key => key.Item2 >= 0))
            keys[name] = sheet.Header.Place(place);
        _origin = new Origin(
            sheet.Kind,
            keys,
            [.. _spreads.Select(spread => (Place(spread.Place), spread.Week is { } week ? Place(week) : (ColumnPlace?)null))]
        );
    }

    /// <summary>The tables that the columns of a sheet fill.</summary>
    public static IEnumerable<FileKind> TablesOf(HeaderMatch header) => header.Meanings.Select(TableOf).OfType<FileKind>().Distinct();

    /// <summary>Makes a table from a sheet that came through the file gate.</summary>
    /// <param name="months">By reference of a case, when it was referred and when its work ended.</param>
    public static GatedFile Made(
        GatedFile sheet,
        FileKind table,
        IReadOnlyDictionary<string, CaseMonths> months,
        CheckRequest request,
        ProblemLog log
    ) => new WideSheet(sheet, table, request, log).Made(months);

    private static FileKind? TableOf(HeadingMeaning? meaning) =>
        meaning switch
        {
            HeadingMeaning.Score => FileKind.Scores,
            HeadingMeaning.Risk => FileKind.Risks,
            _ => null,
        };

    private GatedFile Made(IReadOnlyDictionary<string, CaseMonths> months)
    {
        Write(_table.Columns.Select(column => column.Name));
        using var table = new CsvTable(_sheet.Text, _sheet.Separator);
        table.Read();
        while (table.Read() && _rows <= _request.Limits.MaxRows && !(table.Record >= _sheet.FirstTotal))
        {
            if (RowReading.WrongShape(table, _sheet.Header) is { } rule)
            {
                // Of cases.csv the rows are read, and reported, as those of any file.
                if (_sheet.Kind == _table.Kind)
                    RowReading.ReportShape(rule, table, _sheet, _log);
                continue;
            }
            AddRow(table, months);
        }
        if (_rows > _request.Limits.MaxRows)
            _log.Add(FileRules.TooManyRows, _table.Kind);
        _log.ComesFrom(_table.Kind, _origin);
        var bytes = _text.WrittenSpan.ToArray();
        return new GatedFile(
            _table.Kind,
            new UploadedFile(_table.Name, bytes),
            new DecodedText(bytes, "utf-8"),
            ',',
            HeaderMatch.Of(_table, [.. _table.Columns.Select(column => column.Name)], ExtractMapping.None),
            Math.Min(_rows, _request.Limits.MaxRows),
            Sound: _sheet.Sound
        )
        {
            AsksHeadings = _sheet.AsksHeadings,
            Origin = _origin,
            MadeFrom = _sheet,
        };
    }

    private void AddRow(CsvTable table, IReadOnlyDictionary<string, CaseMonths> months)
    {
        var found = Cell(table, _case);
        var any = false;
        for (var place = 0; place < _spreads.Count; place++)
        {
            var spread = _spreads[place];
            var cell = Cell(table, spread.Place);
            if (Fold.Trimmed(cell).IsEmpty)
                continue;
            any = true;
            if (++_rows > _request.Limits.MaxRows)
                return;
            _origin.Add(new MadeRow(table.Record, table.Line, place));
            var service = _service < 0 ? _request.ServiceCode : Cell(table, _service);
            if (spread.Meaning is HeadingMeaning.Risk risk)
            {
                Write([service, found, risk.RiskCode, risk.Stage, cell, "", ""]);
                continue;
            }
            var score = (HeadingMeaning.Score)spread.Meaning;
            var isReason = CodeCell.Read(NotDone, Fold.Trimmed(cell), out var reason) != CodeForm.Other;
            Write([
                service,
                found,
                score.Measure,
                score.Subscale,
                score.Timepoint,
                Week(score, table, spread, months.GetValueOrDefault(Fold.Trimmed(found).ToString())),
                score.Respondent,
                isReason ? "" : cell,
                isReason ? reason! : "",
                score.Goal?.ToString(CultureInfo.InvariantCulture) ?? "",
            ]);
        }
        // Of such a row nothing is read, so nobody would see what stands in place of its reference.
        if (!any && _sheet.Kind == _table.Kind && FreeText.Is(new CellForm.Reference(), Fold.Trimmed(found)))
            _sheet.FreeText.Add((table.Record, _case));
    }

    private string Week(HeadingMeaning.Score score, CsvTable table, Spread spread, CaseMonths? months)
    {
        if (spread.Week is { } column)
            return Cell(table, column);
        if (score.Week is { } week)
            return week.ToString(CultureInfo.InvariantCulture);
        // The sheet lacks the column that has the weeks: better no week than another.
        if (score.WeekHeading is not null)
            return "";
        if (score.Timepoint == "BASELINE")
            return "0";
        _log.Add(ScoreRules.WeekEstimated, _sheet.Kind, _sheet.Header.Place(spread.Place), new(table.Record, table.Line));
        return (months ?? CaseMonths.None).EndWeek(_request.Period).ToString(CultureInfo.InvariantCulture);
    }

    private void Write(IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                _text.Write(","u8);
            first = false;
            CsvWriting.WriteCell(Encoding.UTF8.GetBytes(cell), _text);
        }
        _text.Write("\r\n"u8);
    }

    private ColumnPlace Place(int position) => _sheet.Header.Place(position);

    private static string Cell(CsvTable table, int position) => position >= 0 && position < table.CellCount ? table.Text(position) : "";

    private int PositionOf(string column)
    {
        for (var place = 0; place < _sheet.Header.Names.Count; place++)
        {
            if (_sheet.Header.Ordinals[place] is >= 0 and var ordinal && _sheet.Header.File.Columns[ordinal].Name == column)
                return place;
        }
        return -1;
    }

    private int? WeekOf(HeadingMeaning meaning)
    {
        if (meaning is not HeadingMeaning.Score { WeekHeading: { } heading })
            return null;
        for (var place = 0; place < _sheet.Header.Names.Count; place++)
        {
            if (_sheet.Header.Ordinals[place] == HeaderMatch.Weeks && Fold.Name(_sheet.Header.Names[place]) == Fold.Name(heading))
                return place;
        }
        return null;
    }

    private readonly record struct Spread(int Place, HeadingMeaning Meaning, int? Week);
}
