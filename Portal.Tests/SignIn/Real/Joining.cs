using System.Text.RegularExpressions;

namespace Portal.Tests.SignIn.Real;

/// <summary>Inviting somebody and accepting, as people do it on the pages.</summary>
internal static partial class Joining
{
    /// <returns>The link of the invitation.</returns>
    public static async Task<Uri> InviteAsync(SigningBrowser inviter, string page, string email, string role, string organisation = "")
    {
        (string, string)[] fields = [("name", "Somebody"), ("email", email), ("role", role), ("organisation", organisation)];
        using var invited = await inviter.PostAsync(page, "?handler=Invite", [.. fields, ("confirmed", "true")]);
        var html = await invited.Content.ReadAsStringAsync();
        return Link().Match(html) is { Success: true } link
            ? new Uri(link.Groups[1].Value)
            : throw new InvalidOperationException($"{(int)invited.StatusCode} without a link.");
    }

    /// <returns>Path of the page that the portal leads to.</returns>
    public static Task<string> ClaimAsync(SigningBrowser browser, string person, Uri link) =>
        browser.SignInAsync(person, "/sign-in/go?invitation=" + link.Segments[^1]);

    [GeneratedRegex("<code class=\"break\">([^<]+)</code>")]
    private static partial Regex Link();
}
