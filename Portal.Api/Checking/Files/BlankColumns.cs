using Portal.Api.Checking.Problems;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>
/// Tells columns without a heading that are empty from top to bottom, which a spreadsheet leaves behind, from those that are not.
/// </summary>
internal sealed class BlankColumns(HeaderMatch header)
{
    private readonly HashSet<int> _filled = [];
    private readonly int[] _nameless = [.. Enumerable.Range(0, header.Names.Count).Where(index => header.Names[index].Length == 0)];

    /// <summary>Looks at a data row.</summary>
    public void Look(CsvTable table)
    {
        foreach (var index in _nameless)
        {
            if (index < table.CellCount && !CsvTable.IsBlank(table.Cell(index)))
                _filled.Add(index);
        }
    }

    /// <summary>Reports the columns, and the rows that hold only blanks.</summary>
    public void Report(ProblemLog log, IReadOnlyList<int> blankRows, bool readable)
    {
        if (readable)
        {
            foreach (var index in _nameless)
                log.Add(
                    _filled.Contains(index) ? HeaderRules.Blank : HeaderRules.BlankPassedOver,
                    header.File.Kind,
                    header.Place(index),
                    new(null, 1)
                );
        }
        foreach (var line in blankRows)
            log.Add(ValueRules.BlankRowPassedOver, header.File.Kind, ColumnPlace.None, new(null, line));
    }
}
