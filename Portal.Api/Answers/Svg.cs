namespace Portal.Api.Answers;

/// <summary>Pictures over HTTP.</summary>
public static class Svg
{
    public const string ContentType = "image/svg+xml";

    public static IResult Result(string picture) => Results.Text(picture, ContentType, System.Text.Encoding.UTF8);

    /// <summary>Draws what a query asks for, or passes on the refusal of the query.</summary>
    public static Task<IResult> ToSvgAsync<T>(this Answer<T> query, Func<T, Task<string>> draw) =>
        query.ToHttpAsync(async value => Result(await draw(value)));
}
