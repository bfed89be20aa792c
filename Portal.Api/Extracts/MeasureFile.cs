using System.Globalization;
using CsvHelper;

namespace Portal.Api.Extracts;

/// <summary>Reads the embedded <c>measures.csv</c>; anything unexpected in it is a bug in the build, and throws.</summary>
internal static class MeasureFile
{
    private const string Resource = "Portal.Api.Extracts.measures.csv";

    private static readonly string[] Header =
    [
        "measure",
        "subscale",
        "name",
        "subscale_name",
        "construct",
        "respondents",
        "min",
        "max",
        "step",
        "direction",
        "cut_off",
        "cut_off_side",
        "reliability",
        "reliability_kind",
        "normative_sd",
        "reliable_change",
        "antenatal_only",
        "headline",
        "effect_size",
        "caution",
        "evidence",
    ];

    /// <exception cref="InvalidDataException">The file is missing, or a header or cell is not as documented.</exception>
    public static IReadOnlyList<Measure> ReadPublished()
    {
        using var stream =
            typeof(MeasureFile).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException("measures.csv is not embedded.");
        return Read(stream);
    }

    internal static IReadOnlyList<Measure> Read(Stream stream)
    {
        using var reader = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = ',',
                MalformedData = CsvMalformedDataHandling.Throw,
                FieldCountMismatch = CsvFieldCountHandling.Throw,
            }
        );
        if (!reader.Headers.SequenceEqual(Header))
            throw new InvalidDataException("measures.csv has an unexpected header.");

        var measures = new List<Measure>();
        while (reader.Read())
            measures.Add(MeasureOf(reader));
        return measures;
    }

    private static Measure MeasureOf(CsvReader row) =>
        new(
            Filled(row, "measure") is var code && !Measure.IsLocalCode(code) ? code : throw Wrong(row, "measure"),
            row.GetString("subscale"),
            Filled(row, "name"),
            row.GetString("subscale_name"),
            Filled(row, "construct"),
            Respondents(row),
            Number(row, "min"),
            Number(row, "max"),
            Number(row, "step"),
            row.GetString("direction") switch
            {
                "higher_better" => Direction.HigherBetter,
                "lower_better" => Direction.LowerBetter,
                "midrange_better" => Direction.MidrangeBetter,
                _ => throw Wrong(row, "direction"),
            },
            NumberOrNull(row, "cut_off"),
            OneOf(row, "cut_off_side", "", ">=", "<=", "<"),
            NumberOrNull(row, "reliability"),
            OneOf(row, "reliability_kind", "", "alpha", "test_retest", "icc"),
            NumberOrNull(row, "normative_sd"),
            NumberOrNull(row, "reliable_change"),
            YesNo(row, "antenatal_only"),
            YesNo(row, "headline"),
            YesNo(row, "effect_size"),
            row.GetString("caution"),
            Filled(row, "evidence")
        );

    private static string Filled(CsvReader row, string column) =>
        row.GetString(column) is { Length: > 0 } text ? text : throw Wrong(row, column);

    private static string OneOf(CsvReader row, string column, params string[] allowed)
    {
        var text = row.GetString(column);
        return allowed.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(row, column);
    }

    private static string[] Respondents(CsvReader row)
    {
        var codes = Filled(row, "respondents").Split(' ');
        return codes.All(CareCodes.ScoreRespondent.Contains) ? codes : throw Wrong(row, "respondents");
    }

    private static bool YesNo(CsvReader row, string column) => OneOf(row, column, "Y", "N") == "Y";

    private static double Number(CsvReader row, string column) => NumberOrNull(row, column) ?? throw Wrong(row, column);

    private static double? NumberOrNull(CsvReader row, string column)
    {
        var text = row.GetString(column);
        if (text.Length == 0)
            return null;
        return double.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw Wrong(row, column);
    }

    private static InvalidDataException Wrong(CsvReader row, string column) =>
        new(string.Create(CultureInfo.InvariantCulture, $"measures.csv, record {row.RowNumber}, {column}: not as documented."));
}
