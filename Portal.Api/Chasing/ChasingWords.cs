namespace Portal.Api.Chasing;

/// <summary>The lists in words, for the page and the file alike.</summary>
public static class ChasingWords
{
    /// <summary>What the cases of a list have in common.</summary>
    public static string Name(string code) =>
        code switch
        {
            WorthChasing.ClosedWithoutLast => "Closed without a last score",
            WorthChasing.NotListed => "Listed last quarter and not now",
            WorthChasing.RisksNotAssessed => "No risk assessment",
            _ => "First score missing",
        };

    /// <summary>Why it matters, and what to do.</summary>
    public static string Advice(string code) =>
        code switch
        {
            WorthChasing.ClosedWithoutLast => "A first score is known and no later one, so these families count in no change. "
                + "Was a last form filled in and not typed?",
            WorthChasing.NotListed => "They were waiting or open in the quarter before, and the latest extract does not list them. "
                + "Were they forgotten, or renamed?",
            WorthChasing.RisksNotAssessed =>
                "The work began, and nobody has recorded the risks. They count as not known, not as without risk.",
            _ => $"Open, with {WorthChasing.ContactsUntilFirstScore} attended contacts or more and no first score. "
                + "A first score that comes late cannot show change.",
        };
}
