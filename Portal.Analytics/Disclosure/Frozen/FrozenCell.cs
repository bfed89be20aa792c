using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Analytics.Disclosure.Frozen;

// One cell as one line of a frozen release, and back. Only FrozenRelease may read one, after comparing the hash of the whole.
internal static class FrozenCell
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly string[] Units = ["COUNT", "PERCENT", "POINTS", "SD"];

    public static string Line(ReleaseCell cell)
    {
        var (at, figure) = cell;
        string[] address = [at.Topic, at.Item, at.Part, at.Statistic, at.Scope, at.Dimension, at.Code, at.From, at.Before];
        return JsonSerializer.Serialize(
            new Written(address, figure.ToString(), figure.ValueOrNull is { } shown ? Figure.Of(shown) : null, cell.Earlier),
            Options
        );
    }

    // The codes read so far are taken again instead of as many copies.
    public static ReleaseCell Read(string line, HashSet<string> codes)
    {
        if (
            JsonSerializer.Deserialize<Written>(line, Options)
            is not { At: [var topic, var item, var part, var statistic, var scope, var dimension, var code, var from, var before] } read
        )
            throw new FormatException("A cell has nine parts to its address.");
        var address = new CellAddress(
            Once(topic),
            Once(item),
            Once(part),
            Once(statistic),
            Once(scope),
            Once(dimension),
            Once(code),
            Once(from),
            Once(before)
        );
        var figure = read switch
        {
            { Figure: { } found } => Disclosed<ReleasedFigure>.Show(found.Shown()),
            { Print: "c" } => Disclosed<ReleasedFigure>.Withheld,
            { Print: "-" } => Disclosed<ReleasedFigure>.Impossible,
            _ => throw new FormatException("A cell without figure is withheld or impossible."),
        };
        return figure.ToString() == read.Print
            ? new ReleaseCell(address, figure) { Earlier = read.Earlier }
            : throw new FormatException("A figure prints as it is written.");

        string Once(string text)
        {
            if (codes.TryGetValue(text, out var known))
                return known;
            codes.Add(text);
            return text;
        }
    }

    private sealed record Written(
        string[] At,
        string Print,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Figure? Figure = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Earlier = null
    );

    // Numbers are written with the fewest digits that read back the same; everything is already rounded.
    private sealed record Figure(
        string Unit,
        int Decimals,
        double Value,
        double[]? Interval,
        double[]? Prediction,
        double? Spread,
        int? Cases,
        bool LowPrecision,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CasesFrom = null
    )
    {
        public static Figure Of(ReleasedFigure one) =>
            new(
                Units[(int)one.Unit],
                one.Decimals,
                one.Value,
                Ends(one.Interval),
                Ends(one.Prediction),
                one.Spread,
                one.Cases,
                one.LowPrecision,
                one.CasesFrom
            );

        public ReleasedFigure Shown() =>
            new(
                (FigureUnit)Array.IndexOf(Units, Unit) is var unit && Enum.IsDefined(unit)
                    ? unit
                    : throw new FormatException("The unit is unknown."),
                Decimals,
                Value
            )
            {
                Interval = Between(Interval),
                Prediction = Between(Prediction),
                Spread = Spread,
                Cases = Cases,
                CasesFrom = CasesFrom,
                LowPrecision = LowPrecision,
            };

        private static double[]? Ends(Interval? interval) => interval is { } known ? [known.Low, known.High] : null;

        private static Interval? Between(double[]? ends) =>
            ends switch
            {
                null => null,
                [var low, var high] => new Interval(low, high),
                _ => throw new FormatException("An interval has two ends."),
            };
    }
}
