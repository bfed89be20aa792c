using Portal.Analytics;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Answers;
using Portal.Api.Releases;

namespace Portal.Web.Pages.Words;

/// <summary>Why a figure is withheld, for the preview of a release.</summary>
/// <param name="Name">A few words.</param>
/// <param name="Explanation">One sentence.</param>
public sealed record WithheldWords(string Name, string Explanation);

/// <summary>Releases and their figures in words.</summary>
public static class ReleaseWords
{
    private static readonly Dictionary<string, WithheldWords> ByCode = Enum.GetValues<WithheldBecause>().ToDictionary(Codes.Of, Of);

    public static string State(ReleaseState state) =>
        state switch
        {
            ReleaseState.Running => "Being made",
            ReleaseState.Failed => "Failed",
            ReleaseState.Draft => "Draft",
            _ => "Published",
        };

    /// <summary>Class of the tag of a state.</summary>
    public static string Tag(ReleaseState state) =>
        state switch
        {
            ReleaseState.Failed => "tag tag-stop",
            ReleaseState.Published => "tag tag-good",
            _ => "tag tag-wait",
        };

    /// <summary>What went wrong, from the code of a failed release.</summary>
    public static string Failure(string? code) =>
        code == "INTERRUPTED"
            ? "The portal was stopped, or stood still, while it was making this release. Nothing of it is kept. Discard it and make it "
                + "again."
            : "Something went wrong inside the portal while it was making this release. Nothing of it is kept. Discard it and make it "
                + "again; if it fails again, tell whoever looks after the server.";

    /// <summary>The first twelve digits of a content hash.</summary>
    public static string FirstDigits(string hash) => hash[..12];

    /// <summary><c>63 %</c>, <c>1,205</c>, <c>3.4</c>; <c>c</c> for what is withheld, a hyphen for what cannot be computed.</summary>
    public static string Figure(Disclosed<ReleasedFigure>? figure) =>
        figure switch
        {
            null => FigureWords.None,
            { ValueOrNull: { Unit: FigureUnit.Percent } share } => $"{share} %",
            { ValueOrNull: { Unit: FigureUnit.Count } count } => FigureWords.Count((int)count.Value),
            { ValueOrNull: { } shown } => shown.InWords,
            _ => figure.ToString(),
        };

    /// <summary>The same for a change, with its sign.</summary>
    public static string Change(Disclosed<ReleasedFigure>? figure) =>
        figure?.ValueOrNull is { Value: > 0 } change ? $"+{change}" : Figure(figure);

    /// <summary><c>2.0 to 4.8</c>; empty where the figure has none.</summary>
    public static string Interval(Disclosed<ReleasedFigure>? figure) => figure?.ValueOrNull is { } shown ? Ends(shown, shown.Interval) : "";

    /// <summary>The prediction interval, likewise.</summary>
    public static string Prediction(Disclosed<ReleasedFigure>? figure) =>
        figure?.ValueOrNull is { } shown ? Ends(shown, shown.Prediction) : "";

    /// <summary>Words for a reason's code; the code itself when it is no longer in the list.</summary>
    public static WithheldWords Withheld(string code) => ByCode.GetValueOrDefault(code, new WithheldWords(code, ""));

    private static string Ends(ReleasedFigure figure, Interval? interval) =>
        interval is { } known
            ? figure.Unit == FigureUnit.Percent
                ? $"{figure.Say(known.Low)} to {figure.Say(known.High)} %"
                : $"{figure.Say(known.Low)} to {figure.Say(known.High)}"
            : "";

    private static WithheldWords Of(WithheldBecause reason) =>
        reason switch
        {
            WithheldBecause.SmallTable => new("Small table", "The whole table holds fewer cases than may be shown, so none of it is."),
            WithheldBecause.SmallCount => new("Small count", "The count is zero or too small, so it could point to single families."),
            WithheldBecause.ClassDisclosure => new(
                "Nearly everybody is alike",
                "Nearly everybody of a small group is in this cell, which would say something about each of them."
            ),
            WithheldBecause.ProtectsAnother => new(
                "Protects another figure",
                "With this figure and the total, a small count beside it could be worked out."
            ),
            WithheldBecause.Unprotectable => new(
                "Table cannot be protected",
                "Whichever figures of the table are left out, a small count could still be worked out."
            ),
            WithheldBecause.TooFewCases => new("Too few cases", "The statistic needs more cases than there are."),
            WithheldBecause.NoVariation => new("No variation", "The values do not differ, or the statistic cannot be estimated from them."),
            WithheldBecause.OneValue => new("One value", "Nearly everybody has the same value, so the mean would tell each one's."),
            WithheldBecause.TooFewContributors => new(
                "Too few services",
                "Too few services are behind the figure, with all of them or without any one."
            ),
            WithheldBecause.DominantContributor => new(
                "One large service",
                "One service holds so large a share that the figure would tell about it."
            ),
            WithheldBecause.SmallRemainder => new(
                "Little beside the two largest",
                "Without the two largest services too few cases remain, so that one of them could work out the other."
            ),
            WithheldBecause.Differencing => new(
                "Too near to an earlier release",
                "The difference from a figure that was released before would tell about few families or one service."
            ),
            WithheldBecause.ServiceLeft => new(
                "A service left",
                "An earlier release shows the figure. It is not kept, since a service in it takes part no longer."
            ),
            _ => new(Codes.Of(reason), ""),
        };
}
