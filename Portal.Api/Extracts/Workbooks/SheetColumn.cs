namespace Portal.Api.Extracts.Workbooks;

/// <summary>A column of a sheet that is written.</summary>
/// <param name="Header">Its first cell.</param>
/// <param name="IsText">Whether a spreadsheet keeps what is typed as it is, so that 3-5 and 2025-03 do not become dates.</param>
public sealed record SheetColumn(string Header, bool IsText)
{
    /// <summary>A comment on the header.</summary>
    public string? Comment { get; init; }

    /// <summary>What the cells below the header may hold; <c>null</c> for anything.</summary>
    public SheetLimit? Limit { get; init; }
}

/// <summary>What a spreadsheet lets somebody type into the cells of a column.</summary>
/// <param name="Message">What it says otherwise.</param>
public abstract record SheetLimit(string Message)
{
    /// <summary>One of these; a spreadsheet offers them in a drop-down.</summary>
    public sealed record OneOf(string Name, IReadOnlyList<string> Values, string Message) : SheetLimit(Message);

    /// <summary>A whole number, both ends included.</summary>
    public sealed record Whole(int Low, int High, string Message) : SheetLimit(Message);

    /// <summary>A number, both ends included; without an end where it is <c>null</c>.</summary>
    public sealed record Number(decimal? Low, decimal? High, string Message) : SheetLimit(Message);
}

/// <summary>A cell of a sheet that is written.</summary>
public readonly record struct SheetCell(string Text)
{
    /// <summary>Whether it stands out as one with a problem.</summary>
    public bool IsMarked { get; init; }

    public string? Comment { get; init; }

    /// <summary>Written as a number where the text is one.</summary>
    public bool IsNumber { get; init; }

    /// <summary>A formula whose value is empty until somebody fills what it looks at.</summary>
    public string? Formula { get; init; }
}
