using System.Collections.Frozen;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Mapping;

/// <summary>What a service calls its own columns and words. A heading is known by its name, never by its position.</summary>
/// <param name="Files">Only files of which something is known.</param>
public sealed record ExtractMapping(IReadOnlyDictionary<FileKind, FileMapping> Files)
{
    /// <summary>Nothing is known.</summary>
    public static readonly ExtractMapping None = new(new Dictionary<FileKind, FileMapping>());

    /// <summary>The saved version that it is; <c>null</c> for one that is not saved.</summary>
    public MappingVersion? Version { get; init; }

    /// <summary>What a heading stands for; <c>null</c> when nobody has said.</summary>
    internal HeadingMeaning? Heading(FileKind kind, string heading) => Files.GetValueOrDefault(kind)?.Heading(heading);

    /// <summary>Whether the service has said that all rows of a file without a column for it are its own.</summary>
    internal bool IsOurs(FileKind kind) => Files.GetValueOrDefault(kind)?.IsOurs ?? false;

    /// <summary>Whether a heading is the column of weeks of some scores.</summary>
    internal bool IsWeek(FileKind kind, string heading) => Files.GetValueOrDefault(kind)?.IsWeek(heading) ?? false;

    /// <summary>The code that a word of a column stands for; <c>null</c> when nobody has said.</summary>
    internal string? Word(FileKind kind, string column, ReadOnlySpan<char> word) => Files.GetValueOrDefault(kind)?.Word(column, word);
}

/// <summary>Which saved mapping it is.</summary>
/// <param name="Version">Counted from 1.</param>
public sealed record MappingVersion(int Version, DateTimeOffset SavedAt);

/// <summary>The headings and words of one file.</summary>
public sealed record FileMapping(IReadOnlyList<MappedHeading> Headings, IReadOnlyList<MappedWord> Words)
{
    /// <summary>True when all rows are the service's own, and no column has to say so.</summary>
    public bool IsOurs { get; init; }

    private readonly FrozenDictionary<string, HeadingMeaning> _headings = Headings
        .GroupBy(heading => Fold.Name(heading.Heading), StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Last().Meaning, StringComparer.Ordinal);

    private readonly FrozenDictionary<(string Column, string Word), string> _words = Words
        .GroupBy(word => (word.Column, Fold.Key(word.Word)))
        .ToFrozenDictionary(group => group.Key, group => group.Last().Code);

    private readonly FrozenSet<string> _weeks = Headings
        .Select(heading => (heading.Meaning as HeadingMeaning.Score)?.WeekHeading)
        .OfType<string>()
        .Select(heading => Fold.Name(heading))
        .ToFrozenSet(StringComparer.Ordinal);

    internal bool IsWeek(string heading) => _weeks.Contains(Fold.Name(heading));

    internal HeadingMeaning? Heading(string heading) => _headings.GetValueOrDefault(Fold.Name(heading));

    internal string? Word(string column, ReadOnlySpan<char> word) => _words.GetValueOrDefault((column, Fold.Key(word)));
}

/// <summary>A heading of the service's own, as it was typed.</summary>
public sealed record MappedHeading(string Heading, HeadingMeaning Meaning);

/// <summary>A word of the service's own.</summary>
/// <param name="Column">Name of the column of the contract.</param>
/// <param name="Word">As it was typed.</param>
/// <param name="Code">The code that it stands for.</param>
public sealed record MappedWord(string Column, string Word, string Code);

/// <summary>What a column of the service's own is.</summary>
public abstract record HeadingMeaning
{
    private HeadingMeaning() { }

    /// <summary>A column of the same file.</summary>
    public sealed record Column(string Name) : HeadingMeaning;

    /// <summary>
    /// A score of each case, in a sheet with one row a case: its filled cells become rows of scores.csv. Only in cases.csv and scores.csv.
    /// </summary>
    /// <param name="Measure">Code of the measure.</param>
    /// <param name="Subscale">Code of the subscale; empty for a measure with one score.</param>
    /// <param name="Timepoint">BASELINE, REVIEW, END or FOLLOW_UP.</param>
    /// <param name="Respondent">Code of who gave the rating.</param>
    public sealed record Score(string Measure, string Subscale, string Timepoint, string Respondent) : HeadingMeaning
    {
        /// <summary>
        /// The week of all its scores, from the first contact. Without it and without <see cref="WeekHeading"/> it is 0 at the start, and
        /// at the end four for each month from referral to closure.
        /// </summary>
        public int? Week { get; init; }

        /// <summary>The column of the same sheet that holds the weeks.</summary>
        public string? WeekHeading { get; init; }

        /// <summary>The number of the goal, 1 to 3, for goal-based outcomes only.</summary>
        public int? Goal { get; init; }
    }

    /// <summary>A risk of each case: its filled cells become rows of risks.csv. Only in cases.csv and risks.csv.</summary>
    /// <param name="RiskCode">Code of the risk.</param>
    /// <param name="Stage">REFERRAL, ASSESSMENT or END.</param>
    public sealed record Risk(string RiskCode, string Stage) : HeadingMeaning;

    /// <summary>Nothing that the portal wants: its cells are dropped before anything is kept.</summary>
    public sealed record NotForThePortal : HeadingMeaning;
}
