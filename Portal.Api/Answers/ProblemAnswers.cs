using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Api.Answers;

/// <summary>Turns answers into HTTP: values as JSON, refusals as RFC 9457 problems.</summary>
public static class ProblemAnswers
{
    public static IResult ToHttp<T>(this Answer<T> answer) =>
        answer switch
        {
            Answer<T>.Given given => Results.Ok(given.Value),
            Answer<T>.Refused refused => refused.Reason.ToProblem(),
            _ => throw new InvalidOperationException("An answer is given or refused."),
        };

    /// <summary>Answers a well-formed query with what <paramref name="read"/> finds, or with the query's refusal.</summary>
    public static async Task<IResult> ToHttpAsync<TQuery, T>(this Answer<TQuery> query, Func<TQuery, Task<T>> read) =>
        query switch
        {
            Answer<TQuery>.Given given => Results.Ok(await read(given.Value)),
            Answer<TQuery>.Refused refused => refused.Reason.ToProblem(),
            _ => throw new InvalidOperationException("An answer is given or refused."),
        };

    public static IResult ToProblem(this Refusal refusal) => Results.Problem(refusal.ToDetails());

    /// <summary>The problem document: type, title, status, detail, code, and the report's members beside them.</summary>
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

    /// <summary>Names the request's path; a 404 stays the same for whatever id was asked for, and nothing in a body differs by chance.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Extensions.Remove("traceId");
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
            409 => "Not possible now",
            413 => "Too large",
            422 => "Refused as it stands",
            429 => "Too many requests",
            503 => "Away for a moment",
            < 500 => "The request was refused",
            _ => "Something went wrong",
        };
}
