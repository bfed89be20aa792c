namespace Portal.Api.Submissions.Differences;

/// <summary>What is new in an extract, by case key, against what stands.</summary>
/// <param name="NotSent">Files with cases that this extract does not hold: they are not compared, and what stands of them stays.</param>
/// <param name="NotRead">Files that were sent but could not be read whole: they are not compared. Without cases.csv nothing is.</param>
/// <param name="PreviousPeriod">Against the calendar quarter before; <c>null</c> when it does not stand.</param>
/// <param name="AcceptedSubmission">Against the submission that stands for the same quarter; <c>null</c> when none does.</param>
public sealed record Difference(
    IReadOnlyList<string> NotSent,
    IReadOnlyList<string> NotRead,
    ExtractDifference? PreviousPeriod,
    ExtractDifference? AcceptedSubmission
);

/// <summary>An extract against one that stands. Lists hold the first 20 in the order of the file; the counts are true.</summary>
/// <param name="Period">The quarter of the standing one.</param>
/// <param name="Added">Cases that it does not list.</param>
/// <param name="Changed">Cases in both of which a cell or a row differs.</param>
/// <param name="Gone">Cases that only it lists.</param>
/// <param name="Same">Cases in both without any difference.</param>
/// <param name="Columns">Changed cells by file and column, in contract order; only columns with changes.</param>
/// <param name="Rows">Rows added and gone by file, of cases in both; only files with any.</param>
/// <param name="Vanished">Cases that it lists as waiting or open and this extract does not list.</param>
/// <param name="Baselines">First scores that differ.</param>
/// <param name="Cases">Changed cases.</param>
public sealed record ExtractDifference(
    string Period,
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
/// <param name="Row">What tells the row apart within its case, such as <c>HADS ANXIETY BASELINE MOTHER week 0</c>.</param>
public sealed record ChangedBaseline(string CaseRef, string Row, string? Before, string? After);

/// <summary>A case that differs.</summary>
/// <param name="CellsChanged">All changed cells of the case; <paramref name="Cells"/> has the first 20.</param>
/// <param name="Rows">Rows added and gone by file.</param>
public sealed record ChangedCase(string CaseRef, int CellsChanged, IReadOnlyList<ChangedCell> Cells, IReadOnlyList<RowChanges> Rows);

/// <summary>A cell that differs; blank is <c>null</c>, and so are references, which are never shown.</summary>
/// <param name="Row">What tells the row apart within its case; <c>null</c> in cases.csv.</param>
public sealed record ChangedCell(string File, string Column, string? Row, string? Before, string? After);
