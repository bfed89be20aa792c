namespace Portal.BrowserTests.Everywhere;

/// <summary>A page and the person who looks at it.</summary>
public sealed record PortalAddress(string? User, string Path)
{
    /// <summary>Every page in its main states, over the sample network.</summary>
    public static readonly IReadOnlyList<PortalAddress> All =
    [
        new(null, "/"), new(null, "/sign-in"), new(null, "/help"), new(null, "/help/rules"), new(null, "/help/rules/value.not_month"), new(null, "/accessibility"),
        new(null, "/help/rules/case.reason_missing"), new(null, "/help/rules/identifier.nhs_number"), new(null, "/help/rules/row.duplicate_key"), new(null, "/help/guide"),
        new(null, "/help/templates"), new("member@harbour", "/help/templates"), new("analyst", "/help/templates"), new(null, "/help/dictionary"),
        new("member@harbour", "/help/dictionary"), new(null, "/help/dictionary/cases"), new(null, "/help/dictionary/scores"), new(null, "/help/dictionary/activity"),
        new(null, "/help/dictionary/codes"), new(null, "/help/dictionary/measures"), new(null, "/privacy"), new("admin", "/"), new("reader", "/"), new("member@harbour", "/"), new("member@harbour", "/send"), new("member@harbour", "/history/HARBOUR"),
        new("member@harbour", "/families/HARBOUR"), new("member@harbour", "/families/HARBOUR?from=2030-01&before=2030-04"),
        new("member@harbour", "/families/HARBOUR?from=2025-04&before=2025-01"), new("member@harbour", "/outcomes/HARBOUR"),
        new("member@harbour", "/outcomes/HARBOUR?from=2025-10&before=2026-01"), new("member@harbour", "/outcomes/HARBOUR?from=2030-01&before=2030-04"),
        new("member@harbour", "/families/CURLEW"), new("member@harbour", "/compare/HARBOUR"), new("member@harbour", "/compare/HARBOUR?release=0"), new("member@harbour", "/network"), new("analyst", "/"), new("analyst", "/network"), new("analyst", "/network/calculator?example=true"),
        new("analyst", "/network?from=2030-01&before=2030-04"),
        new("admin", "/calendar"), new("admin", "/calendar?to=2024-Q1"), new("admin", "/calendar/2025-Q4"), new("admin", "/calendar/2025-Q4?service=TEASEL"), new("admin", "/calendar/2025-Q4/closing"),
        new("admin", "/audit"), new("admin", "/audit?service=HARBOUR&event=EXTRACT_SUBMITTED"), new("admin", "/audit?event=QUARTER_REOPENED"), new("admin", "/audit?event=SLEPT"),
        new("lead@harbour", "/opt-in/HARBOUR"), new("lead@harbour", "/opt-in/HARBOUR?done=2024"), new("lead@harbour", "/opt-in/HARBOUR/2024/out"), new("member@harbour", "/opt-in/HARBOUR"),
        new("member@harbour", "/opt-in/HARBOUR/2024/out"), new("analyst", "/network?from=2023-01&before=2026-01&measure=HADS&subscale=ANXIETY"),
        new("admin", "/erasures"), new("admin", "/erasures/new"), new("member@harbour", "/erasures"), new(null, "/help/rules/case.erased"),
        new("analyst", "/network/analysis"), new("analyst", "/network/analysis?measure=HADS:ANXIETY&by=NATION&moderator=BASELINE_MEAN"), new("analyst", "/network/analysis?measure=none"),
        new("lead@harbour", "/audit/HARBOUR"), new("member@harbour", "/calendar"), new("reader", "/releases"), new("analyst", "/releases/new"), new("member@harbour", "/releases/0123456789abcdef"),
        new(null, "/help/rules/period.closed"),
        new("lead@harbour", "/shares/HARBOUR"), new("member@harbour", "/shares/HARBOUR"), new("lead@harbour", "/shares/HARBOUR?stopped=reader"), new("reader", "/shared"),
        new("reader", "/shared/HARBOUR/0123456789abcdef"),
    ];

    public override string ToString() => $"{User ?? "nobody"} {Path}";
}
