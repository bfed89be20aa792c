using Portal.Api.Access;

namespace Portal.Web.Pages.Words;

/// <summary>Words for what an access token is for.</summary>
public static class TokenWords
{
    public static string Action(string action) =>
        action switch
        {
            TokenActions.Check => "Check",
            TokenActions.Submit => "Submit",
            TokenActions.Read => "Read",
            _ => action,
        };

    /// <summary>What a token with this action can do.</summary>
    public static string Does(string action) =>
        action switch
        {
            TokenActions.Check => "Have files checked and fetch the report. Nothing is submitted.",
            TokenActions.Submit => "Submit the extract of a quarter.",
            TokenActions.Read => "Fetch what your team sees: receipts, families, outcomes. These are exact figures.",
            _ => "",
        };
}
