using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Released;

/// <summary>
/// Referral risks of a release as ranked bars with interval whiskers: the largest printed share first, those not shown last.
/// </summary>
/// <remarks>It takes released figures only, so the picture cannot reveal what is withheld.</remarks>
public static class ReleasedRisksChart
{
    private const string Nothing = "This release holds no referral risks.";
    private const string AxisTitle = "per cent of families of whom it is known";
    private const string Legend =
        "n: families of whom it is known whether the risk is present. Thin lines: 95 % (Wilson) intervals. "
        + ReleasedWords.Rounded
        + " "
        + ReleasedWords.Symbols;

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ReleasedRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentException">A figure that is shown is not a percentage.</exception>
    public static string Svg(ReleasedRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        foreach (var risk in picture.Risks)
            ReleasedWords.Require(risk.Share, FigureUnit.Percent);
        ReleasedRisk[] risks = [.. picture.Risks.OrderByDescending(risk => risk.Share.ValueOrNull?.Value ?? double.NegativeInfinity)];
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        y =
            risks.Length > 0
                ? RankedBars.Draw(drawing, sheet, y, [.. risks.Select(Row)], AxisTitle, Legend)
                : sheet.Empty(drawing, y, Nothing);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("released-risks", sheet.Width, height, picture.Title, Description(picture, risks));
    }

    private static RankedBar Row(ReleasedRisk risk) =>
        risk.Share.ValueOrNull is { } figure
            ? new RankedBar(risk.Label, Words(risk), figure.Value, figure.Interval, About(figure), Known(figure))
            : new RankedBar(risk.Label, Words(risk), null, null, risk.Share.ToString(), "", ReleasedWords.Instead(risk.Share));

    private static string About(ReleasedFigure figure) => $"about {figure} %";

    private static string Known(ReleasedFigure figure) => figure.CasesInWords is { Length: > 0 } cases ? "of " + cases : "";

    private static string Words(ReleasedRisk risk) =>
        risk.Share.ValueOrNull is { } figure
            ? $"{risk.Label}: {About(figure)}{(figure.CasesInWords is { Length: > 0 } cases ? $" of {cases}" : "")}"
                + (figure.Interval is { } interval ? $" (95 % interval {ReleasedWords.Between(figure, interval)} %)" : "")
            : $"{risk.Label}: {ReleasedWords.Instead(risk.Share)}";

    private static string Description(ReleasedRisksPicture picture, ReleasedRisk[] risks) =>
        string.Join(
            ' ',
            new[]
            {
                string.IsNullOrWhiteSpace(picture.Mark) ? "" : picture.Mark + ".",
                risks.Length == 0
                    ? Nothing
                    : "Released shares of families with each risk, from top to bottom. " + string.Join("; ", risks.Select(Words)) + ".",
                picture.Caveat,
            }.Where(part => part.Length > 0)
        );
}
