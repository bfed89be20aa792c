using System.Globalization;
using Portal.Api.Answers;
using Portal.Api.Figures;

namespace Portal.Api.Workspace;

/// <summary>The outcomes of the workspace as CSV: one line for each service and pooled figure, below the mark on every copy.</summary>
public static class NetworkOutcomesCsv
{
    private static readonly string[] Header =
    [
        "measure",
        "subscale",
        "line",
        "service",
        "service_name",
        "services_pooled",
        "paired",
        "mean_improvement",
        "low",
        "high",
        "shrunken",
        "shrunken_low",
        "shrunken_high",
        "weight",
        "leave_one_out",
        "leave_one_out_low",
        "leave_one_out_high",
        "se",
        "prediction_low",
        "prediction_high",
        "tau2",
        "i2",
        "q",
    ];

    /// <summary>
    /// The mark and the header, then for each measure its named services (SERVICE), how many others enter (OTHER_SERVICES),
    /// all families (WHOLE_SAMPLE) and POOLED.
    /// </summary>
    /// <returns>UTF-8 with byte order mark. Undefined figures are empty cells.</returns>
    public static byte[] Of(NetworkOutcomes outcomes) =>
        CsvText.Of([
            [outcomes.Mark],
            Header,
            .. outcomes.Outcomes.SelectMany(Lines),
        ]);

    /// <summary>Name of the file.</summary>
    public static string Name(NetworkOutcomes outcomes) => $"network-outcomes-{outcomes.Release}-{outcomes.From}-{outcomes.Before}.csv";

    private static IEnumerable<IEnumerable<string>> Lines(NetworkMeasure measure)
    {
        foreach (var line in measure.Services)
            yield return Line(
                measure,
                new("SERVICE", line.Service, line.ServiceName, null, line.Paired, line.MeanImprovement),
                line.Shrunken?.Estimate,
                line.Shrunken?.Low,
                line.Shrunken?.High,
                line.Weight,
                line.LeaveOneOut?.Estimate,
                line.LeaveOneOut?.Low,
                line.LeaveOneOut?.High
            );
        if (measure.Others is { } others)
            yield return Line(
                measure,
                new("OTHER_SERVICES", "", "", others.Services, others.Paired, null),
                null,
                null,
                null,
                others.Weight
            );
        yield return Line(measure, new("WHOLE_SAMPLE", "", "", null, measure.Paired, measure.WholeSample.MeanImprovement));
        if (measure.Pooled is { } pooled)
            yield return Line(
                measure,
                new("POOLED", "", "", pooled.K, measure.Paired, new IntervalEstimate(pooled.Estimate, pooled.Low, pooled.High)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                pooled.Se,
                pooled.PredictionLow,
                pooled.PredictionHigh,
                pooled.Tau2,
                pooled.I2,
                pooled.Q
            );
    }

    // The columns that every kind of line fills; figures fill the rest.
    private sealed record LineStart(string Kind, string Service, string Name, int? Services, int Paired, IntervalEstimate? Improvement);

    private static IEnumerable<string> Line(NetworkMeasure measure, LineStart start, params double?[] rest) =>
        [
            measure.Measure,
            measure.Subscale,
            start.Kind,
            start.Service,
            start.Name,
            start.Services?.ToString(CultureInfo.InvariantCulture) ?? "",
            start.Paired.ToString(CultureInfo.InvariantCulture),
            Number(start.Improvement?.Estimate),
            Number(start.Improvement?.Low),
            Number(start.Improvement?.High),
            .. Enumerable.Range(0, Header.Length - 10).Select(place => place < rest.Length ? Number(rest[place]) : ""),
        ];

    /// <summary>Ten decimals, never an exponent: a spreadsheet keeps fifteen digits.</summary>
    public static string Number(double? figure) =>
        figure is { } known ? (Math.Round(known, 10) + 0.0).ToString("0.##########", CultureInfo.InvariantCulture) : "";
}
