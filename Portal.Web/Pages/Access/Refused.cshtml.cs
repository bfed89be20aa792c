using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.SignIn.Identities;

namespace Portal.Web.Pages.Access;

/// <summary>Says why somebody could not sign in, without technical detail.</summary>
public sealed class RefusedPage : PageModel
{
    public string Heading { get; private set; } = "";

    public string Sentence { get; private set; } = "";

    /// <param name="why">A code of <see cref="ProvenSignIn"/>, or of an invitation.</param>
    public void OnGet(string? why) =>
        (Heading, Sentence) = why switch
        {
            ProvenSignIn.OtherTenant => (
                "Your organisation is not part of the network",
                "You signed in with an account of an organisation that this portal does not know. If you have another account at work, "
                    + "use that one; otherwise ask the network team."
            ),
            ProvenSignIn.ProviderAway => (
                "Signing in does not work at the moment",
                "The service that checks your account does not answer. Try again in a few minutes."
            ),
            ProvenSignIn.Cancelled => (
                "You did not sign in",
                "Signing in was stopped before it was finished. Try again when you are ready."
            ),
            "INVITATION_EXPIRED" => (
                "This invitation has expired",
                "A link is good for 7 days. Ask whoever invited you for a new one. If you have a role already, just sign in."
            ),
            "INVITATION_USED" => (
                "This invitation was used already",
                "If it was you, just sign in. If it was not, tell whoever invited you at once."
            ),
            "INVITATION_WITHDRAWN" => (
                "This invitation was withdrawn",
                "Ask whoever invited you. If you have a role already, just sign in."
            ),
            "INVITATION_UNKNOWN" => ("This link opens nothing", "Check that you copied the whole link, or ask for a new invitation."),
            _ => (
                "You could not be signed in",
                "The answer of the service that checks your account could not be used; it may have been too old. Try again."
            ),
        };
}
