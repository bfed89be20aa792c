namespace Portal.Api.Extracts.Rules;

/// <summary>What a problem does to a submission.</summary>
public enum Severity
{
    /// <summary>Blocks it.</summary>
    Error,

    /// <summary>Must be acknowledged with a reason.</summary>
    Warning,

    /// <summary>Informs only.</summary>
    Note,
}

/// <summary>The gates of validation, in order; a file with an error at one gate does not reach the next.</summary>
public enum Gate
{
    /// <summary>Type, encoding, delimiter, header, limits, right service, identifiers.</summary>
    File,

    /// <summary>Every cell of every row.</summary>
    Rows,

    /// <summary>Columns, rows and files against each other.</summary>
    Extract,

    /// <summary>The extract against what the portal knows about the service: earlier quarters and erased cases.</summary>
    History,
}

/// <summary>One rule of the contract, known by its code.</summary>
/// <param name="Code">Family and name, such as <c>value.not_month</c>; stable for ever.</param>
/// <param name="Gate">Where it is asked.</param>
/// <param name="Severity">What breaking it does.</param>
/// <param name="File">The only file that it looks at, or <c>null</c> for several.</param>
/// <param name="Column">The only column that it points to, or <c>null</c> for several or none.</param>
/// <param name="Message">Plain words: what is allowed and how to fix it. Never a value from a file.</param>
public sealed record Rule(string Code, Gate Gate, Severity Severity, FileKind? File, string? Column, string Message)
{
    /// <summary>Page that explains the rule.</summary>
    public string Help => "/help/rules/" + Code;

    /// <summary>What that page says in addition to <see cref="Message"/>.</summary>
    public RuleHelp? Explained { get; init; }

    /// <summary>What is asked of each row; empty for a rule about files, about single cells or about several rows at once.</summary>
    public IReadOnlyList<RowTest> Tests { get; init; } = [];
}

/// <summary>A rule explained to somebody who has broken it.</summary>
/// <param name="Meaning">What the portal found, in one or two sentences.</param>
/// <param name="Why">What would go wrong for families or figures without the rule.</param>
/// <param name="Fix">What to do, in the words of somebody who uses a spreadsheet.</param>
/// <param name="Wrong">A cell, row or name that breaks the rule, invented.</param>
/// <param name="Right">The same as it should be.</param>
public sealed record RuleHelp(string Meaning, string Why, string Fix, string Wrong, string Right);
