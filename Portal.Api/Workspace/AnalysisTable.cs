using System.Globalization;
using Portal.Api.Answers;

namespace Portal.Api.Workspace;

/// <summary>An analysis as CSV; its first line is the mark, so that every copy carries it.</summary>
public static class AnalysisTable
{
    /// <summary>The mark and the header, then one line for each service, pooled result, subgroup, band and coefficient.</summary>
    /// <returns>UTF-8 with a byte order mark. Undefined figures are empty cells.</returns>
    public static byte[] Csv(NetworkAnalysis analysis) =>
        CsvText.Of([
            [analysis.Mark],
            ["line", "code", "name", "services", "families", "estimate", "low", "high", "se", "p_value"],
            .. analysis.Services.Select(service =>
                Line("SERVICE", service.Service, service.ServiceName, null, service.N, service.Effect, null, null, null, null)
            ),
            .. analysis.Others is { } others
                ? [Line("OTHER_SERVICES", "", "", others.Services, others.Paired, null, null, null, null, null)]
                : Array.Empty<IEnumerable<string>>(),
            .. analysis.Pooled is { } pooled
                ? [Line("POOLED", "", "", pooled.K, pooled.N, pooled.Estimate, pooled.Low, pooled.High, pooled.Se, pooled.PValue)]
                : Array.Empty<IEnumerable<string>>(),
            .. (analysis.Subgroups?.SharedTau2?.Groups ?? []).Select(group =>
                Line("SUBGROUP", "", group.Group, group.K, null, group.Estimate, group.Low, group.High, group.Se, group.PValue)
            ),
            .. (analysis.Bands ?? []).Select(Band),
            .. (analysis.Regression?.Coefficients ?? []).Select(one =>
                Line("COEFFICIENT", "", one.Name, null, null, one.Estimate, one.Low, one.High, one.Se, one.PValue)
            ),
        ]);

    private static IEnumerable<string> Band(AnalysedBand band) =>
        Line(
            "BAND",
            band.Code,
            band.Label,
            null,
            band.N,
            band.MeanImprovement?.Estimate,
            band.MeanImprovement?.Low,
            band.MeanImprovement?.High,
            null,
            null
        );

    private static IEnumerable<string> Line(
        string kind,
        string code,
        string name,
        int? services,
        int? families,
        params double?[] figures
    ) => [kind, code, name, Number(services), Number(families), .. figures.Select(Number)];

    private static string Number(int? figure) => figure?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? figure) => NetworkOutcomesCsv.Number(figure);
}
