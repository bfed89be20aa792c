using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.Hosting;

/// <summary>Refuses whoever asks too often, by the limiter of ASP.NET Core. Health probes and static files are never refused.</summary>
public static class RateLimits
{
    // A request that is refused counts as so many.
    private const int CostOfFailure = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Refusal TooMany = new(
        StatusCodes.Status429TooManyRequests,
        "TOO_MANY_REQUESTS",
        "You have asked too often in a short time. Wait as long as Retry-After says, in seconds."
    );

    public static void AddRateLimits(this IServiceCollection services, RequestLimits limits) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RefuseAsync;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsFree(context) ? RateLimitPartition.GetNoLimiter("") : Window(Asker(context), limits.RequestsAMinute, Minute)
            );
            options.AddPolicy(RequestKinds.SignIn, context => WhenPosted(context, Address(context), limits.SignInsAMinute, Minute));
            options.AddPolicy(RequestKinds.Export, context => Window(Asker(context), limits.ExportsAMinute, Minute));
            options.AddPolicy(
                RequestKinds.Release,
                context => WhenPosted(context, Asker(context), limits.ReleasesAnHour, TimeSpan.FromHours(1))
            );
        });

    /// <summary>Counts requests; it runs after authentication, so that it knows who asks, and before anything that costs more.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        app.UseRateLimiter();
        var limiter = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<RateLimiterOptions>>().Value.GlobalLimiter!;
        app.Use(
            async (context, next) =>
            {
                await next(context);
                // Guessing tokens, services and ids costs more than asking for one's own.
                if (context.Response.StatusCode is 401 or 403 or 404 && !IsFree(context))
                    using (limiter.AttemptAcquire(context, CostOfFailure - 1)) { }
            }
        );
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        // A page gets its words from the page for problems.
        if (FailureAnswers.IsApi(context))
            await TooMany.ToProblem().ExecuteAsync(context);
    }

    private static bool IsFree(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase)
        // Words for a request that was counted and refused.
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    // All tokens of a service together: a lead makes as many as they like.
    private static string Asker(HttpContext context) =>
        context.User.FindFirstValue(Caller.TokenServiceClaim) is { } service ? "tokens of service " + service
        : context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } person ? "person " + person
        : Address(context);

    private static string Address(HttpContext context) => "address " + context.Connection.RemoteIpAddress;

    private static RateLimitPartition<string> WhenPosted(HttpContext context, string asker, int most, TimeSpan window) =>
        HttpMethods.IsPost(context.Request.Method) ? Window(asker, most, window) : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> Window(string asker, int most, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(
            asker,
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = most,
                Window = window,
                QueueLimit = 0,
            }
        );
}
