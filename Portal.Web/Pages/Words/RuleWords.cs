using Portal.Api.Extracts.Rules;

namespace Portal.Web.Pages.Words;

/// <summary>What a rule does, in words.</summary>
public static class RuleWords
{
    public static string Severity(Severity severity) => severity switch
    {
        Api.Extracts.Rules.Severity.Error => "must be put right",
        Api.Extracts.Rules.Severity.Warning => "needs a reason",
        _ => "tells you something",
    };
}
