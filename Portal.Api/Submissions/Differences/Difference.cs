using Portal.Api.Periods;

namespace Portal.Api.Submissions.Differences;

/// <summary>What has changed in an extract since the standing ones, by case key.</summary>
/// <param name="NotSent">Files with cases that this extract lacks. They are not compared, and their standing rows stay.</param>
/// <param name="NotRead">Files that were sent but could not be read
/// completely; they are not compared. Without cases.csv nothing is.</param>
/// <param name="PreviousPeriod">Compared with the calendar quarter before; <c>null</c> when none stands.</param>
/// <param name="AcceptedSubmission">Compared with the standing submission of the same quarter; <c>null</c> when there is none.</param>
public sealed record Difference(
    IReadOnlyList<string> NotSent,
    IReadOnlyList<string> NotRead,
    ExtractDifference? PreviousPeriod,
    ExtractDifference? AcceptedSubmission
);

/// <summary>An extract compared with a standing one. Lists hold the first 20 in the order of the file; counts are complete.</summary>
/// <param name="Period">The quarter of the standing extract.</param>
/// <param name="Added">Cases that only the new extract lists.</param>
/// <param name="Changed">Cases in both in which a cell or a row differs.</param>
/// <param name="Gone">Cases that only the standing extract lists.</param>
/// <param name="Same">Cases in both without any difference.</param>
/// <param name="Columns">Changed cells by file and column, in contract order; only columns with changes.</param>
/// <param name="Rows">Rows added and gone by file, in cases that are in both; only files with any.</param>
/// <param name="Vanished">Cases that were waiting or open in the standing extract and that the new one does not list.</param>
/// <param name="Baselines">First scores that differ.</param>
/// <param name="Cases">Changed cases.</param>
public sealed record ExtractDifference(
    Quarter Period,
    int Added,
    int Changed,
    int Gone,
    int Same,
    IReadOnlyList<ColumnChanges> Columns,
    IReadOnlyList<RowChanges> Rows,
    VanishedCases Vanished,
    ChangedBaselines Baselines,
    IReadOnlyList<ChangedCase> Cases
);

/// <summary>Changed cells of one column.</summary>
public sealed record ColumnChanges(string File, string Column, int Changed);

/// <summary>Rows that only one of the two extracts has.</summary>
public sealed record RowChanges(string File, int Added, int Gone);

/// <summary>Cases that were waiting or open and are no longer listed.</summary>
public sealed record VanishedCases(int Count, IReadOnlyList<string> CaseRefs);

/// <summary>First scores that differ.</summary>
public sealed record ChangedBaselines(int Count, IReadOnlyList<ChangedBaseline> First);

/// <summary>One first score that differs.</summary>
/// <param name="Row">The key of the row within its case, such as <c>HADS ANXIETY BASELINE MOTHER week 0</c>.</param>
public sealed record ChangedBaseline(string CaseRef, string Row, string? Before, string? After);

/// <summary>A case that differs.</summary>
/// <param name="CellsChanged">The number of changed cells in the case; <paramref name="Cells"/> has the first 20.</param>
/// <param name="Rows">Rows added and gone by file.</param>
public sealed record ChangedCase(string CaseRef, int CellsChanged, IReadOnlyList<ChangedCell> Cells, IReadOnlyList<RowChanges> Rows);

/// <summary>A cell that differs; <c>null</c> for a blank, and for a reference, since these are never shown.</summary>
/// <param name="Row">The key of the row within its case; <c>null</c> in cases.csv.</param>
public sealed record ChangedCell(string File, string Column, string? Row, string? Before, string? After);
