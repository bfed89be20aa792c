namespace Portal.Api.Answers;

/// <summary>Why a request is refused: the HTTP status, a stable code, and words that say what to do.</summary>
/// <param name="Status">HTTP status, 400 to 503.</param>
/// <param name="Code">Stable code in capitals.</param>
/// <param name="Detail">One or two plain sentences; never a cell value.</param>
/// <param name="Report">An object returned with the problem, such as the check report of a refused submission.</param>
public sealed record Refusal(int Status, string Code, string Detail, object? Report = null)
{
    /// <summary>The same body for an unknown id and for somebody else's, so that nobody can tell them apart.</summary>
    public static readonly Refusal NotFound = new(
        StatusCodes.Status404NotFound,
        "NOT_FOUND",
        "There is nothing here, or it is not yours to see."
    );
}
