using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Extracts;

namespace Portal.Api.Workspace;

/// <summary>Notes for the log what was asked of the workspace, once it is known that there is an answer.</summary>
/// <remarks>Source: docs/disclosure.md, "The workspace".</remarks>
public static class WorkspaceAsked
{
    public static Answer<NetworkProfile> Noted(this Answer<NetworkProfile> answer, HttpContext context)
    {
        if (answer.IsGiven(out var profile))
            Note(context, profile.Release, profile.Window);
        return answer;
    }

    /// <param name="query">Only a measure and subscale of the catalogue are noted.</param>
    public static Answer<NetworkOutcomes> Noted(this Answer<NetworkOutcomes> answer, HttpContext context, WorkspaceQuery query)
    {
        if (!answer.IsGiven(out var outcomes))
            return answer;
        Note(context, outcomes.Release, outcomes.Window);
        var known = MeasureCatalogue.Published.All.Where(measure => measure.Code == query.Measure).ToList();
        context.Asks("measure", known.FirstOrDefault()?.Code ?? "");
        context.Asks("subscale", known.FirstOrDefault(measure => measure.Subscale == query.Subscale)?.Subscale ?? "");
        return answer;
    }

    public static Answer<NetworkAnalysis> Noted(this Answer<NetworkAnalysis> answer, HttpContext context)
    {
        if (!answer.IsGiven(out var analysis))
            return answer;
        context.Asks("release", analysis.Release);
        context.Asks(new Periods.Window(analysis.From, analysis.Before));
        context.Asks("measure", analysis.Measure);
        context.Asks("subscale", analysis.Subscale);
        context.Asks("by", analysis.By ?? "");
        foreach (var moderator in analysis.Moderators)
            context.Asks("moderator", moderator);
        return answer;
    }

    private static void Note(HttpContext context, string release, string window)
    {
        context.Asks("release", release);
        context.Asks("window", window);
    }
}
