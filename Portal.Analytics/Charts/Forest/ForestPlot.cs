using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Forest;

/// <summary>One printed line: label, families, estimate and interval as text.</summary>
internal sealed record ForestEntry(string Label, string Cases, string Estimate, string Interval, bool Bold);

/// <summary>Lays out and draws the rows, the pooled result and the axis of one forest plot.</summary>
internal sealed class ForestPlot
{
    private const double LargestSquare = 15;
    private const double PooledGap = 10;

    private readonly SvgMarks _drawing;
    private readonly Sheet _sheet;
    private readonly ForestPicture _picture;
    private readonly List<ForestEntry> _rows;
    private readonly ForestEntry? _pooled;
    private readonly ForestEntry? _prediction;
    private readonly double _casesEnd;
    private readonly double _estimateEnd;
    private readonly double _labelRoom;

    // When label and numbers do not fit side by side, the numbers move down a line.
    private readonly double _numbersDown;
    private readonly LinearScale _scale;

    internal ForestPlot(SvgMarks drawing, Sheet sheet, ForestPicture picture)
    {
        (_drawing, _sheet, _picture) = (drawing, sheet, picture);
        var decimals = picture.Decimals;
        _rows =
        [
            .. picture.Rows.Select(row => new ForestEntry(
                row.Label,
                Cases(row.Cases),
                Numbers.Fixed(row.Estimate, decimals),
                ForestWords.Interval(row.Low, row.High, decimals),
                false
            )),
        ];
        if (picture.Pooled is { } pooled)
            _pooled = new ForestEntry(
                "Pooled, " + picture.Several(pooled.Services),
                Cases(pooled.Cases),
                Numbers.Fixed(pooled.Estimate, decimals),
                ForestWords.Interval(pooled.Low, pooled.High, decimals),
                true
            );
        if (picture.Pooled is { PredictionLow: { } low, PredictionHigh: { } high })
            _prediction = new ForestEntry("Prediction: another " + picture.One, "", "", ForestWords.Interval(low, high, decimals), false);

        List<ForestEntry> all = [.. _rows, .. new[] { _pooled, _prediction }.OfType<ForestEntry>()];
        double Widest(Func<ForestEntry, string> text, string heading) =>
            Math.Max(
                all.Max(entry => TextWidth.Of(text(entry), sheet.TextSize, entry.Bold)),
                TextWidth.Of(heading, sheet.SmallSize, bold: true)
            );
        _estimateEnd = sheet.Right - Widest(entry => entry.Interval, "[95 % interval]") - 10;
        var numbers = _estimateEnd - Widest(entry => entry.Estimate, "Change");
        double start,
            end;
        if (sheet.Stacked)
        {
            _numbersDown = numbers - 12 - sheet.Left < TextWidth.Of(StackedHeading, sheet.SmallSize, bold: true) ? 19 : 0;
            _labelRoom = (_numbersDown > 0 ? sheet.Right : numbers - 12) - sheet.Left;
            (start, end) = (sheet.Left + 10, sheet.Right - 10);
        }
        else
        {
            _labelRoom = Math.Min(230, Widest(entry => entry == _prediction ? "" : entry.Label, Heading) + 2);
            _casesEnd = sheet.Left + _labelRoom + 14 + Widest(entry => entry.Cases, "Families");
            (start, end) = (_casesEnd + 26, numbers - 24);
        }
        var (least, greatest) = ForestRange.Of(picture);
        _scale = sheet.Scale(least, greatest, start, end, 8);
    }

    private string Heading => char.ToUpperInvariant(_picture.One[0]) + _picture.One[1..];

    private string StackedHeading => Heading + " (families)";

    private static string Cases(int? cases) => cases is { } known ? Numbers.Count(known) : "";

    private double RowHeight =>
        _sheet.Stacked ? 48 + _numbersDown
        : _rows.Count > 30 ? 23
        : 27;

    internal double Draw(double y)
    {
        Headings(y + 10);
        y = _sheet.TicksAbove(_drawing, _scale, y + 20 + _numbersDown, _rows.Count);
        var heights = _rows.Select(Height).ToList();
        var bottom =
            y + heights.Sum() + (_pooled is null ? 2 : PooledGap + Height(_pooled) + 4 + (_prediction is null ? 0 : Height(_prediction)));
        var bands = Bands(y, bottom, heights);
        Sheet.Grid(_drawing, _scale, bands);
        Sheet.Upright(_drawing, _scale.At(0), bands, new(Palette.Ink, 1.2));
        if (_picture.Pooled is { } line && _rows.Count > 0)
            Sheet.Upright(_drawing, _scale.At(line.Estimate), bands, new(Palette.Accent, 1.2, "2 4"));

        var heaviest = _picture.Rows.Select(row => row.Weight).DefaultIfEmpty(0).Max();
        for (var index = 0; index < _rows.Count; index++)
        {
            _drawing.Open(ForestWords.Row(_picture.Rows[index], _picture.Decimals));
            Row(_picture.Rows[index], Print(_rows[index], y, heights[index]), heaviest);
            _drawing.Close();
            y += heights[index];
        }
        if (_picture.Pooled is { } pooled && _pooled is not null)
            Pooled(pooled, _pooled, y);
        y = _sheet.Axis(_drawing, _scale, bottom);
        y = Directions(y + 14);
        y = _sheet.Paragraph(_drawing, y + 18, _picture.HeterogeneityLine, new(_sheet.TextSize)) + 4;
        var clipped = _picture.Rows.Any(row => row.Low < _scale.Low || row.High > _scale.High);
        return _sheet.Paragraph(_drawing, y, ForestWords.Legend(_picture, clipped), new(_sheet.SmallSize, Palette.Muted)) + 10;
    }

    private List<Band> Bands(double top, double bottom, List<double> heights)
    {
        if (!_sheet.Stacked)
            return [new Band(top, bottom)];
        List<Band> bands = [];
        foreach (var height in heights)
            bands.Add(new Band((top += height) - 26, top - 4));
        top += PooledGap;
        foreach (var entry in new[] { _pooled, _prediction }.OfType<ForestEntry>())
            bands.Add(new Band((top += Height(entry)) - 26, top - 4));
        return bands;
    }

    private void Headings(double baseline)
    {
        void Head(double x, string text, Anchor anchor, double down = 0) =>
            _drawing.Text(new(x, baseline + down), text, new(_sheet.SmallSize, Palette.Muted, Bold: true), anchor);
        Head(_sheet.Left, _sheet.Stacked ? StackedHeading : Heading, Anchor.Start);
        if (!_sheet.Stacked)
            Head(_casesEnd, "Families", Anchor.End);
        Head(_estimateEnd, "Change", Anchor.End, _numbersDown);
        Head(_sheet.Right, "[95 % interval]", Anchor.End, _numbersDown);
    }

    private IReadOnlyList<string> Lines(ForestEntry entry)
    {
        if (!_sheet.Stacked)
            return TextWidth.Wrap(
                entry.Label,
                _sheet.TextSize,
                entry.Cases.Length == 0 ? _casesEnd - _sheet.Left : _labelRoom,
                entry.Bold,
                lines: 2
            );
        var cases = entry.Cases.Length == 0 ? "" : $" ({entry.Cases})";
        var room =
            (entry.Estimate.Length == 0 && _numbersDown == 0 ? _estimateEnd - _sheet.Left : _labelRoom)
            - TextWidth.Of(cases, _sheet.TextSize, entry.Bold);
        return [TextWidth.Shorten(entry.Label, _sheet.TextSize, room, entry.Bold) + cases];
    }

    private double Height(ForestEntry entry) => Math.Max(RowHeight, Lines(entry).Count * 17 + 8);

    /// <summary>Prints the text of a row; returns the height at which its marks are centred.</summary>
    private double Print(ForestEntry entry, double y, double height)
    {
        var lines = Lines(entry);
        var size = _sheet.TextSize;
        var centre = _sheet.Stacked ? y + height - 15 : y + height / 2;
        var baseline = _sheet.Stacked ? y + 17 : centre + 5;
        for (var line = 0; line < lines.Count; line++)
            _drawing.Text(new(_sheet.Left, baseline + (line - (lines.Count - 1) / 2.0) * 17), lines[line], new(size, Bold: entry.Bold));
        if (!_sheet.Stacked)
            _drawing.Text(new(_casesEnd, baseline), entry.Cases, new(size, Bold: entry.Bold), Anchor.End);
        _drawing.Text(new(_estimateEnd, baseline + _numbersDown), entry.Estimate, new(size, Bold: entry.Bold), Anchor.End);
        _drawing.Text(
            new(_sheet.Right, baseline + _numbersDown),
            entry.Interval,
            new(size, entry.Bold ? Palette.Ink : Palette.Muted, entry.Bold),
            Anchor.End
        );
        return centre;
    }

    private void Row(ForestRow row, double y, double heaviest)
    {
        _drawing.Whisker(_scale, new(row.Low, row.High), y, 3.5, new(Palette.Teal, 1.5));
        if (row.Estimate < _scale.Low || row.Estimate > _scale.High)
            return;
        // The tick marks an estimate whose square is too small to see; the square itself is never enlarged.
        _drawing.Line(new(_scale.At(row.Estimate), y - 4), new(_scale.At(row.Estimate), y + 4), new(Palette.Teal, 1.5));
        if (heaviest <= 0)
            return;
        var side = LargestSquare * Math.Sqrt(row.Weight / heaviest);
        _drawing.Box(new(_scale.At(row.Estimate) - side / 2, y - side / 2, side, side), Palette.Teal);
    }

    private void Pooled(ForestPooled pooled, ForestEntry entry, double y)
    {
        if (_rows.Count > 0)
            _drawing.Line(new(_sheet.Left, y + 5), new(_sheet.Right, y + 5), new(Palette.Axis, 1));
        y += PooledGap;
        _drawing.Open(ForestWords.Pooled(_picture, pooled));
        var height = Height(entry);
        var centre = Print(entry, y, height);
        var (low, middle, high) = (_scale.At(pooled.Low), _scale.At(pooled.Estimate), _scale.At(pooled.High));
        _drawing.Polygon(Palette.Accent, new(low, centre), new(middle, centre - 9), new(high, centre), new(middle, centre + 9));
        _drawing.Close();
        if (_prediction is null || pooled is not { PredictionLow: { } from, PredictionHigh: { } to })
            return;
        _drawing.Open(ForestWords.Prediction(_picture, from, to));
        centre = Print(_prediction, y + height, Height(_prediction));
        _drawing.Box(new(_scale.At(from), centre - 5, _scale.At(to) - _scale.At(from), 10), Palette.AccentTint, Palette.Accent);
        _drawing.Close();
    }

    /// <summary>Prints what each side of zero means, with the unit between; returns the height below.</summary>
    private double Directions(double baseline)
    {
        const double shaft = 30;
        void Arrow(int way, string note, Anchor anchor)
        {
            if (string.IsNullOrWhiteSpace(note))
                return;
            // At its end of the axis but never across zero: "worse" beside a positive tick would mislead.
            var length = shaft + TextWidth.Of(note, _sheet.SmallSize) + 8;
            var tip =
                way < 0
                    ? Math.Max(_sheet.Left, Math.Min(_scale.Start, _scale.At(0) - length))
                    : Math.Min(_sheet.Right, Math.Max(_scale.End, _scale.At(0) + length));
            var x = tip - way * 24;
            _drawing.Line(new(x, baseline - 4), new(x + way * 18, baseline - 4), new(Palette.Muted, 1.5));
            _drawing.Polygon(Palette.Muted, new(x + way * 24, baseline - 4), new(x + way * 17, baseline - 8), new(x + way * 17, baseline));
            _drawing.Text(new(x - way * 6, baseline), note, new(_sheet.SmallSize, Palette.Muted), anchor);
        }
        Arrow(-1, _picture.LeftNote, Anchor.Start);
        Arrow(1, _picture.RightNote, Anchor.End);
        var unit = TextWidth.Shorten(_picture.Unit, _sheet.SmallSize, _sheet.Right - _sheet.Left);
        var centre = Math.Clamp(
            (_scale.Start + _scale.End) / 2,
            _sheet.Left + TextWidth.Of(unit, _sheet.SmallSize) / 2,
            _sheet.Right - TextWidth.Of(unit, _sheet.SmallSize) / 2
        );
        _drawing.Text(new(centre, baseline + 20), unit, new(_sheet.SmallSize, Palette.Muted), Anchor.Middle);
        return baseline + 24;
    }
}
