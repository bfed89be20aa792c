using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Analytics;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Bundle;

/// <summary>
/// The cells of a release as a table, one line per cell in the order of the
/// release. Where <c>printed</c> is "c" or "-", every other number is empty.
/// </summary>
public static class ReleaseCells
{
    /// <summary>The columns with their meaning, in the order of the file.</summary>
    public static readonly IReadOnlyList<Code> Columns =
    [
        new("topic", "What the cell is about"),
        new("item", "Risk or measure; empty where there is none"),
        new("part", "Subscale of the measure; empty where there is none"),
        new("item_label", "Name of the risk or measure"),
        new("statistic", "What is counted or estimated"),
        new("statistic_label", "The same in words"),
        new("scope", "Whose cases"),
        new("scope_label", "The same in words"),
        new("dimension", "What the cases are broken down by"),
        new("dimension_label", "The same in words"),
        new("code", "Band of the dimension; empty for NONE"),
        new("code_label", "The same in words"),
        new("from", "First month of the window, YYYY-MM"),
        new("before", "First month after the window, YYYY-MM"),
        new(Printed, "The figure as printed; c is withheld, - cannot be"),
        new("unit", "Unit of the figure"),
        new("low", "Lower end of the 95 % interval"),
        new("high", "Upper end of the 95 % interval"),
        new(
            "prediction_low",
            "Lower end of the 95 % prediction interval: where the change of another service like these is expected to lie"
        ),
        new("prediction_high", "Upper end of it"),
        new(
            "spread",
            "Standard deviation of a mean's values, standard error of an effect, or standard deviation between services of a pooled change"
        ),
        new(
            "cases",
            "Number of cases, or families where scores are counted, behind the figure as printed; for a share its denominator; "
                + "in words where their count is c"
        ),
        new("low_precision", "Y where the figure carries the mark low precision, else N"),
        new(
            "earlier",
            "Id of the earlier release in which the figure stands, where it is c because a service in it takes part no longer; else empty"
        ),
    ];

    /// <summary>The units as the table writes them.</summary>
    public static readonly IReadOnlyList<Code> Units =
    [
        new("COUNT", "People, rounded"),
        new("PERCENT", "Whole per cent"),
        new("POINTS", "Points of the measure"),
        new("SD", "Standard deviations"),
    ];

    private const string Printed = "printed";

    /// <summary>The table as CSV with a byte order mark.</summary>
    public static string Csv(FrozenRelease release, MeasureCatalogue measures)
    {
        ArgumentNullException.ThrowIfNull(release);
        var text = new StringBuilder().Append(CsvText.ByteOrderMark).Append(CsvText.Row(Columns.Select(column => column.Value)));
        foreach (var cell in release.Cells)
        {
            var (at, figure) = cell;
            string[] address =
            [
                at.Topic,
                at.Item,
                at.Part,
                StatisticLabels.Item(at, measures),
                at.Statistic,
                StatisticLabels.Of(at.Statistic),
                at.Scope,
                ReleaseLattice.ScopeLabel(at.Scope),
                at.Dimension,
                StatisticLabels.Dimension(at.Dimension),
                at.Code,
                StatisticLabels.Band(at),
                at.From,
                at.Before,
            ];
            // Digits, c or -, unguarded: a spreadsheet shows them as they are, and a guarded dash would differ from the release's.
            text.Append(CsvText.Row(address).AsSpan()[..^2])
                .Append(',')
                .Append(figure)
                .Append(',')
                .Append(CsvText.Row(Numbers(figure.ValueOrNull).Append(cell.Earlier)));
        }

        return text.ToString();
    }

    /// <summary>The table as JSON: numbers as numbers; a withheld figure is the string "c", an impossible one "-".</summary>
    public static byte[] Json(FrozenRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return JsonSerializer.SerializeToUtf8Bytes(new { release.ContentHash, Cells = release.Cells.Select(Line) }, PortalJson.Options);
    }

    private static object Line(ReleaseCell cell)
    {
        var (at, figure) = cell;
        if (cell.Earlier is { } earlier)
            return new
            {
                at.Topic,
                at.Item,
                at.Part,
                at.Statistic,
                at.Scope,
                at.Dimension,
                at.Code,
                at.From,
                at.Before,
                Value = figure.ToString(),
                Earlier = earlier,
            };
        return figure.ValueOrNull is not { } shown
            ? new
            {
                at.Topic,
                at.Item,
                at.Part,
                at.Statistic,
                at.Scope,
                at.Dimension,
                at.Code,
                at.From,
                at.Before,
                Value = figure.ToString(),
            }
            : new
            {
                at.Topic,
                at.Item,
                at.Part,
                at.Statistic,
                at.Scope,
                at.Dimension,
                at.Code,
                at.From,
                at.Before,
                shown.Value,
                Unit = Units[(int)shown.Unit].Value,
                shown.Decimals,
                shown.Interval?.Low,
                shown.Interval?.High,
                PredictionLow = shown.Prediction?.Low,
                PredictionHigh = shown.Prediction?.High,
                shown.Spread,
                Cases = CasesOf(shown),
                shown.LowPrecision,
            };
    }

    // A number, or "10 or more" where the count of the same people is withheld.
    private static JsonNode? CasesOf(ReleasedFigure figure) =>
        figure.Cases ?? (figure.CasesFrom is null ? (JsonNode?)null : figure.CasesInWords);

    private static IEnumerable<string?> Numbers(ReleasedFigure? figure)
    {
        if (figure is null)
            return Enumerable.Repeat<string?>(null, Columns.Count - 16);
        string?[] ends(Interval? interval) => interval is { } known ? [figure.Print(known.Low), figure.Print(known.High)] : [null, null];
        return
        [
            Units[(int)figure.Unit].Value,
            .. ends(figure.Interval),
            .. ends(figure.Prediction),
            figure.Spread is { } spread ? figure.Print(spread) : null,
            CasesOf(figure)?.ToString(),
            figure.LowPrecision ? "Y" : "N",
        ];
    }
}
