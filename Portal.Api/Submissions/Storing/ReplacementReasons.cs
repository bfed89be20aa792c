namespace Portal.Api.Submissions.Storing;

/// <summary>Why a quarter that stands is sent again. Nobody has to say; the receipt and the audit log keep what was said.</summary>
public static class ReplacementReasons
{
    /// <summary>Stands on the receipt of a replacement for which no reason was given.</summary>
    public const string NotGiven = "NOT_GIVEN";

    /// <summary>The reasons that a sender can give; the check constraint of the database holds the same and <see cref="NotGiven"/>.</summary>
    public static readonly IReadOnlyList<string> All = ["LATE_DATA", "CORRECTION", "FULLER_DATA", "OTHER"];
}
