namespace Portal.TestIdentity.Endpoints;

/// <summary>Which part of the provider an endpoint belongs to: it is away or slow with that part.</summary>
internal sealed record Outage(ProviderPart Part)
{
    public static async Task ApplyAsync(Faults faults, HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Outage>() is { } outage)
        {
            var (isDown, delay) = faults.Of(outage.Part);
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, context.RequestAborted);
            if (isDown)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
        }
        await next(context);
    }
}
