using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Released;

namespace Portal.Analytics.Charts.Compared;

/// <summary>The rows of a comparison; on a telephone the columns stand under one another.</summary>
internal sealed class ComparedRows
{
    private const double RowHeight = 27;
    private const double SecondLine = 9;

    private static readonly (double Start, double End) LabelAt = (20, 272);
    private static readonly (double Start, double End) SeenAt = (286, 392);
    private static readonly (double Start, double End) StripAt = (412, 696);
    private const double OwnEnd = 806;
    private const double RestEnd = 914;
    private const double WordsAt = 928;

    private readonly SvgMarks _drawing;
    private readonly Sheet _sheet;
    private readonly double _below;

    internal ComparedRows(SvgMarks drawing, Sheet sheet, IReadOnlyList<ComparedChange> measures)
    {
        (_drawing, _sheet) = (drawing, sheet);
        // No change lies at one place in all rows: as far from the left as the row that reaches furthest below it needs.
        _below = measures.Select(Range).Where(range => range.High > 0).Select(range => -range.Low / range.High).Append(0.1).Max();
        _below = Math.Min(_below, 1);
    }

    internal double Heads(double y)
    {
        var style = new Lettering(_sheet.SmallSize, Palette.Muted, Bold: true);
        if (_sheet.Stacked)
        {
            _drawing.Text(new(_sheet.Right, y + 10), "Change in points, better \u2192", style, Anchor.End);
            return y + 20;
        }
        _drawing.Text(new(LabelAt.Start, y + 10), "Measure", style);
        _drawing.Text(new(SeenAt.Start, y + 10), "Both scores", style);
        _drawing.Text(new((StripAt.Start + StripAt.End) / 2, y + 10), "Change in points, better \u2192", style, Anchor.Middle);
        _drawing.Text(new(OwnEnd, y + 10), "Yours", style, Anchor.End);
        _drawing.Text(new(RestEnd, y + 10), "Others", style, Anchor.End);
        _drawing.Text(new(WordsAt, y + 10), "Yours is", style);
        return y + 18;
    }

    internal double Group(double y, string name, IReadOnlyList<ComparedChange> measures)
    {
        if (name.Length > 0)
        {
            _drawing.Text(new(_sheet.Left, y + 12), name, new(_sheet.SmallSize, Palette.Teal, Bold: true));
            _drawing.Line(
                new(_sheet.Left + TextWidth.Of(name, _sheet.SmallSize, bold: true) + 10, y + 8),
                new(_sheet.Right, y + 8),
                new(Palette.Grid, 1)
            );
            y += 17;
        }
        foreach (var measure in measures)
        {
            _drawing.Open(ComparedWords.Row(measure));
            y = _sheet.Stacked ? Tall(y, measure) : Flat(y, measure);
            _drawing.Close();
        }
        return y + 2;
    }

    internal double Legend(double y)
    {
        string[] words =
        [
            "Dot and line: your families, 95 % interval. Dark band: all other services together, 95 % interval;",
            "pale band: where another service like these is expected to lie. Upright line: no change; each row has a scale of its own.",
            "Bar: your families with both scores of those with a first one; tick: all services. Hollow dot: fewer than 10 families.",
            "Arrow: it goes on.",
            ReleasedWords.Rounded,
        ];
        return _sheet.Paragraph(_drawing, y + 6, string.Join(" ", words), new(_sheet.SmallSize, Palette.Muted)) + 8;
    }

    private IReadOnlyList<string> Label(ComparedChange measure) =>
        _sheet.Stacked
            ? TextWidth.Wrap(measure.Label, _sheet.TextSize, _sheet.Right - _sheet.Left, bold: true, lines: 2)
            : TextWidth.Wrap(measure.Label, _sheet.SmallSize, LabelAt.End - LabelAt.Start, lines: 2);

    private double Flat(double y, ComparedChange measure)
    {
        var style = new Lettering(_sheet.SmallSize);
        var label = Label(measure);
        var words = TextWidth.Wrap(measure.Position, _sheet.SmallSize, _sheet.Right - WordsAt, lines: 2);
        var bottom = y + RowHeight + (Math.Max(label.Count, words.Count) > 1 ? SecondLine : 0);
        var middle = (y + bottom) / 2;
        Lines(label, LabelAt.Start, middle, style);
        Seen(measure, SeenAt, middle);
        Strip(measure, StripAt, middle, (y, bottom));
        _drawing.Text(new(OwnEnd, middle + 4.5), ComparedWords.Own(measure), style with { Fill = Palette.Teal, Bold = true }, Anchor.End);
        _drawing.Text(new(RestEnd, middle + 4.5), ComparedWords.Rest(measure), style with { Fill = Palette.MarkInk }, Anchor.End);
        Lines(words, WordsAt, middle, style with { Bold = true });
        return bottom;
    }

    private double Tall(double y, ComparedChange measure)
    {
        var label = Label(measure);
        for (var i = 0; i < label.Count; i++)
            _drawing.Text(new(_sheet.Left, y + 14 + i * 18), label[i], new(_sheet.TextSize, Bold: true));
        y += label.Count * 18;
        Seen(measure, (_sheet.Left, _sheet.Left + 150), y + 12);
        _drawing.Text(new(_sheet.Right, y + 16.5), measure.Position, new(_sheet.SmallSize, Bold: true), Anchor.End);
        Strip(measure, (_sheet.Left, _sheet.Right), y + 38, (y + 26, y + 50));
        var (own, rest) = ("Yours " + ComparedWords.Own(measure), "Others " + ComparedWords.Rest(measure));
        _drawing.Text(new(_sheet.Left, y + 66), own, new(_sheet.SmallSize, Palette.Teal, Bold: true));
        _drawing.Text(new(_sheet.Right, y + 66), rest, new(_sheet.SmallSize, Palette.MarkInk), Anchor.End);
        return y + 84;
    }

    private void Lines(IReadOnlyList<string> lines, double x, double middle, Lettering style)
    {
        for (var i = 0; i < lines.Count; i++)
            _drawing.Text(new(x, middle + 4.5 - (lines.Count - 1) * 7.5 + i * 15), lines[i], style);
    }

    private void Seen(ComparedChange measure, (double Start, double End) at, double middle)
    {
        var text = ComparedWords.Seen(measure) + (_sheet.Stacked ? " both" : "");
        var end = at.Start + 44;
        if (measure.FirstScores is { } first and > 0)
        {
            _drawing.Box(new(at.Start, middle - 5, end - at.Start, 10), Palette.Paper, Palette.Axis);
            if (measure.Own is { } own)
                _drawing.Box(new(at.Start, middle - 5, (end - at.Start) * own.Cases / first, 10), Palette.Teal);
            if (measure.Completion.ValueOrNull is { } all)
            {
                var x = at.Start + (end - at.Start) * Math.Clamp(all.Value / 100, 0, 1);
                _drawing.Line(new(x, middle - 8), new(x, middle + 8), new(Palette.Accent, 2));
            }
        }
        _drawing.Text(new(end + 8, middle + 4.5), text, new(_sheet.SmallSize));
    }

    private void Strip(ComparedChange measure, (double Start, double End) at, double middle, (double Top, double Bottom) room)
    {
        var (rest, own) = (measure.Rest.ValueOrNull, measure.Own);
        if (rest is null && own is null)
        {
            _drawing.Text(
                new((at.Start + at.End) / 2, middle + 4.5),
                ComparedWords.NoPairs,
                new(_sheet.SmallSize, Palette.Muted),
                Anchor.Middle
            );
            return;
        }
        var scale = Scale(measure, at);
        if (rest?.Prediction is { } prediction)
            Across(scale, prediction, middle, 9, Palette.AccentTint);
        if (rest?.Interval is { } interval)
            Across(scale, interval, middle, 9, Palette.Others);
        if (rest is not null)
            _drawing.Line(new(scale.Within(rest.Value), middle - 9), new(scale.Within(rest.Value), middle + 9), new(Palette.MarkInk, 2));
        _drawing.Line(new(scale.At(0), room.Top), new(scale.At(0), room.Bottom), new(Palette.Ink, 1.2));
        if (own is null)
            return;
        if (own.Interval is { } known)
            _drawing.Whisker(scale, known, middle, 5, new(Palette.Teal, 2));
        var few = ComparedWords.IsFew(own);
        _drawing.Circle(
            new(scale.Within(own.Estimate), middle),
            few ? 4.5 : 5.5,
            few ? Palette.Paper : Palette.Teal,
            few ? new(Palette.Teal, 2) : null
        );
    }

    private void Across(LinearScale scale, Interval band, double middle, double half, string colour)
    {
        var (left, right) = (scale.Within(band.Low), scale.Within(band.High));
        _drawing.Box(new(left, middle - half, Math.Max(1, right - left), 2 * half), colour);
        // What goes on beyond the row says so.
        if (band.Low < scale.Low)
            _drawing.Polygon(Palette.Accent, new(left, middle), new(left + 7, middle - 4), new(left + 7, middle + 4));
        if (band.High > scale.High)
            _drawing.Polygon(Palette.Accent, new(right, middle), new(right - 7, middle - 4), new(right - 7, middle + 4));
    }

    private LinearScale Scale(ComparedChange measure, (double Start, double End) at)
    {
        var (low, high) = Range(measure);
        var unit = Math.Max(high, -low / _below);
        return LinearScale.Between(-_below * unit, unit, at.Start, at.End);
    }

    // What a row has to hold: its own interval and the others', and as much of the prediction as leaves both legible.
    private static (double Low, double High) Range(ComparedChange measure)
    {
        List<Interval> covered = [];
        if (measure.Own is { } own)
            covered.Add(own.Interval ?? new Interval(own.Estimate, own.Estimate));
        if (measure.Rest.ValueOrNull is { } rest)
            covered.Add(rest.Interval ?? new Interval(rest.Value, rest.Value));
        return covered.Count == 0
            ? (0, 0)
            : ReleasedWords.Range(covered, measure.Rest.ValueOrNull?.Prediction is { } prediction ? [prediction] : []);
    }
}
