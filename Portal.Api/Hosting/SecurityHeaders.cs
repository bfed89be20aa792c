namespace Portal.Api.Hosting;

/// <summary>Headers of every answer, error pages included.</summary>
public static class SecurityHeaders
{
    /// <param name="provider">Where the form for signing out goes on to; <c>null</c> without an identity provider.</param>
    public static void UseSecurityHeaders(this WebApplication app, Uri? provider)
    {
        // Browsers hold the target of a form against its whole way, redirects included.
        var forms = provider is null ? "'self'" : "'self' " + provider.GetLeftPart(UriPartial.Authority);
        var policy = $"default-src 'self'; base-uri 'none'; form-action {forms}; frame-ancestors 'none'; object-src 'none'";
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(
                    static state =>
                    {
                        var (response, policy) = ((HttpResponse, string))state;
                        var headers = response.Headers;
                        headers.ContentSecurityPolicy = policy;
                        headers.XContentTypeOptions = "nosniff";
                        headers["Referrer-Policy"] = "same-origin";
                        headers["Cross-Origin-Opener-Policy"] = "same-origin";
                        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                        // Browsers and proxies must never keep data; static files set their own header.
                        if (headers.CacheControl.Count == 0)
                            headers.CacheControl = "no-store";
                        return Task.CompletedTask;
                    },
                    (context.Response, policy)
                );
                return next();
            }
        );
    }
}
