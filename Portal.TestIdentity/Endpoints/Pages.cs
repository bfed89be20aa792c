using System.Text.Encodings.Web;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>The few pages that people and browsers see.</summary>
internal static class Pages
{
    /// <summary>Value of the button that declines.</summary>
    public const string Cancel = "cancel";

    private const string Style =
        "body{font:1.1rem sans-serif;margin:2rem auto;max-width:34rem;padding:0 1rem}"
        + "button{display:block;font:inherit;margin:.5rem 0;padding:.6rem;text-align:left;width:100%}small{display:block}";

    /// <summary>The page on which somebody chooses who to be: <c>button[value="USER NAME"]</c>.</summary>
    public static string SignIn(AuthorizeRequest request, IReadOnlyList<Person> people, string? unknown)
    {
        var kept = request.Fields.Keys.Where(name => name != AuthorizeRequest.PersonField).Select(name => Hidden(name, request[name]));
        var buttons = people.Select(person => Button(person.UserName, $"{Encoded(person.Name)} <small>{Encoded(person.UserName)}</small>"));
        var hint = unknown is null ? "" : $"<p role=\"alert\">Nobody here is called {Encoded(unknown)}.</p>";
        return Page(
            "Sign in (test identity)",
            $"""
            <p>These people are invented. This provider is for tests on this machine.</p>
            {hint}
            <form method="post">
            {string.Join('\n', [.. kept, .. buttons])}
            {Button(Cancel, "Cancel")}
            </form>
            """
        );
    }

    /// <summary>A page that posts the fields on, as <c>response_mode=form_post</c> asks.</summary>
    public static string PostBack(string address, IEnumerable<KeyValuePair<string, string?>> fields) =>
        Page(
            "Signing in (test identity)",
            $"""
            <form method="post" action="{Encoded(address)}">
            {string.Join('\n', fields.Select(field => Hidden(field.Key, field.Value)))}
            <noscript><button>Continue</button></noscript>
            </form>
            <script>document.forms[0].submit()</script>
            """
        );

    public static string Refused(ProtocolError error) => Page("Sign-in failed (test identity)", $"<p>{Encoded(error.Text)}</p>");

    public static string SignedOut() => Page("Signed out (test identity)", "<p>You are signed out.</p>");

    private static string Page(string title, string content) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
            <style>{Style}</style></head>
            <body><main><h1>{title}</h1>
            {content}
            </main></body>
            </html>
            """;

    private static string Button(string value, string content) =>
        $"""<button name="{AuthorizeRequest.PersonField}" value="{Encoded(value)}">{content}</button>""";

    private static string Hidden(string name, string? value) =>
        $"""<input type="hidden" name="{Encoded(name)}" value="{Encoded(value ?? "")}">""";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
