using System.Buffers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>The file gate: turns the bytes of one file into a table that can be trusted.</summary>
internal static class FileGate
{
    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create([
        .. Enumerable.Range(0, 32).Except([9, 10, 13]).Append(127).Select(code => (byte)code),
    ]);

    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n,;"u8);

    /// <returns>The file, or <c>null</c> when it cannot be read as a table at all.</returns>
    public static GatedFile? Read(NamedFile file, CheckRequest request, ProblemLog log)
    {
        var content = file.Source.Content;
        if (content.Length > request.Limits.MaxFileBytes)
            return Refused(FileRules.TooLarge, file, log);
        if (ContentKind.Refuse(content) is var (rule, advice))
            return Refused(rule, file, log, advice);
        if (Decoding.Text(file.Kind, content, log) is not { } decoded)
            return null;
        if (decoded.Utf8.Span.IndexOfAnyExcept(Blank) < 0)
            return Refused(FileRules.Empty, file, log);

        if (LineLongerThan(request.Limits.MaxRowBytes, decoded.Utf8.Span) is { } line)
        {
            log.Add(FileRules.RowTooLong, file.Kind, ColumnPlace.None, new(null, line));
            return null;
        }

        var text = TitleLines.PassedOver(file.Kind, decoded, request.Mapping);
        var dialect = Dialect.Of(file.Kind, text, request.Mapping);
        if (!dialect.Divides)
            log.Add(FileRules.NoDelimiter, file.Kind, ColumnPlace.None, new(null, 1));
        return Scan(file, text, dialect, request, log);
    }

    private static GatedFile? Refused(Rule rule, NamedFile file, ProblemLog log, string? advice = null)
    {
        log.Add(rule, file.Kind, advice);
        return null;
    }

    private static GatedFile? Scan(NamedFile file, DecodedText text, Dialect dialect, CheckRequest request, ProblemLog log)
    {
        using var table = new CsvTable(text, dialect.Separator);
        if (!table.Read())
            return Refused(FileRules.Empty, file, log);

        var cells = new CellScan(file.Kind, HasControlCharacter(text.Utf8.Span), log);
        if (table.IsLongerThan(request.Limits.MaxRowBytes))
            return TooLong();
        var header = HeaderMatch.Of(
            ExtractFiles.Of(file.Kind),
            [.. Enumerable.Range(0, Math.Min(table.CellCount, request.Limits.MaxColumns)).Select(table.Text)],
            request.Mapping
        );
        cells.CheckTitles(text);
        if (text.LinesBefore > 0)
            log.Add(HeaderRules.TitlePassedOver, file.Kind, ColumnPlace.None, new(null, 1));
        cells.Check(table, header);
        var tooWide = table.CellCount > request.Limits.MaxColumns;
        if (tooWide)
            log.Add(FileRules.TooManyColumns, file.Kind, ColumnPlace.None, new(null, table.Line));
        else if (dialect.Divides && cells.Clean)
            HeaderCheck.Check(header, table.Line, log);

        var service = header.Position(0);
        var blank = new BlankColumns(header);
        var rows = 0;
        var totals = new List<RowPlace>();
        while (table.Read())
        {
            if (++rows > request.Limits.MaxRows)
            {
                log.Add(FileRules.TooManyRows, file.Kind, ColumnPlace.None, new(table.Record, table.Line));
                break;
            }
            if (table.IsLongerThan(request.Limits.MaxRowBytes))
                return TooLong();
            cells.Check(table, header);
            blank.Look(table);
            if (TotalRow.Is(table))
            {
                totals.Add(new(table.Record, table.Line));
                continue;
            }
            ReportTotals();
            if (service >= 0 && header.CellsOf(table) == header.Names.Count)
                CheckService(table, header, service, request.ServiceCode, log);
        }
        cells.CheckReferences(header);
        blank.Report(log, table.BlankRows, dialect.Divides && cells.Clean && header.Recognised > 0 && !tooWide);
        if (rows == totals.Count && !log.HasErrorsIn(file.Kind, HeaderRules.Unknown, HeaderRules.ServiceUnsaid))
            log.Add(FileRules.NoRows, file.Kind);
        if (cells.Identifying)
            log.Withhold(file.Kind);
        return new GatedFile(
            file.Kind,
            file.Source,
            text,
            dialect.Separator,
            header,
            Math.Min(rows, request.Limits.MaxRows) - totals.Count,
            !log.HasErrorsIn(file.Kind)
        )
        {
            FirstTotal = totals.Count > 0 ? totals[0].Record : null,
            AsksHeadings = !log.HasErrorsIn(file.Kind, HeaderRules.Unknown, HeaderRules.NotKept, HeaderRules.ServiceUnsaid),
            AsksService = log.HasErrorsIn(file.Kind) && cells.Clean && dialect.Divides && header.AsksService,
            Headings = log.HasErrorsIn(file.Kind) && cells.Clean ? HeaderCheck.Questions(header, request.Measures) : [],
        };

        // Between quotation marks a row may go over many lines.
        GatedFile? TooLong()
        {
            log.Add(FileRules.RowTooLong, file.Kind, ColumnPlace.None, new(table.Record == 0 ? null : table.Record, table.Line));
            if (cells.Identifying)
                log.Withhold(file.Kind);
            return null;
        }

        // Only below the last family is it a sum of what stands above.
        void ReportTotals()
        {
            foreach (var place in totals)
                log.Add(ValueRules.TotalRow, file.Kind, ColumnPlace.None, place);
            totals.Clear();
        }
    }

    private static void CheckService(CsvTable table, HeaderMatch header, int service, string code, ProblemLog log)
    {
        var cell = Fold.Trimmed(table.Text(service));
        if (cell.IsEmpty || cell.SequenceEqual(code) || Fold.Name(cell) == "servicecode")
            return;
        log.Add(
            Fold.Key(cell) == Fold.Key(code) ? HeaderRules.ServiceSpelled : HeaderRules.ServiceMismatch,
            header.File.Kind,
            header.Place(service),
            new(table.Record, table.Line)
        );
    }

    // Found by its line ends alone, before anything is read as text, matched or searched.
    private static int? LineLongerThan(int bytes, ReadOnlySpan<byte> utf8)
    {
        for (var line = 1; ; line++)
        {
            var end = utf8.IndexOfAny((byte)'\n', (byte)'\r');
            if ((end < 0 ? utf8.Length : end) > bytes)
                return line;
            if (end < 0)
                return null;
            utf8 = utf8[(utf8[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1)..];
        }
    }

    // C1 control characters are two bytes in UTF-8; the first is C2.
    private static bool HasControlCharacter(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAny(ControlBytes) >= 0)
            return true;
        while (utf8.IndexOf((byte)0xC2) is var at and >= 0 && at + 1 < utf8.Length)
        {
            if (utf8[at + 1] < 0xA0)
                return true;
            utf8 = utf8[(at + 1)..];
        }
        return false;
    }
}
