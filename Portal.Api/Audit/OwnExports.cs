using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.Audit;

/// <summary>On every route by which exact figures of the own service leave as a file.</summary>
public sealed class AsksForReason
{
    internal static readonly AsksForReason Marker = new();

    private AsksForReason() { }
}

/// <summary>Files of a service's own exact figures: asked for with a reason, and logged with it.</summary>
/// <remarks>Source: docs/disclosure.md, "Files of exact figures".</remarks>
public static partial class OwnExports
{
    /// <summary>The page that asks a browser for the reason, followed by the code of the service.</summary>
    public const string ReasonPage = "/export-reason";

    private const string Parameter = "reason";

    /// <summary>
    /// Answers only to whoever has said why: a browser once a session on <see cref="ReasonPage"/>, a script in each request with
    /// <c>reason=</c>. The log keeps the reason with what was asked.
    /// </summary>
    public static RouteHandlerBuilder ExportsOwnFigures(this RouteHandlerBuilder route, string auditEvent) =>
        route
            .AddEndpointFilter(AskAsync)
            .AuditExport(auditEvent)
            .WithMetadata(AsksForReason.Marker)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired)
            .AddOpenApiOperationTransformer((operation, _, _) => DescribeAsync(operation));

    /// <summary>Whether a local address is that of a file of this service, so that the page may lead on to it.</summary>
    public static bool IsFileOf(Service service, string address) =>
        address.StartsWith($"/api/v1/services/{service.Code}/", StringComparison.OrdinalIgnoreCase)
        && Plain().IsMatch(address)
        && !address.Split('?')[0].Contains("..", StringComparison.Ordinal);

    private static async ValueTask<object?> AskAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        // A browser's reason is the one of its session: a link from somewhere else cannot give it in somebody's name.
        var isBrowser = context.Items.TryGetValue(typeof(ExportReason), out var ofSession);
        var read = ExportReasons.Read(isBrowser ? ((ExportReason)ofSession!).Code : context.Request.Query[Parameter]);
        if (read.IsGiven(out var reason))
        {
            context.Items[typeof(ExportReason)] = new ExportReason(reason);
            return await next(invocation);
        }

        var wantsPage = isBrowser && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        var file = context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        return wantsPage ? Results.Redirect($"{ReasonPage}/{context.Service().Code}?then={Uri.EscapeDataString(file)}") : read.ToHttp();
    }

    private static Task DescribeAsync(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = Parameter,
                In = ParameterLocation.Query,
                Description = "Why the file is needed; scripts give it in each request.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. ExportReasons.All.Select(code => System.Text.Json.Nodes.JsonValue.Create(code))],
                },
            }
        );
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"^/[A-Za-z0-9_./-]+(\?[^\\]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
