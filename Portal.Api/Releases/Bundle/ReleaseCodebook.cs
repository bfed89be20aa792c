using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Bundle;

/// <summary>Every column of the table of cells, and every code that it can hold.</summary>
public static class ReleaseCodebook
{
    /// <summary>CSV with a byte order mark: column, code (empty for the column itself), label.</summary>
    public static byte[] Csv(MeasureCatalogue measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return CsvText.Of(Rows(measures).Prepend(["column", "code", "label"]));
    }

    private static IEnumerable<string[]> Rows(MeasureCatalogue measures)
    {
        foreach (var column in ReleaseCells.Columns)
        {
            yield return [column.Value, "", column.Label];
            foreach (var code in Codes(column.Value, measures))
                yield return [column.Value, code.Value, code.Label];
        }
    }

    private static IEnumerable<Code> Codes(string column, MeasureCatalogue measures) =>
        column switch
        {
            "topic" =>
            [
                new(ReleaseLattice.Profile, "Families and their risks at referral"),
                new(ReleaseLattice.Outcome, "Scores of measures"),
            ],
            "item" => [.. CareCodes.Risk.Codes, .. measures.Codes.Select(code => new Code(code, measures.Subscales(code)[0].Name))],
            "part" => measures
                .All.Where(measure => measure.Subscale.Length > 0)
                .Select(measure => new Code(measure.Subscale, measure.FullName)),
            "statistic" => StatisticLabels.All,
            "scope" => new[] { ReleaseLattice.Rest, ReleaseLattice.Own }
                .Concat(ReleaseLattice.Scopes)
                .Select(scope => new Code(scope, ReleaseLattice.ScopeLabel(scope))),
            "dimension" => ReleaseLattice
                .Dimensions.Select(dimension => new Code(dimension.Code, dimension.Label))
                .Prepend(new Code(ReleaseLattice.None, "Not broken down")),
            "code" => ReleaseLattice.Dimensions.SelectMany(dimension =>
                dimension.Bands.Select(band => new Code(band.Code, $"{dimension.Label}: {band.Label}"))
            ),
            "printed" => [new("c", "Not shown, to protect families"), new("-", "There can be no such case")],
            "cases" => [new("10 or more", "The number of the same families is c where it is counted")],
            "unit" => ReleaseCells.Units,
            "low_precision" => [new("Y", "Yes"), new("N", "No")],
            _ => [],
        };
}
