using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Periods;
using Portal.Api.SignIn.Tokens;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Tokens;

/// <summary>Access tokens of the lead's own service, and how a script sends the quarter with one.</summary>
public sealed class TokensPage(PublicAddress address, CalendarDay day) : PageModel
{
    public Service Own => HttpContext.Service();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; private set; } = [];

    /// <summary>Those that open something at this moment.</summary>
    public IReadOnlyList<AccessToken> Active => [.. Tokens.Where(token => token.State == AccessTokenState.Active)];

    /// <summary>What somebody wrote into the form; kept when it has to be put right.</summary>
    public AskedToken Asked { get; private set; } = new(null, [TokenActions.Check, TokenActions.Submit], AccessToken.UsualDays, null);

    /// <summary>The token that was just made; its key is shown this once.</summary>
    public MadeToken? Made { get; private set; }

    /// <summary>What was just done, in words.</summary>
    public string? Message { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>The quarter that the examples send: the last complete one.</summary>
    public Quarter Quarter => day.Quarter.Plus(-1);

    /// <summary>What the examples send to.</summary>
    public string SubmitTo => address.Link(Request, $"/api/v1/services/{Own.Code}/extracts/{Quarter}/submissions");

    public DateTimeOffset Now => day.Clock.GetUtcNow();

    private AdministrationCall Call => PeopleEndpoints.Call(HttpContext);

    public async Task OnGetAsync(string? done, CancellationToken cancellation)
    {
        Message = done == "REVOKED" ? "The token was revoked. Its next request is refused." : null;
        Tokens = await AccessToken.AllAsync(Call, Own, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(AskedToken asked, CancellationToken cancellation)
    {
        var answer = await MakeToken.RunAsync(Call, Own, asked, cancellation);
        if (answer.IsGiven(out var made, out var refusal))
            Made = made;
        else
        {
            Asked = asked with { Actions = asked.Actions ?? [] };
            Errors = new ErrorSummary([new FieldError(FieldOf(refusal.Code), refusal.Detail)]);
        }
        Tokens = await AccessToken.AllAsync(Call, Own, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string id, CancellationToken cancellation) =>
        (await RevokeToken.RunAsync(Call, Own, id, cancellation)).IsGiven(out _) ? Redirect($"{Request.Path}?done=REVOKED") : NotFound();

    private static string? FieldOf(string code) =>
        code switch
        {
            "TOKEN_NAME_MISSING" => "name",
            "TOKEN_ACTIONS_UNKNOWN" => "actions",
            "TOKEN_DAYS_UNKNOWN" => "days",
            "TOKEN_REASON_MISSING" => "exportReason",
            _ => null,
        };
}
