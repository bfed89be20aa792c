using System.Text.Json.Serialization;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.LocalMeasures;

/// <summary>A measure that the network added to its catalogue.</summary>
/// <param name="Code">As <see cref="Extracts.Measure.IsLocalCode"/> knows it.</param>
/// <param name="Construct">As in the catalogue, such as parent_wellbeing.</param>
/// <param name="Respondents">Codes of who may give the ratings, with a space between.</param>
/// <param name="Step">Smallest difference between two scores.</param>
/// <param name="Direction">higher_better, lower_better or midrange_better.</param>
/// <param name="CutOffSide">The clinical side: <c>&gt;=</c>, <c>&lt;=</c> or <c>&lt;</c>; <c>null</c> without a cut-off.</param>
/// <param name="IsUsed">Whether an extract has held it; from then on it cannot be removed.</param>
/// <param name="LastPeriod">The last quarter that may hold it; <c>null</c> unless it is retired.</param>
/// <remarks>Source: docs/disclosure.md, "Local measures".</remarks>
public sealed record LocalMeasure(
    string Code,
    string Name,
    string Construct,
    string Respondents,
    double Lowest,
    double Highest,
    double Step,
    string Direction,
    double? CutOff,
    string? CutOffSide,
    bool IsUsed,
    string? LastPeriod
)
{
    private const string Caution = "Local to this network: never compared or pooled with other services";

    /// <summary>Whether an extract of the quarter may hold it.</summary>
    public bool IsTakenIn(Quarter period) => !Quarter.TryParse(LastPeriod, out var last) || period <= last;

    [JsonIgnore]
    public Measure Measure =>
        new(
            Code,
            "",
            Name,
            "",
            Construct,
            Respondents.Split(' '),
            Lowest,
            Highest,
            Step,
            Direction switch
            {
                "higher_better" => Extracts.Direction.HigherBetter,
                "lower_better" => Extracts.Direction.LowerBetter,
                _ => Extracts.Direction.MidrangeBetter,
            },
            CutOff,
            CutOffSide ?? "",
            Reliability: null,
            ReliabilityKind: "",
            NormativeSd: null,
            ReliableChange: null,
            AntenatalOnly: false,
            Headline: false,
            EffectSize: Direction != "midrange_better",
            Caution,
            Evidence: "as the network entered it"
        );
}
