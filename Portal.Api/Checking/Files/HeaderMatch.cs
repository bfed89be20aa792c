using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>A header matched with the contract, in any order; case, spaces, hyphens and underscores are ignored.</summary>
/// <param name="File">The file of the contract.</param>
/// <param name="Names">Header cells as sent, trimmed.</param>
/// <param name="Ordinals">For each column of the file: its position in the contract, or one of the constants below.</param>
internal sealed record HeaderMatch(ExtractFile File, IReadOnlyList<string> Names, IReadOnlyList<int> Ordinals)
{
    /// <summary>Nobody has said what it stands for.</summary>
    public const int Unknown = -1;

    /// <summary>A column that the portal itself added to an error file.</summary>
    public const int Ignored = -2;

    /// <summary>A column that the service says is not for the portal.</summary>
    public const int LeftOut = -3;

    /// <summary>
    /// A column of the contract by now, whose cells a draft does not have: they were dropped when nobody had said what it is.
    /// </summary>
    public const int NotKept = -4;

    /// <summary>A score or risk of each case: its cells become rows of another table.</summary>
    public const int Spread = -5;

    /// <summary>The weeks of scores that stand in other columns.</summary>
    public const int Weeks = -6;

    private static readonly ExtractColumn ScoreColumn = ExtractFiles.Of(FileKind.Scores).Column("score")!;

    private const int LongestShown = 40;

    // Before the heading of a column whose cells a draft left out.
    private const string LeftOutMark = "portal_left_out: ";

    private static readonly string[] PortalColumns = ["portalrow", "portalproblems"];

    /// <param name="file">The file of the contract.</param>
    /// <param name="header">The cells of the header.</param>
    /// <param name="mapping">What the service calls its own columns.</param>
    public static HeaderMatch Of(ExtractFile file, IReadOnlyList<string> header, ExtractMapping mapping)
    {
        var cells = header.Select(name => Fold.Trimmed(name).ToString()).ToList();
        var contract = file.Columns.Select(column => Fold.Name(column.Name)).ToList();
        var names = cells.Select(cell => Cut(WithoutMark(cell), MappingQuestions.LongestHeading)).ToList();
        var ordinals = cells
            .Zip(names, (cell, name) => Ordinal(name, isLeftOut: cell.StartsWith(LeftOutMark, StringComparison.Ordinal)))
            .ToList();
        return new HeaderMatch(file, names, ordinals)
        {
            IsOurs = mapping.IsOurs(file.Kind),
            Meanings = [.. names.Select((name, index) => ordinals[index] == Spread ? mapping.Heading(file.Kind, name) : null)],
        };

        int Ordinal(string name, bool isLeftOut)
        {
            var plain = Fold.Name(name);
            if (PortalColumns.Contains(plain))
                return Ignored;
            if (plain.Length > 0 && !isLeftOut && contract.IndexOf(plain) is >= 0 and var own)
                return own;
            return mapping.Heading(file.Kind, name) switch
            {
                HeadingMeaning.NotForThePortal => LeftOut,
                HeadingMeaning.Column column when contract.IndexOf(Fold.Name(column.Name)) is >= 0 and var mapped => isLeftOut
                    ? NotKept
                    : mapped,
                HeadingMeaning.Score or HeadingMeaning.Risk => isLeftOut ? NotKept : Spread,
                _ when mapping.IsWeek(file.Kind, name) => isLeftOut ? NotKept : Weeks,
                _ => Unknown,
            };
        }
    }

    /// <summary>For each column that is <see cref="Spread"/> what its cells are; otherwise <c>null</c>.</summary>
    public IReadOnlyList<HeadingMeaning?> Meanings { get; init; } = [];

    /// <summary>Whether all rows are the service's own when no column says so.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether no column says whose rows they are, and nobody has said that they are the service's.</summary>
    public bool AsksService => !IsOurs && Position(0) < 0 && !Names.Where((_, index) => Ordinals[index] == Unknown).Any(IsService);

    /// <summary>Whether the file is a sheet with one row a case, whose columns hold what its rows should.</summary>
    public bool IsWide =>
        Meanings.Any(meaning =>
            (File.Kind == FileKind.Scores && meaning is HeadingMeaning.Score)
            || (File.Kind == FileKind.Risks && meaning is HeadingMeaning.Risk)
        );

    /// <summary>What a draft has in place of the heading of a column whose cells it leaves out.</summary>
    public static string Marked(string heading) => LeftOutMark + heading;

    /// <summary>Whether the cells of a column may be kept: it is the contract's, or the portal's own.</summary>
    public bool IsKept(int index) =>
        index >= Ordinals.Count || Ordinals[index] is >= 0 or Ignored or Spread or Weeks || Names[index].Length == 0;

    /// <summary>The cells of a row without blank ones to the right of the table, which say nothing.</summary>
    public int CellsOf(CsvTable table)
    {
        var count = table.CellCount;
        while (count > Names.Count && CsvTable.IsBlank(table.Cell(count - 1)))
            count--;
        return count;
    }

    /// <summary>Whether a column bears the contract's own name.</summary>
    public bool IsContracts(int index) => Ordinals[index] >= 0 && !IsMapped(index);

    /// <summary>Whether a column bears another name than the contract's, and the mapping says which it is.</summary>
    public bool IsMapped(int index) => Ordinals[index] >= 0 && Fold.Name(Names[index]) != Fold.Name(File.Columns[Ordinals[index]].Name);

    /// <summary>
    /// For each column, whether a full date in it is no birthday: month columns, age bands that a spreadsheet turned into dates, and
    /// columns of the service's own, which are not kept.
    /// </summary>
    public IReadOnlyList<bool> TakesDates { get; } = [.. Names.Select((name, index) => TakesDate(File, Ordinals[index], name))];

    /// <summary>The same for references.</summary>
    public IReadOnlyList<bool> TakesReferences { get; } =
    [.. Names.Select((name, index) => Takes<CellForm.Reference>(File, Ordinals[index], name))];

    /// <summary>For each column, whether it may hold decimals.</summary>
    public IReadOnlyList<bool> TakesDecimals { get; } =
    [.. Names.Select((name, index) => Takes<CellForm.DecimalNumber>(File, Ordinals[index], name))];

    /// <summary>How many columns the header names as somebody who knows the contract or the service's own words would.</summary>
    public int Recognised =>
        Names.Where((name, index) => Ordinals[index] is not Unknown || (name.Length > 0 && Suggestion(name) is not null)).Count();

    /// <summary>How many columns of the file are in the contract.</summary>
    public int Matched => Ordinals.Count(ordinal => ordinal >= 0);

    /// <summary>Where the file has a column of the contract, or -1.</summary>
    public int Position(int ordinal)
    {
        for (var index = 0; index < Ordinals.Count; index++)
        {
            if (Ordinals[index] == ordinal)
                return index;
        }
        return -1;
    }

    /// <summary>Whether the file has this column of the contract.</summary>
    public bool Has(string column) => Ordinals.Any(ordinal => ordinal >= 0 && File.Columns[ordinal].Name == column);

    /// <summary>The heading as it stands in the file, cut to a length that may be shown.</summary>
    public string Heading(int index) => Cut(Names[index], LongestShown);

    /// <summary>The column at a position in the file, as problems name it.</summary>
    public ColumnPlace Place(int index) =>
        index >= Ordinals.Count || Names[index].Length == 0 ? new ColumnPlace(index, null, false)
        : Ordinals[index] >= 0 ? new ColumnPlace(index, File.Columns[Ordinals[index]].Name, true)
        : new ColumnPlace(index, Heading(index), false);

    /// <summary>The contract column that a misspelt name probably means, or <c>null</c>.</summary>
    public string? Suggestion(string name) => Synonyms.Column(File, name);

    private static bool TakesDate(ExtractFile file, int ordinal, string name) =>
        (ordinal is Unknown or LeftOut or NotKept or Ignored && name.Length > 0)
        || Takes<CellForm.MonthOfYear>(file, ordinal, name)
        || (ordinal >= 0 && file.Columns[ordinal].Form is CellForm.Code { List: var list } && list == CaseCodes.BabyAgeBand);

    // Of such a column it is asked what it is.
    private bool IsService(string name) => Suggestion(name) == File.Columns[0].Name;

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private static string WithoutMark(string cell) =>
        cell.StartsWith(LeftOutMark, StringComparison.Ordinal) ? cell[LeftOutMark.Length..] : cell;

    private static bool Takes<TForm>(ExtractFile file, int ordinal, string name)
        where TForm : CellForm =>
        (
            ordinal >= 0 ? file.Columns[ordinal]
            : ordinal is Spread or Weeks ? ScoreColumn
            : Synonyms.Column(file, name) is { } near ? file.Column(near)
            : null
        )?.Form is TForm;
}
