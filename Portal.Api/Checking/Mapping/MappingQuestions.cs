namespace Portal.Api.Checking.Mapping;

/// <summary>A heading of which it must be said what it stands for.</summary>
/// <param name="File">Canonical name of the file.</param>
/// <param name="Heading">As it stands in the file, at most 100 characters of it.</param>
/// <param name="Letter">The column as a spreadsheet names it.</param>
/// <param name="Suggestion">The column that it probably is; <c>null</c> when none comes near.</param>
/// <param name="Choices">The columns of the contract that the file does not have yet, in its order.</param>
public sealed record HeadingQuestion(string File, string Heading, string Letter, string? Suggestion, IReadOnlyList<string> Choices)
{
    /// <summary>
    /// The scores that the column probably holds, empty where the heading does not say; <c>null</c> when it names no measure.
    /// </summary>
    public HeadingMeaning.Score? Score { get; init; }

    /// <summary>The timepoint that the heading names; <c>null</c> when it names none.</summary>
    public string? Timepoint { get; init; }

    /// <summary>The risk that the column is probably about; <c>null</c> when it names none.</summary>
    public HeadingMeaning.Risk? Risk { get; init; }
}

/// <summary>A word of a coded column that is no code.</summary>
/// <param name="File">Canonical name of the file.</param>
/// <param name="Column">Name of the column of the contract.</param>
/// <param name="Word">As it was typed.</param>
/// <param name="Count">Rows that have it.</param>
/// <param name="Suggestion">The code that it probably stands for; <c>null</c> when none comes near.</param>
public sealed record WordQuestion(string File, string Column, string Word, int Count, string? Suggestion);

/// <summary>What must be said of an extract's own columns and words before it can be checked.</summary>
/// <param name="Headings">In the order of files and columns.</param>
/// <param name="Words">In the order of files and columns, the most frequent first.</param>
public sealed record MappingQuestions(IReadOnlyList<HeadingQuestion> Headings, IReadOnlyList<WordQuestion> Words)
{
    public static readonly MappingQuestions None = new([], []);

    /// <summary>Files without a column for the service, of which it must be said whose rows they hold.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    public bool AreAny => Headings.Count + Words.Count + Services.Count > 0;

    /// <summary>Rows that must have a word before it is asked about; rarer ones are mistakes of single cells.</summary>
    internal const int FewestRows = 3;

    /// <summary>The longest word that is asked about.</summary>
    internal const int LongestWord = 40;

    /// <summary>What counts of a heading, in characters.</summary>
    internal const int LongestHeading = 100;

    /// <summary>Words that are asked about in one column; a column with more holds no codes.</summary>
    internal const int MostWords = 60;
}
