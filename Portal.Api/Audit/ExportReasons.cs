using Portal.Api.Answers;

namespace Portal.Api.Audit;

/// <summary>
/// Why somebody takes exact figures of the own service away as a file. A closed list: nothing that somebody typed gets into the log.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Files of exact figures".</remarks>
public static class ExportReasons
{
    /// <summary>The codes, in the order in which they are offered; a check constraint in the database lists the same.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "WORK_WITH_FAMILIES",
        "SUPERVISION_OR_AUDIT",
        "COMMISSIONER_REPORT",
        "DATA_REQUEST",
        "OTHER",
    ];

    public static readonly Refusal Needed = new(
        StatusCodes.Status428PreconditionRequired,
        "EXPORT_REASON_NEEDED",
        "Say why you need a file of exact figures: a script adds reason= and one of these codes; a browser opens the file from its page.",
        new Offered(All)
    );

    public static readonly Refusal Unknown = new(
        StatusCodes.Status400BadRequest,
        "EXPORT_REASON_UNKNOWN",
        "The reason is none of these codes.",
        new Offered(All)
    );

    /// <summary>Reads a reason that somebody gave.</summary>
    /// <returns>One of <see cref="All"/>; <see cref="Needed"/> without one, <see cref="Unknown"/> for anything else.</returns>
    public static Answer<string> Read(string? reason) =>
        string.IsNullOrEmpty(reason) ? Needed
        : All.Contains(reason) ? reason
        : Unknown;

    private sealed record Offered(IReadOnlyList<string> Reasons);
}

/// <summary>The reason that holds for a request; of a browser it is the one given in its session.</summary>
/// <param name="Code">One of <see cref="ExportReasons.All"/>, or <c>null</c> when none was given.</param>
public sealed record ExportReason(string? Code);
