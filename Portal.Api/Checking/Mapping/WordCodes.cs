using Portal.Api.Extracts;

namespace Portal.Api.Checking.Mapping;

/// <summary>The codes that a word of a column can stand for.</summary>
public static class WordCodes
{
    /// <returns>Empty for a column whose cells are no codes.</returns>
    public static IReadOnlyList<Code> Of(ExtractColumn column, MeasureCatalogue measures) =>
        column.Form switch
        {
            CellForm.Code coded => coded.List.Codes,
            CellForm.Measure =>
            [
                .. measures.All.DistinctBy(measure => measure.Code).Select(measure => new Code(measure.Code, measure.Name)),
            ],
            CellForm.Subscale =>
            [
                .. measures
                    .All.Where(measure => measure.Subscale.Length > 0)
                    .DistinctBy(measure => measure.Subscale)
                    .Select(measure => new Code(
                        measure.Subscale,
                        measure.SubscaleName.Length > 0 ? measure.SubscaleName : measure.Subscale
                    )),
            ],
            _ => [],
        };
}
