using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Web.Pages.OwnWords;

/// <summary>One heading of which it is asked what it stands for.</summary>
/// <param name="Place">Counted from 0.</param>
/// <param name="Chosen">What is chosen so far, or probably right.</param>
/// <param name="Wrong">What is missing in it; <c>null</c> when nothing is.</param>
/// <param name="OtherHeadings">The other headings of the file that are asked about: one of them may hold the weeks of scores.</param>
public sealed record AskedColumn(
    int Place,
    HeadingQuestion Question,
    HeadingAnswer Chosen,
    string? Wrong,
    IReadOnlyList<string> OtherHeadings,
    MeasureCatalogue Measures
)
{
    /// <summary>The codes of a column of a file that holds codes.</summary>
    public static IReadOnlyList<Code> Codes(FileKind file, string column) =>
        ((CellForm.Code)ExtractFiles.Of(file).Column(column)!.Form).List.Codes;
}
