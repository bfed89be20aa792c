using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Submissions.Differences;

/// <summary>Counts differences case by case and keeps the first of each kind.</summary>
internal sealed class DifferenceTally(IReadOnlyList<ComparedFile> files)
{
    private const int Shown = 20;

    private readonly Dictionary<(int File, int Column), int> _columns = [];
    private readonly (int Added, int Gone)[] _rows = new (int, int)[files.Count];
    private readonly List<ChangedCase> _cases = [];
    private readonly List<ChangedBaseline> _baselines = [];
    private int _baselinesChanged;
    private int _changed;
    private int _same;

    /// <summary>Compares a case that both extracts list.</summary>
    public void Compare(string caseRef, StandingExtract standing)
    {
        var cells = new List<ChangedCell>();
        var rows = new List<RowChanges>();
        for (var file = 0; file < files.Count; file++)
        {
            var before = ByKey(files[file], standing.Rows[files[file].Kind][caseRef]);
            var (added, gone) = (0, before.Count);
            foreach (var (key, now) in FirstByKey(files[file], caseRef))
            {
                if (before.TryGetValue(key, out var then))
                {
                    gone--;
                    CompareCells(caseRef, file, key, then, now, cells);
                }
                else
                {
                    added++;
                }
            }
            _rows[file] = (_rows[file].Added + added, _rows[file].Gone + gone);
            if (added + gone > 0)
                rows.Add(new RowChanges(files[file].Name, added, gone));
        }
        if (cells.Count + rows.Count == 0)
        {
            _same++;
            return;
        }
        if (_changed++ < Shown)
            _cases.Add(new ChangedCase(caseRef, cells.Count, [.. cells.Take(Shown)], rows));
    }

    /// <param name="vanished">Cases that were waiting or open and are gone, in order.</param>
    public ExtractDifference Total(Quarter period, int added, int gone, IReadOnlyList<string> vanished) =>
        new(
            period,
            added,
            _changed,
            gone,
            _same,
            [
                .. _columns
                    .OrderBy(pair => pair.Key.File)
                    .ThenBy(pair => files[pair.Key.File].Bits[pair.Key.Column])
                    .Select(pair => new ColumnChanges(
                        files[pair.Key.File].Name,
                        files[pair.Key.File].Columns[pair.Key.Column].Name,
                        pair.Value
                    )),
            ],
            [
                .. files
                    .Select((file, index) => new RowChanges(file.Name, _rows[index].Added, _rows[index].Gone))
                    .Where(rows => rows.Added + rows.Gone > 0),
            ],
            new VanishedCases(vanished.Count, [.. vanished.Take(Shown)]),
            new ChangedBaselines(_baselinesChanged, _baselines),
            _cases
        );

    private void CompareCells(string caseRef, int file, string key, string?[] then, ComparedRow now, List<ChangedCell> cells)
    {
        var compared = files[file];
        for (var column = 1; column < then.Length; column++)
        {
            if (then[column] == now.Cells[column] || (now.Invalid & compared.Bits[column]) != 0)
                continue;
            _columns[(file, column)] = _columns.GetValueOrDefault((file, column)) + 1;
            var (before, after) = compared.IsShown(column) ? (then[column], now.Cells[column]) : (null, null);
            cells.Add(new ChangedCell(compared.Name, compared.Columns[column].Name, key.Length == 0 ? null : key, before, after));
            if (
                compared.Kind == FileKind.Scores
                && compared.Columns[column].Name == "score"
                && then[compared.Position("timepoint")] == "BASELINE"
                && _baselinesChanged++ < Shown
            )
                _baselines.Add(new ChangedBaseline(caseRef, key, before, after));
        }
    }

    private static Dictionary<string, string?[]> ByKey(ComparedFile file, IEnumerable<string?[]> rows) =>
        rows.DistinctBy(file.RowKey).ToDictionary(file.RowKey, StringComparer.Ordinal);

    // A key that occurs twice is an error of its own; its first row is compared.
    private static IEnumerable<(string Key, ComparedRow Row)> FirstByKey(ComparedFile file, string caseRef) =>
        file.ByCase[caseRef].Select(row => (Key: file.RowKey(row.Cells), Row: row)).DistinctBy(row => row.Key);
}
