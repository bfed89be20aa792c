using System.Globalization;

namespace Portal.Api.Samples;

/// <summary>Who rates a measure.</summary>
internal enum Rater
{
    Caregiver,
    Clinician,
    Observer,
}

/// <summary>
/// How the scores of a measure and subscale are distributed in the sample network. Range and step come from the catalogue,
/// <c>measures.csv</c>: no decimals for a step of 1, two for a step of 0.01. <c>BornOnly</c> measures are not used before the birth.
/// </summary>
internal sealed record ScoreScale(
    string Measure,
    string Subscale,
    Rater Rater,
    int Minimum,
    int Maximum,
    int Decimals,
    bool HigherBetter,
    bool BornOnly,
    double PreMean,
    double PreSd,
    double PostMean,
    double PostSd,
    double Correlation
)
{
    public static readonly IReadOnlyList<ScoreScale> All =
    [
        new("HADS", "ANXIETY", Rater.Caregiver, 0, 21, 0, false, false, 12.0, 4.3, 8.6, 4.3, 0.45),
        new("HADS", "DEPRESSION", Rater.Caregiver, 0, 21, 0, false, false, 9.4, 4.2, 6.2, 4.1, 0.45),
        new("PHQ9", "", Rater.Caregiver, 0, 27, 0, false, false, 13.5, 6.0, 8.8, 6.0, 0.50),
        new("GAD7", "", Rater.Caregiver, 0, 21, 0, false, false, 12.4, 5.0, 8.2, 5.2, 0.50),
        new("EPDS", "", Rater.Caregiver, 0, 30, 0, false, false, 15.2, 5.4, 10.4, 5.6, 0.50),
        new("CORE10", "", Rater.Caregiver, 0, 40, 0, false, false, 18.5, 7.3, 12.4, 7.6, 0.50),
        new("MORS_SF", "WARMTH", Rater.Caregiver, 0, 35, 0, true, true, 24.6, 6.2, 27.8, 5.2, 0.55),
        new("MORS_SF", "INVASION", Rater.Caregiver, 0, 35, 0, false, true, 13.2, 5.6, 10.4, 5.1, 0.55),
        new("KPCS", "", Rater.Caregiver, 0, 45, 0, true, true, 35.0, 5.8, 39.3, 4.6, 0.50),
        new("KIPS", "", Rater.Observer, 1, 5, 2, true, true, 3.00, 0.75, 3.65, 0.70, 0.50),
        new("PIRGAS", "", Rater.Clinician, 1, 100, 0, true, true, 52, 15, 66, 15, 0.50),
        new("ADBB", "", Rater.Clinician, 0, 32, 0, false, true, 6.0, 4.0, 3.8, 3.4, 0.50),
        new("GBO", "", Rater.Caregiver, 0, 10, 0, true, false, 3.2, 1.7, 6.9, 2.1, 0.15),
    ];

    private static readonly ILookup<string, ScoreScale> ByMeasure = All.ToLookup(scale => scale.Measure, StringComparer.Ordinal);

    /// <summary>The subscales of a measure.</summary>
    public static IEnumerable<ScoreScale> Of(string measure) => ByMeasure[measure];

    /// <summary>
    /// A score as written to the file: clipped to the range and rounded to the step; <paramref name="reversed"/> swaps the ends of the
    /// scale.
    /// </summary>
    public string Text(double score, bool reversed)
    {
        var turned = reversed ? Minimum + Maximum - score : score;
        var clipped =
            turned < Minimum ? Minimum
            : turned > Maximum ? Maximum
            : turned;
        var hundredths = Decimals == 0 ? (int)(clipped + 0.5) * 100 : (int)(clipped * 100 + 0.5);
        var whole = (hundredths / 100).ToString(CultureInfo.InvariantCulture);
        return Decimals == 0 ? whole : whole + "." + (hundredths % 100).ToString("00", CultureInfo.InvariantCulture);
    }
}
