using System.Drawing;
using System.Globalization;
using System.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Validations;
using SpreadCheetah.Worksheets;

namespace Portal.Api.Extracts.Workbooks;

/// <summary>Writes a workbook sheet by sheet. Its bytes stay in memory, because the library closes its archive in one go.</summary>
public sealed class WorkbookWriter : IAsyncDisposable
{
    // A spreadsheet's own limits.
    private const int LongestCell = 32_767;
    private const int LongestMessage = 225;
    private const int LongestList = 255;

    private const double NarrowestColumn = 12;
    private const double WidestColumn = 40;

    private readonly MemoryStream _bytes;
    private readonly Spreadsheet _book;
    private readonly StyleId _header;
    private readonly StyleId _text;
    private readonly StyleId _marked;
    private readonly StyleId _wrapped;
    private readonly Dictionary<string, SheetLimit.OneOf> _lists = [];
    private readonly List<(string Place, string Comment)> _comments = [];
    private IReadOnlyList<SheetColumn> _columns = [];

    private WorkbookWriter(MemoryStream bytes, Spreadsheet book)
    {
        (_bytes, _book) = (bytes, book);
        var asTyped = NumberFormat.Standard(StandardNumberFormat.Text);
        _header = book.AddStyle(new Style { Font = { Bold = true }, Format = asTyped });
        _text = book.AddStyle(new Style { Format = asTyped });
        _marked = book.AddStyle(new Style { Format = asTyped, Fill = { Color = Color.FromArgb(0xFF, 0xD9, 0xD2) } });
        _wrapped = book.AddStyle(new Style { Alignment = { WrapText = true, Vertical = VerticalAlignment.Top } });
    }

    public static async Task<WorkbookWriter> CreateAsync(CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var options = new SpreadCheetahOptions { PreserveStringWhitespace = true };
        return new WorkbookWriter(bytes, await Spreadsheet.CreateNewAsync(bytes, options, cancellation));
    }

    /// <summary>Begins a sheet with its header, bold and frozen, with the limits of its columns.</summary>
    /// <param name="rows">Rows below the header that the limits are for.</param>
    public async Task StartAsync(string name, IReadOnlyList<SheetColumn> columns, int rows, CancellationToken cancellation)
    {
        await StartSheetAsync(name, SheetOptions(columns), columns, cancellation);
        await _book.AddRowAsync([.. columns.Select(column => new Cell(Safe(column.Header), _header))], cancellation);
        foreach (var (column, place) in columns.Select((column, place) => (column, place)))
        {
            if (column.Comment is { } comment)
                _comments.Add((Place(place, 1), comment));
            if (column.Limit is { } limit && rows > 0)
                _book.AddDataValidation($"{Place(place, 2)}:{Place(place, rows + 1)}", Validation(limit));
        }
    }

    /// <summary>Begins a sheet whose rows stand where they stood, without a header of its own.</summary>
    public Task StartPlainAsync(string name, IReadOnlyList<SheetColumn> columns, CancellationToken cancellation) =>
        StartSheetAsync(name, SheetOptions(columns), columns, cancellation);

    /// <summary>A sheet of lines for people to read.</summary>
    public async Task AddWordsAsync(string name, IEnumerable<string> lines, CancellationToken cancellation)
    {
        const double lineWidth = 100;
        var options = new WorksheetOptions();
        options.Column(1).Width = lineWidth;
        await StartSheetAsync(name, options, [], cancellation);
        foreach (var (line, place) in lines.Select((line, place) => (line, place)))
            await _book.AddRowAsync([new Cell(line, place == 0 ? _header : _wrapped)], cancellation);
    }

    public async Task AddRowAsync(IReadOnlyList<SheetCell> cells, CancellationToken cancellation)
    {
        var line = _book.NextRowNumber;
        for (var place = 0; place < cells.Count; place++)
        {
            if (cells[place].Comment is { } comment)
                _comments.Add((Place(place, line), comment));
        }
        await _book.AddRowAsync([.. cells.Select((cell, place) => Written(cell, place))], cancellation);
    }

    /// <summary>The workbook, with a hidden sheet of the lists that are too long for a rule.</summary>
    public async Task<ReadOnlyMemory<byte>> FinishAsync(CancellationToken cancellation)
    {
        AddComments();
        if (_lists.Count > 0)
            await AddListsAsync(cancellation);
        await _book.FinishAsync(cancellation);
        return _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
    }

    public async ValueTask DisposeAsync()
    {
        await _book.DisposeAsync();
        await _bytes.DisposeAsync();
    }

    private async Task StartSheetAsync(
        string name,
        WorksheetOptions options,
        IReadOnlyList<SheetColumn> columns,
        CancellationToken cancellation
    )
    {
        AddComments();
        await _book.StartWorksheetAsync(name, options, cancellation);
        _columns = columns;
    }

    private static WorksheetOptions SheetOptions(IReadOnlyList<SheetColumn> columns)
    {
        const double forTheArrow = 4;
        var options = new WorksheetOptions { FrozenRows = 1 };
        foreach (var (column, place) in columns.Select((column, place) => (column, place + 1)))
        {
            options.Column(place).Width = Math.Clamp(column.Header.Length + forTheArrow, NarrowestColumn, WidestColumn);
            if (column.IsText)
                options.Column(place).DefaultStyle = new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) };
        }
        return options;
    }

    private Cell Written(SheetCell cell, int place)
    {
        if (cell.Formula is { } formula)
            return new Cell(new Formula(formula), "", null);
        if (
            cell.IsNumber
            && decimal.TryParse(
                cell.Text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            return new Cell(number);
        StyleId? style =
            cell.IsMarked ? _marked
            : place < _columns.Count && _columns[place].IsText ? _text
            : null;
        return cell.Text.Length == 0 && style is null ? default : new Cell(Safe(cell.Text), style);
    }

    private DataValidation Validation(SheetLimit limit)
    {
        var validation = limit switch
        {
            SheetLimit.OneOf list => List(list),
            SheetLimit.Whole(var low, var high, _) => DataValidation.IntegerBetween(low, high),
            SheetLimit.Number({ } low, { } high, _) => DataValidation.DecimalBetween((double)low, (double)high),
            SheetLimit.Number({ } low, _, _) => DataValidation.DecimalGreaterThanOrEqualTo((double)low),
            _ => DataValidation.DecimalLessThanOrEqualTo((double)(((SheetLimit.Number)limit).High ?? decimal.MaxValue)),
        };
        validation.ErrorTitle = "Not for this column";
        validation.ErrorMessage = limit.Message.Length <= LongestMessage ? limit.Message : limit.Message[..LongestMessage];
        return validation;
    }

    private DataValidation List(SheetLimit.OneOf list)
    {
        if (
            list.Values.Sum(value => value.Length + 1) <= LongestList
            && list.Values.All(value => !value.Contains(',', StringComparison.Ordinal))
        )
            return DataValidation.ListValues(list.Values);
        _lists.TryAdd(list.Name, list);
        var column = SpreadsheetUtility.GetColumnName(_lists.Keys.ToList().IndexOf(list.Name) + 1);
        return DataValidation.ListValuesFromCells(
            TemplateSheets.Codes,
            string.Create(CultureInfo.InvariantCulture, $"${column}$2:${column}${list.Values.Count + 1}")
        );
    }

    private async Task AddListsAsync(CancellationToken cancellation)
    {
        await _book.StartWorksheetAsync(
            TemplateSheets.Codes,
            new WorksheetOptions { Visibility = WorksheetVisibility.Hidden },
            cancellation
        );
        var lists = _lists.Values.ToList();
        await _book.AddRowAsync([.. lists.Select(list => new Cell(list.Name, _header))], cancellation);
        for (var row = 0; row < lists.Max(list => list.Values.Count); row++)
            await _book.AddRowAsync(
                [.. lists.Select(list => row < list.Values.Count ? new Cell(list.Values[row], _text) : default)],
                cancellation
            );
    }

    private void AddComments()
    {
        foreach (var (place, comment) in _comments)
            _book.AddNote(place, Safe(comment));
        _comments.Clear();
    }

    private static string Place(int column, int line) =>
        string.Create(CultureInfo.InvariantCulture, $"{SpreadsheetUtility.GetColumnName(column + 1)}{line}");

    // What XML cannot hold, or what a reader would take for such an escape, is written as _xHHHH_.
    private static string Safe(string text)
    {
        if (text.Length > LongestCell)
            text = text[..LongestCell];
        if (!text.Contains("_x", StringComparison.Ordinal) && !text.AsSpan().ContainsAny('\r', '\uFFFE', '\uFFFF'))
            return text;
        var safe = new StringBuilder(text.Replace("_x", "_x005F_x", StringComparison.Ordinal));
        foreach (var letter in (ReadOnlySpan<char>)['\r', '\uFFFE', '\uFFFF'])
            safe.Replace(letter.ToString(), string.Create(CultureInfo.InvariantCulture, $"_x{(int)letter:X4}_"));
        return safe.ToString();
    }
}
