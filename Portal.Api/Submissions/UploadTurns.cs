using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Portal.Api.Submissions;

/// <summary>
/// Large uploads take turns, so that the upload limits bound the memory
/// however many arrive at once. Most extracts are small and never wait.
/// </summary>
public static class UploadTurns
{
    /// <summary>A request of this many bytes or more takes a turn; so does one of unknown length.</summary>
    public const long LargeFrom = 4 * 1024 * 1024;

    /// <summary>How many large uploads are read and checked at the same time.</summary>
    public const int AtOnce = 4;

    private const int Waiting = 200;

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "30";
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(context =>
            IsLarge(context.Request)
                ? RateLimitPartition.GetConcurrencyLimiter(
                    true,
                    _ => new ConcurrencyLimiterOptions
                    {
                        PermitLimit = AtOnce,
                        QueueLimit = Waiting,
                        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                    }
                )
                : RateLimitPartition.GetNoLimiter(false)
        );
    }

    private static bool IsLarge(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
        && request.ContentLength is (null or >= LargeFrom);
}
