using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>A header matched with the contract, in any order; case, spaces, hyphens and underscores are ignored.</summary>
/// <param name="File">The file of the contract.</param>
/// <param name="Names">Header cells as sent, trimmed.</param>
/// <param name="Ordinals">For each column of the file: its position in
/// the contract, <see cref="Unknown"/> or <see cref="Ignored"/>.</param>
internal sealed record HeaderMatch(ExtractFile File, IReadOnlyList<string> Names, IReadOnlyList<int> Ordinals)
{
    public const int Unknown = -1;

    /// <summary>A column that the portal itself added to an error file.</summary>
    public const int Ignored = -2;

    private static readonly string[] PortalColumns = ["portalrow", "portalproblems"];

    public static HeaderMatch Of(ExtractFile file, IReadOnlyList<string> header)
    {
        var names = header.Select(name => name.Trim().Trim('\u00A0')).ToList();
        var contract = file.Columns.Select(column => ColumnName.Plain(column.Name)).ToList();
        return new HeaderMatch(
            file,
            names,
            [
                .. names.Select(name =>
                    ColumnName.Plain(name) is var plain && PortalColumns.Contains(plain) ? Ignored : contract.IndexOf(plain)
                ),
            ]
        );
    }

    /// <summary>For each column, whether it may hold full dates: month columns, and columns whose name is a slip for one.</summary>
    public IReadOnlyList<bool> TakesDates { get; } =
    [.. Names.Select((name, index) => Takes<CellForm.MonthOfYear>(File, Ordinals[index], name))];

    /// <summary>The same for references.</summary>
    public IReadOnlyList<bool> TakesReferences { get; } =
    [.. Names.Select((name, index) => Takes<CellForm.Reference>(File, Ordinals[index], name))];

    /// <summary>For each column, whether it may hold decimals.</summary>
    public IReadOnlyList<bool> TakesDecimals { get; } =
    [.. Names.Select((name, index) => Takes<CellForm.DecimalNumber>(File, Ordinals[index], name))];

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

    /// <summary>The column at a position in the file, as problems name it.</summary>
    public ColumnPlace Place(int index) =>
        index >= Ordinals.Count || Names[index].Length == 0 ? new ColumnPlace(index, null, false)
        : Ordinals[index] >= 0 ? new ColumnPlace(index, File.Columns[Ordinals[index]].Name, true)
        : new ColumnPlace(index, Names[index].Length > 40 ? Names[index][..40] : Names[index], false);

    /// <summary>The contract column that a misspelt name probably means, or <c>null</c>.</summary>
    public string? Suggestion(string name) => Nearest(File, name);

    private static bool Takes<TForm>(ExtractFile file, int ordinal, string name)
        where TForm : CellForm =>
        (
            ordinal >= 0 ? file.Columns[ordinal]
            : Nearest(file, name) is { } near ? file.Column(near)
            : null
        )?.Form is TForm;

    private static string? Nearest(ExtractFile file, string name)
    {
        var plain = ColumnName.Plain(name);
        if (plain.Length is < 3 or > 40)
            return null;
        var (distance, nearest) = file
            .Columns.Select(column => (Distance: Distance(plain, ColumnName.Plain(column.Name)), column.Name))
            .OrderBy(candidate => candidate.Distance)
            .First();
        return distance <= Math.Max(1, plain.Length / 5) ? nearest : null;
    }

    // The number of letters to add, drop, change or swap with a neighbour.
    private static int Distance(string left, string right)
    {
        var steps = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            steps[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            steps[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                steps[i, j] = Math.Min(Math.Min(steps[i - 1, j] + 1, steps[i, j - 1] + 1), steps[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }
        return steps[left.Length, right.Length];
    }
}
