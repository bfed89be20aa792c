using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>
/// A file that passed the file gate: it can be read to its end, its columns are the contract's, and it seems to identify nobody.
/// </summary>
/// <param name="Kind">Which of the six.</param>
/// <param name="Source">As it was sent.</param>
/// <param name="Separator">Comma, semicolon or tab.</param>
/// <param name="Header">Its header, matched with the contract.</param>
/// <param name="Rows">Data rows.</param>
/// <param name="Sound">False when the file gate found an error; the rows are then not read.</param>
internal sealed record GatedFile(
    FileKind Kind,
    UploadedFile Source,
    DecodedText Text,
    char Separator,
    HeaderMatch Header,
    int Rows,
    bool Sound
)
{
    /// <summary>The first of the rows of totals that end the file, counted as a data row from 1; <c>null</c> when none do.</summary>
    public int? FirstTotal { get; init; }

    /// <summary>
    /// True when nothing is wrong but that it must be said what some headings stand for; then it is read for its words only.
    /// </summary>
    public bool AsksHeadings { get; init; }

    /// <summary>Where the rows of a table that was made from another file's columns come from; <c>null</c> for a file as sent.</summary>
    public Origin? Origin { get; init; }

    /// <summary>The sheet whose columns it was made from; <c>null</c> for a file as sent.</summary>
    public GatedFile? MadeFrom { get; init; }

    /// <summary>Words of the service's own that were read as codes. The rows gate fills it.</summary>
    public HashSet<(string Column, string Key, string Code)> WordsUsed { get; } = [];

    /// <summary>Whether it must be said whose rows it holds.</summary>
    public bool AsksService { get; init; }

    /// <summary>Headings of which it must be said what they stand for.</summary>
    public IReadOnlyList<HeadingQuestion> Headings { get; init; } = [];

    /// <summary>Words of coded columns that are no codes. The rows gate fills it.</summary>
    public List<WordQuestion> Words { get; } = [];

    /// <summary>Cells that hold somebody's own words: data row from 1, and position in the row. The rows gate fills it.</summary>
    public HashSet<(int Record, int Cell)> FreeText { get; } = [];
}
