namespace Portal.Api.Answers;

/// <summary>Pictures over HTTP.</summary>
public static class Svg
{
    public const string ContentType = "image/svg+xml";

    public static IResult Result(string picture) => Results.Text(picture, ContentType, System.Text.Encoding.UTF8);

    /// <summary>Draws what a well-formed query asks for, or answers with its refusal.</summary>
    public static async Task<IResult> ToSvgAsync<T>(this Answer<T> query, Func<T, Task<string>> draw) =>
        query switch
        {
            Answer<T>.Given given => Result(await draw(given.Value)),
            Answer<T>.Refused refused => refused.Reason.ToProblem(),
            _ => throw new InvalidOperationException("An answer is given or refused."),
        };
}
