using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn.Identities;

/// <summary>What happens when an identity provider has proved somebody in a browser, or has refused to.</summary>
public static partial class ProvenSignIn
{
    /// <summary>Where the state of a sign-in keeps the key of an invitation.</summary>
    public const string InvitationItem = "invitation";

    /// <summary>Page with the code of somebody who has no role yet.</summary>
    public const string WaitingPage = "/sign-in/no-role";

    /// <summary>Page that says why somebody could not sign in.</summary>
    public const string RefusedPage = "/sign-in/refused";

    /// <summary>Reasons of the provider's side; those of an invitation are the codes of <see cref="ClaimInvitation"/>.</summary>
    public const string Cancelled = "CANCELLED";
    public const string OtherTenant = "TENANT";
    public const string ProviderAway = "AWAY";
    public const string NotProved = "FAILED";

    /// <summary>Lets somebody in who has a role or an open invitation; anybody else gets a page and no session.</summary>
    /// <param name="identity">As the verified token names them; <c>null</c> when it names nobody.</param>
    public static async Task AdmitAsync(TicketReceivedContext context, ProvenIdentity? identity, string cookieScheme)
    {
        var services = context.HttpContext.RequestServices;
        var (database, clock) = (services.GetRequiredService<JobDatabase>().Database, services.GetRequiredService<TimeProvider>());
        var cancellation = context.HttpContext.RequestAborted;
        if (identity is null)
        {
            await RefuseAsync(context, NotProved);
            return;
        }

        Refusal? refused = null;
        if (context.Properties?.Items.TryGetValue(InvitationItem, out var key) == true && key is not null)
            (await ClaimInvitation.RunAsync(database, clock, key, identity, cancellation)).IsRefused(out refused);
        if (refused is not null && refused.Code != ClaimInvitation.SentToAnother)
        {
            await RefuseAsync(context, refused.Code);
            return;
        }

        if (await KnownPeople.FindAsync(database, identity, clock.GetUtcNow(), cancellation) is { } personId)
        {
            context.Principal = SessionPrincipal.Entering(personId, cookieScheme);
            return;
        }

        await services.GetRequiredService<StrangerAudit>().TellAsync(AuditEvents.SignInFailed);
        var code = await KnownPeople.WaitAsync(database, identity, clock.GetUtcNow(), cancellation);
        context.HandleResponse();
        context.Response.Redirect($"{WaitingPage}?code={code}{(refused is null ? "" : "&invited=true")}");
    }

    /// <summary>Turns a failed answer of the provider into a page; without it the browser would see an error of the server.</summary>
    public static Task FailAsync(RemoteFailureContext context)
    {
        var failures = Chain(context.Failure).ToList();
        Refused(
            context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProvenSignIn)),
            string.Join(" < ", failures.Select(one => $"{one.GetType().Name} {Code().Match(one.Message)}".TrimEnd()))
        );
        return RefuseAsync(
            context,
            failures.Any(one => one is SecurityTokenInvalidIssuerException) ? OtherTenant
                : failures.Any(IsAway) ? ProviderAway
                : failures.Any(one => one.Message.Contains("access_denied", StringComparison.Ordinal)) ? Cancelled
                : NotProved
        );
    }

    /// <summary>Whether an identity provider could not be reached, so that trying later helps.</summary>
    public static bool IsAway(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or TaskCanceledException
        || exception.Message.Contains("IDX20803", StringComparison.Ordinal)
        || exception.Message.Contains("IDX20804", StringComparison.Ordinal)
        || exception.Message.Contains("IDX20807", StringComparison.Ordinal);

    private static async Task RefuseAsync<TOptions>(HandleRequestContext<TOptions> context, string why)
        where TOptions : AuthenticationSchemeOptions
    {
        await context.HttpContext.RequestServices.GetRequiredService<StrangerAudit>().TellAsync(AuditEvents.SignInFailed);
        context.HandleResponse();
        context.Response.Redirect($"{RefusedPage}?why={why}");
    }

    // Kinds and codes only: the words of an exception may quote a token.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused: {Failures}")]
    private static partial void Refused(ILogger log, string failures);

    [GeneratedRegex("IDX[0-9]{5}|Correlation failed|message.State|invalid_grant|access_denied", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }
}
