using System.Runtime.InteropServices;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Problems;

/// <summary>Collects the problems of one extract, grouped by rule, file and column.</summary>
internal sealed class ProblemLog
{
    private const int PlacesShown = 20;
    private const int LongestEcho = 40;
    private const int ValuesShown = 30;
    private const int ValuesCounted = 1000;

    private readonly Dictionary<(Rule Rule, FileKind? File, int Column, string? Name), Group> _groups = [];
    private readonly HashSet<FileKind> _withheld = [];
    private readonly Dictionary<FileKind, Origin> _origins = [];
    private readonly HashSet<(FileKind File, int Record)> _wrong = [];
    private bool _gateFailed;

    /// <summary>True once there is an error in a file, header, service or identifier: the bytes must not be stored.</summary>
    public bool GateFailed => _gateFailed;

    public bool HasErrors => _groups.Keys.Any(key => key.Rule.Severity == Severity.Error);

    public bool Has(Rule rule) => _groups.Keys.Any(key => key.Rule == rule);

    /// <summary>Whether a file has an error beside those of some rules.</summary>
    public bool HasErrorsIn(FileKind file, params ReadOnlySpan<Rule> except)
    {
        foreach (var (rule, found, _, _) in _groups.Keys)
        {
            if (found == file && rule.Severity == Severity.Error && !except.Contains(rule))
                return true;
        }
        return false;
    }

    /// <summary>Data rows of a file, or of a table made from columns of another, that have an error.</summary>
    public HashSet<int> RecordsWithErrors(FileKind file) => [.. _wrong.Where(row => row.File == file).Select(row => row.Record)];

    /// <summary>Shows nothing that was read in the file, not even in problems that were found before.</summary>
    public void Withhold(FileKind file) => _withheld.Add(file);

    /// <summary>From now on, problems in rows of a table that was made from a sheet's columns are shown where they stood there.</summary>
    public void ComesFrom(FileKind table, Origin origin) => _origins[table] = origin;

    /// <summary>Adds a problem of a whole file, or of an upload whose kind is not known.</summary>
    public void Add(Rule rule, FileKind? file, string? advice = null) => Add(rule, file, ColumnPlace.None, RowPlace.None, default, advice);

    /// <param name="rule">The rule that is broken.</param>
    /// <param name="file">Which of the six, if known.</param>
    /// <param name="column">Which column.</param>
    /// <param name="row">Which row.</param>
    /// <param name="cell">The cell of a coded, numeric or month column; nothing for any other, which is never shown.</param>
    /// <param name="advice">Follows the rule's message; a group keeps the first that it is given.</param>
    public void Add(Rule rule, FileKind? file, ColumnPlace column, RowPlace row, ShownCell cell = default, string? advice = null)
    {
        if (file is { } table && row.Record is { } record)
        {
            if (rule.Severity == Severity.Error)
                _wrong.Add((table, record));
            if (_origins.TryGetValue(table, out var origin))
                (file, column, row) = (origin.File, origin.Column(record, column.Name), origin.Row(record));
        }
        _gateFailed |= rule.Gate == Gate.File && rule.Severity == Severity.Error;
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _groups,
            (rule, file, column.Index, column.Index < 0 ? column.Name : null),
            out _
        );
        group ??= new Group(column);
        group.Advice ??= advice;
        group.Count++;
        if (group.Places.Count < PlacesShown)
            group.Places.Add(new Place(row.Record, row.Line, cell.Text.IsEmpty ? null : Cut(cell.Text)));
        if (!cell.Text.IsEmpty)
            group.Tally(Cut(cell.Text), cell.Means);
        if (row.Record is { } number)
            group.Records.Add(number);
    }

    /// <summary>Errors first, then in the order of files, columns and rules.</summary>
    public IReadOnlyList<Problem> ToProblems() =>
        [
            .. _groups
                .OrderBy(pair => pair.Key.Rule.Severity)
                .ThenBy(pair => pair.Key.File)
                .ThenBy(pair => pair.Key.Column)
                .ThenBy(pair => pair.Key.Rule.Code, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Name, StringComparer.Ordinal)
                .Select(pair => ProblemOf(pair.Key.Rule, pair.Key.File, pair.Value)),
        ];

    private Problem ProblemOf(Rule rule, FileKind? file, Group group)
    {
        var withheld = file is { } kind && _withheld.Contains(kind);
        var column = withheld && !group.Column.OfContract ? null : group.Column.Name;
        return new Problem(
            rule.Code,
            rule.Severity,
            file is { } known ? ExtractFiles.Of(known).Name : null,
            column,
            group.Column.Letter,
            group.Advice is { } advice && !withheld ? $"{rule.Message} {advice}" : rule.Message,
            rule.Help,
            group.Count,
            withheld ? [.. group.Places.Select(place => place with { Value = null })] : group.Places
        )
        {
            Records = group.Records,
            Values = withheld ? [] : group.Values,
        };
    }

    private static string Cut(ReadOnlySpan<char> value) => value.Length <= LongestEcho ? value.ToString() : value[..LongestEcho].ToString();

    private sealed class Group(ColumnPlace column)
    {
        private readonly Dictionary<string, (int Count, string? Means)> _values = new(StringComparer.Ordinal);

        public ColumnPlace Column { get; } = column;
        public string? Advice { get; set; }
        public int Count { get; set; }
        public List<Place> Places { get; } = [];
        public List<int> Records { get; } = [];

        /// <summary>The most frequent first.</summary>
        public IReadOnlyList<ValueCount> Values =>
            [
                .. _values
                    .Select(pair => new ValueCount(pair.Key, pair.Value.Count, pair.Value.Means))
                    .OrderByDescending(value => value.Count)
                    .ThenBy(value => value.Value, StringComparer.Ordinal)
                    .Take(ValuesShown),
            ];

        // A column of a thousand different wrong values says enough with the first of them.
        public void Tally(string value, string? means)
        {
            if (_values.TryGetValue(value, out var known))
                _values[value] = (known.Count + 1, known.Means);
            else if (_values.Count < ValuesCounted)
                _values.Add(value, (1, means));
        }
    }
}

/// <summary>A cell that may be shown.</summary>
/// <param name="text">As it was typed; empty when nothing may be shown.</param>
/// <param name="means">What it was read as, or what it may mean.</param>
internal readonly ref struct ShownCell(ReadOnlySpan<char> text, string? means = null)
{
    public ReadOnlySpan<char> Text { get; } = text;
    public string? Means { get; } = means;

    public static implicit operator ShownCell(ReadOnlySpan<char> text) => new(text);

    public static implicit operator ShownCell(string? text) => new(text);
}

/// <summary>How a problem names a row.</summary>
/// <param name="Record">Data row, the first being 1; <c>null</c> for the header and for a file as a whole.</param>
/// <param name="Line">Row as a spreadsheet shows it.</param>
internal readonly record struct RowPlace(int? Record, int? Line)
{
    public static readonly RowPlace None = new(null, null);
}

/// <summary>How a problem names a column.</summary>
/// <param name="Index">Position in the file, from 0; -1 when it is not in the file.</param>
/// <param name="Name">Contract name, or the header's text for a column outside it.</param>
/// <param name="OfContract">Whether the name comes from the contract, so that it can always be shown.</param>
internal readonly record struct ColumnPlace(int Index, string? Name, bool OfContract)
{
    public static readonly ColumnPlace None = new(-1, null, true);

    /// <summary>A, B, ... Z, AA, as a spreadsheet has it.</summary>
    public string? Letter
    {
        get
        {
            var letters = "";
            for (var left = Index; left >= 0; left = left / 26 - 1)
                letters = (char)('A' + left % 26) + letters;
            return letters.Length == 0 ? null : letters;
        }
    }
}
