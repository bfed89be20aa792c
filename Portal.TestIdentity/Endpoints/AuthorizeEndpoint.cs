using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>
/// Where a person signs in: by <c>login_hint</c> at once, or by a button of a page. Nobody stays signed in, so each sign-in is a choice.
/// </summary>
internal static class AuthorizeEndpoint
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public static async Task<IResult> AnswerAsync(IdentityProvider provider, IRealm realm, HttpContext context)
    {
        var request = await AuthorizeRequest.ReadAsync(context.Request);
        if (request.ErrorBeforeRedirect(realm.Client, provider.Options.RedirectUris) is { } wrong)
            return Replies.Html(Pages.Refused(wrong), wrong.Status);
        if (request.Error() is { } error)
            return request.Return(error);
        if (provider.Faults.TakeRefusal() is { } refusal)
            return request.Return(Errors.Denied with { Code = refusal });

        var people = realm.People.ToList();
        var chosen = request[AuthorizeRequest.PersonField];
        if (chosen == Pages.Cancel)
            return request.Return(Errors.Denied);
        if (people.Find(person => Is(person, chosen ?? Hint(request))) is { } person)
            return SignIn(provider, realm, request, person);
        return request["prompt"] == "none"
            ? request.Return(Errors.SignInNeeded)
            : Replies.Html(Pages.SignIn(request, people, unknown: chosen ?? Hint(request)));
    }

    private static IResult SignIn(IdentityProvider provider, IRealm realm, AuthorizeRequest request, Person person)
    {
        var grant = new SignInGrant(realm.Name, request["client_id"]!, request["redirect_uri"]!, request["code_challenge"]!, person)
        {
            Nonce = request["nonce"],
            Scope = request["scope"]!,
            WantsAccount = request["client_info"] == "1",
            Before = realm.Now + CodeLifetime,
        };
        var code = provider.Codes.Issue(grant);
        if (provider.Faults.TakeSpentCode())
            provider.Codes.Redeem(code);
        return request.Return(
            new("code", code),
            new("client_info", grant.WantsAccount ? realm.Account(grant) : null),
            new("session_state", Guid.NewGuid().ToString())
        );
    }

    // A client that wants a choice gets one, whomever it expects.
    private static string? Hint(AuthorizeRequest request) =>
        request["prompt"] is "login" or "select_account" ? null : request["login_hint"];

    private static bool Is(Person person, string? name) => string.Equals(person.UserName, name, StringComparison.OrdinalIgnoreCase);
}
