using System.Text.Json.Serialization;
using Portal.Api.Checking.Files;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;

namespace Portal.Api.Checking.Problems;

/// <summary>Where a problem is.</summary>
/// <param name="Record">Data row, the first being 1; 0 is the header; <c>null</c> when the problem concerns the whole file.</param>
/// <param name="Line">Row as a spreadsheet shows it, the header being 1.</param>
/// <param name="Value">The cell, cut to 40 characters, for coded, numeric and month
/// columns of files without a suspected identifier; otherwise <c>null</c>.</param>
public sealed record Place(int? Record, int? Line, string? Value);

/// <summary>A cell that occurs in one place or in many.</summary>
/// <param name="Value">As it was typed, cut to 40 characters.</param>
/// <param name="Count">Rows that have it.</param>
/// <param name="Means">What it was read as; of an error, what it may mean; otherwise <c>null</c>.</param>
public sealed record ValueCount(string Value, int Count, string? Means);

/// <summary>The reason that the service last gave for a rule and file.</summary>
/// <param name="Reason">One of <c>Acknowledgement.Reasons</c>.</param>
/// <param name="Period">The quarter that the reason was for.</param>
public sealed record EarlierReason(string Reason, Quarter Period);

/// <summary>All breaches of one rule in one column of one file.</summary>
/// <param name="Code">Code of the rule.</param>
/// <param name="Severity">Severity of the rule.</param>
/// <param name="File">Canonical file name; <c>null</c> when it is unknown which of the six it is.</param>
/// <param name="Column">Column name as in the contract, or as in the header
/// for an unknown column; <c>null</c> for whole rows and files.</param>
/// <param name="ColumnLetter">Spreadsheet letter of the column.</param>
/// <param name="Message">What is allowed and how to fix it.</param>
/// <param name="Help">Path of the help page.</param>
/// <param name="Count">The true number, also when fewer places are listed.</param>
/// <param name="Places">The first 20.</param>
public sealed record Problem(
    string Code,
    Severity Severity,
    string? File,
    string? Column,
    string? ColumnLetter,
    string Message,
    string Help,
    int Count,
    IReadOnlyList<Place> Places
)
{
    /// <summary>
    /// The reason given for the same warning before, to be offered again;
    /// <c>null</c> when there is none or earlier quarters were not looked at.
    /// </summary>
    public EarlierReason? EarlierReason { get; init; }

    /// <summary>The different cells, the most frequent first, at most 30; empty where cells are not shown.</summary>
    public IReadOnlyList<ValueCount> Values { get; init; } = [];

    /// <summary>What a place shows for words that somebody wrote into a cell.</summary>
    public const string Removed = FreeText.Mark;

    /// <summary>Every affected data row, for the error file.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Records { get; init; } = [];
}
