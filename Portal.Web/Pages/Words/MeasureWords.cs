using System.Globalization;
using Portal.Api.Extracts;

namespace Portal.Web.Pages.Words;

/// <summary>A measure of the catalogue in words.</summary>
public static class MeasureWords
{
    private static readonly string[] Constructs = ["child_wellbeing", "caregiving_relationship", "parent_wellbeing", "goals", "experience"];

    /// <summary>Baby, then relationship, then parent wellbeing, then goals and experience.</summary>
    public static int ConstructOrder(string construct) => Array.IndexOf(Constructs, construct);

    public static string Anchor(Measure measure) => measure.Subscale.Length == 0 ? measure.Code : $"{measure.Code}-{measure.Subscale}";

    public static string Range(Measure measure) => $"{Number(measure.Minimum)} to {Number(measure.Maximum)}";

    public static string Better(Measure measure) =>
        measure.Direction switch
        {
            Direction.LowerBetter => "lower is better",
            Direction.HigherBetter => "higher is better",
            _ => "neither end is better",
        };

    public static string Respondents(Measure measure) =>
        string.Join(", ", measure.Respondents.Select(CareCodes.ScoreRespondent.Label)) is { Length: > 0 } raters
            ? raters[..1] + raters[1..].ToLowerInvariant()
            : FigureWords.None;

    /// <summary><c>8 or more</c>; a hyphen without a published cut-off.</summary>
    public static string CutOff(Measure measure) =>
        (measure.CutOff, measure.CutOffSide) switch
        {
            (null, _) => FigureWords.None,
            ({ } points, ">=") => $"{Number(points)} or more",
            ({ } points, "<=") => $"{Number(points)} or less",
            ({ } points, _) => $"less than {Number(points)}",
        };

    /// <summary>As published, or the reliability from which it is computed.</summary>
    public static string ReliableChange(Measure measure) =>
        measure switch
        {
            { Direction: Direction.MidrangeBetter } => FigureWords.None,
            { ReliableChange: { } points } => $"{Number(points)} or more points",
            { Reliability: { } reliability } => $"from {ReliabilityKind(measure.ReliabilityKind)} {Number(reliability)}",
            _ => FigureWords.None,
        };

    private static string ReliabilityKind(string kind) =>
        kind switch
        {
            "alpha" => "internal consistency",
            "test_retest" => "test-retest reliability",
            "icc" => "intraclass correlation",
            _ => "reliability",
        };

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
