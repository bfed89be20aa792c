using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Api.Answers;

/// <summary>Turns answers into HTTP: values as JSON, refusals as RFC 9457 problems.</summary>
public static class ProblemAnswers
{
    public static IResult ToHttp<T>(this Answer<T> answer) => answer.ToHttp(value => Results.Ok(value));

    /// <summary>Turns a refusal into a problem, and a value into what <paramref name="given"/> makes of it.</summary>
    public static IResult ToHttp<T>(this Answer<T> answer, Func<T, IResult> given) => answer.Match(given, ToProblem);

    /// <inheritdoc cref="ToHttp{T}(Answer{T}, Func{T, IResult})"/>
    public static Task<IResult> ToHttpAsync<T>(this Answer<T> answer, Func<T, Task<IResult>> given) =>
        answer.Match(given, refusal => Task.FromResult(refusal.ToProblem()));

    /// <summary>Reads the answer to a query, or passes on the refusal of the query itself.</summary>
    public static Task<IResult> ToHttpAsync<TQuery, T>(this Answer<TQuery> query, Func<TQuery, Task<T>> read) =>
        query.ToHttpAsync(async wanted => Results.Ok(await read(wanted)));

    public static IResult ToProblem(this Refusal refusal) => Results.Problem(refusal.ToDetails());

    /// <summary>The problem document: type, title, status, detail and code, with the members of the report beside them.</summary>
    public static ProblemDetails ToDetails(this Refusal refusal)
    {
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = Title(refusal.Status),
            Status = refusal.Status,
            Detail = refusal.Detail,
        };
        problem.Extensions["code"] = refusal.Code;
        if (refusal.Report is not null)
        {
            using var members = JsonSerializer.SerializeToDocument(refusal.Report, PortalJson.Options);
            foreach (var member in members.RootElement.EnumerateObject())
                problem.Extensions[member.Name] = member.Value.Clone();
        }

        return problem;
    }

    /// <summary>After how many seconds it is worth asking again, where the refusal does not say.</summary>
    public const int SecondsToWait = 30;

    /// <summary>Adds the request's path, except to a 404, which must look the same for every id. Removes the random trace id.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Extensions.Remove("traceId");
        if (
            context.ProblemDetails.Status == StatusCodes.Status429TooManyRequests
            && context.HttpContext.Response.Headers.RetryAfter.Count == 0
        )
            context.HttpContext.Response.Headers.RetryAfter = SecondsToWait.ToString(CultureInfo.InvariantCulture);
        if (context.ProblemDetails.Status != StatusCodes.Status404NotFound)
            context.ProblemDetails.Instance ??= context.HttpContext.Request.Path;
    }

    private static string Title(int status) =>
        status switch
        {
            400 => "The request is malformed",
            401 => "Sign in first",
            403 => "Your role does not include this",
            404 => "Not found",
            408 => "Too slow",
            409 => "Not possible now",
            413 => "Too large",
            422 => "Refused as it stands",
            428 => "Say why first",
            429 => "Too many requests",
            503 => "Away for a moment",
            < 500 => "The request was refused",
            _ => "Something went wrong",
        };
}
