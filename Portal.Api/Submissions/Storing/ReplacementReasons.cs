namespace Portal.Api.Submissions.Storing;

/// <summary>Why a standing quarter is sent again. A reason is optional; if given, the receipt and the audit log keep it.</summary>
public static class ReplacementReasons
{
    /// <summary>On the receipt of a replacement for which no reason was given.</summary>
    public const string NotGiven = "NOT_GIVEN";

    /// <summary>
    /// The reasons that a sender can give; a check constraint in the database allows the same ones and <see cref="NotGiven"/>.
    /// </summary>
    public static readonly IReadOnlyList<string> All = ["LATE_DATA", "CORRECTION", "FULLER_DATA", "OTHER"];
}
