using System.Text;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Analytics.Charts.Risks;

/// <summary>Referral risks as horizontal bars with interval whiskers, per cent and n beside each.</summary>
public static class ReferralRisksChart
{
    private const string Nothing = "No family has been assessed for these risks in this period yet, so there is nothing to draw.";
    private const string AxisTitle = "per cent of families assessed for the risk";
    private const string Legend =
        "n: families for whom it is known whether the risk is present. "
        + "Thin lines: 95 % (Wilson) intervals; the fewer families, the longer the line.";

    /// <summary>The picture with its table; see <see cref="Svg"/>.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    public static DrawnPicture Draw(ReferralRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new DrawnPicture(Svg(picture, layout), picture.Table);
    }

    /// <summary>The picture as SVG text; the same picture always gives the same bytes.</summary>
    /// <param name="picture">What to show; bars are drawn in the order given.</param>
    /// <param name="layout">Arrangement for a page or for a telephone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or fraction is outside its range.</exception>
    public static string Svg(ReferralRisksPicture picture, ChartLayout layout = ChartLayout.Wide)
    {
        foreach (var bar in picture.Bars)
            Check(bar);
        var sheet = Sheet.For(layout);
        var drawing = new SvgMarks();
        var y = sheet.Heading(drawing, picture.Title, picture.Subtitle, picture.Mark);
        var hasBars = picture.Bars.Any(bar => bar.Assessed > 0);
        if (hasBars)
            y = Key(drawing, sheet, y, picture);
        y = hasBars
            ? RankedBars.Draw(drawing, sheet, y, [.. picture.Bars.Select(Row)], AxisTitle, Legend)
            : sheet.Empty(drawing, y, Nothing);
        var height = sheet.Caveat(drawing, y, picture.Caveat);
        return drawing.Document("referral-risks", sheet.Width, height, picture.Title, Description(picture));
    }

    // Without a mark the words stand alone: they say why there is none.
    private static double Key(SvgMarks drawing, Sheet sheet, double y, ReferralRisksPicture picture)
    {
        if (picture.NetworkKey.Length == 0)
            return y;
        var hasMarks = picture.Bars.Any(bar => bar.Network?.ValueOrNull is not null);
        var indent = hasMarks ? 18 : 0;
        if (hasMarks)
            RankedBars.PaleMark(drawing, new(sheet.Left + 6, y + 6));
        foreach (var line in TextWidth.Wrap(picture.NetworkKey, sheet.SmallSize, sheet.Right - sheet.Left - indent))
        {
            drawing.Text(new(sheet.Left + indent, y + 11), line, new(sheet.SmallSize));
            y += 18;
        }

        return y + 10;
    }

    private static RankedBar Row(RiskBar bar) =>
        bar.Assessed > 0
            ? new RankedBar(
                bar.Label,
                Words(bar),
                bar.Fraction * 100,
                new Interval(Math.Max(0, bar.Low) * 100, Math.Min(1, bar.High) * 100),
                Numbers.Percent(bar.Fraction),
                Known(bar),
                Beside: bar.Network?.ValueOrNull?.Value
            )
            : new RankedBar(bar.Label, Words(bar), null, null, "", Known(bar));

    private static string Known(RiskBar bar) => bar.Assessed > 0 ? "of " + Numbers.Count(bar.Assessed) : "not assessed";

    private static string Words(RiskBar bar) =>
        bar.Assessed == 0
            ? $"{bar.Label}: not assessed"
            : $"{bar.Label}: {Numbers.Percent(bar.Fraction)}, {Numbers.Count(bar.Present)} of {Numbers.Count(bar.Assessed)} "
                + $"(95 % interval {Numbers.Percent(bar.Low)} to {Numbers.Percent(bar.High)})"
                + (bar.Network is { } network ? ", all services " + Said(network) : "");

    private static string Said(Disclosed<ReleasedFigure> network) =>
        network.ValueOrNull is { } figure ? $"about {figure} %" : "not shown, to protect families";

    private static string Description(ReferralRisksPicture picture)
    {
        var words = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(picture.Mark))
            words.Append(picture.Mark).Append(". ");
        words.Append(
            picture.Bars.Any(bar => bar.Assessed > 0)
                ? "Share of the families assessed for each risk, from top to bottom. " + string.Join("; ", picture.Bars.Select(Words)) + "."
                : Nothing
        );
        return words
            .Append(' ')
            .Append(picture.NetworkKey)
            .Append(picture.NetworkKey.Length > 0 ? " " : "")
            .Append(picture.Caveat)
            .ToString()
            .TrimEnd();
    }

    private static void Check(RiskBar bar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bar.Assessed);
        if (bar.Network?.ValueOrNull is { } network && network.Unit != FigureUnit.Percent)
            throw new ArgumentOutOfRangeException(nameof(bar), "The share of all services is in per cent.");
        if (bar.Present < 0 || bar.Present > bar.Assessed)
            throw new ArgumentOutOfRangeException(
                nameof(bar),
                "A risk cannot be present in more families than were assessed for it, nor in fewer than none."
            );
        // With no or only events, round-off can push a Wilson limit past the fraction.
        const double rounding = 1e-9;
        if (
            bar.Assessed > 0
            && !(
                bar.Low >= -rounding
                && bar.Low <= bar.Fraction + rounding
                && bar.Fraction is >= 0 and <= 1
                && bar.High >= bar.Fraction - rounding
                && bar.High <= 1 + rounding
            )
        )
            throw new ArgumentOutOfRangeException(nameof(bar), "The fraction and its limits must be in order and within [0, 1].");
    }
}
