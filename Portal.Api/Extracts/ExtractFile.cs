namespace Portal.Api.Extracts;

/// <summary>The six files of an extract, in the order in which they are read and shown.</summary>
public enum FileKind
{
    Cases,
    Risks,
    Scores,
    Contacts,
    Feedback,
    Activity,
}

/// <summary>Whether a cell must be filled: always, under a condition that a rule states, or never.</summary>
public enum Requirement
{
    Required,
    Conditional,
    Optional,
}

/// <summary>What the cells of a column may hold.</summary>
public abstract record CellForm
{
    private CellForm() { }

    /// <summary>One of the codes of a list.</summary>
    public sealed record Code(CodeList List) : CellForm;

    /// <summary>A month, <c>YYYY-MM</c>.</summary>
    public sealed record MonthOfYear : CellForm;

    /// <summary>A whole number in [<paramref name="Low"/>, <paramref name="High"/>].</summary>
    public sealed record WholeNumber(int Low, int High) : CellForm;

    /// <summary>
    /// A decimal number in [<paramref name="Low"/>, <paramref name="High"/>]; where an end is <c>null</c>, a later rule sets it.
    /// </summary>
    public sealed record DecimalNumber(decimal? Low, decimal? High) : CellForm;

    /// <summary>A random reference: 4-20 of <c>A-Z a-z 0-9 -</c> with at least one letter and one digit.</summary>
    public sealed record Reference : CellForm;

    /// <summary>The code of the service that sends the extract.</summary>
    public sealed record ServiceCode : CellForm;

    /// <summary>A measure of the catalogue; the value is its code.</summary>
    public sealed record Measure : CellForm;

    /// <summary>A subscale of the row's measure; blank for a measure with one score.</summary>
    public sealed record Subscale : CellForm;
}

/// <summary>One column of a file of the extract.</summary>
/// <param name="Name">Header, lower case with underscores.</param>
/// <param name="Requirement">Whether the cell must be filled.</param>
/// <param name="Form">What a filled cell holds.</param>
/// <param name="Meaning">One plain sentence for templates, the data dictionary and help.</param>
/// <param name="Example">A valid cell, for the worked example.</param>
public sealed record ExtractColumn(string Name, Requirement Requirement, CellForm Form, string Meaning, string Example)
{
    /// <summary>
    /// Whether the header must name it. It must name the subscale and the score too, although these cells may be blank: without the column
    /// every row would lack its score.
    /// </summary>
    public bool MustStandInHeader =>
        Requirement == Requirement.Required
        || Form is CellForm.Subscale
        || (Requirement == Requirement.Conditional && Form is CellForm.DecimalNumber);

    /// <summary>When a conditional column must be filled, to follow "when"; for others <c>null</c>, or what to bear in mind.</summary>
    public string? NeededWhen { get; init; }
}

/// <summary>One of the six files.</summary>
/// <param name="Kind">Which file.</param>
/// <param name="Name">Canonical file name, such as <c>cases.csv</c>.</param>
/// <param name="OneRowPer">What a row stands for.</param>
/// <param name="Key">Columns whose values together may occur only once.</param>
/// <param name="Columns">All columns in template order.</param>
public sealed record ExtractFile(
    FileKind Kind,
    string Name,
    string OneRowPer,
    IReadOnlyList<string> Key,
    IReadOnlyList<ExtractColumn> Columns
)
{
    /// <summary>What the file is for, in a sentence or two.</summary>
    public required string Purpose { get; init; }

    public ExtractColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
