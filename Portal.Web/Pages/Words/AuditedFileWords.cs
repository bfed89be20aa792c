using Microsoft.AspNetCore.WebUtilities;
using Portal.Api.Audit;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Web.Pages.Words;

/// <summary>Words for the file, picture or page of figures that an entry of the audit log is about.</summary>
public static class AuditedFileWords
{
    private const string Api = "api/v1/";
    private const string Own = Api + "services/{service}/";

    // By the pattern of the address, without its ending when it is a picture.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [Own + "charts/referral-risks"] = "Risks known at referral",
        [Own + "charts/risks-together"] = "Risks that come together",
        [Own + "charts/compared"] = "Changes beside the other services",
        [Own + "charts/compared-risks"] = "Risks beside the network",
        [Own + "charts/funnel"] = "Funnel with the own point",
        [Own + "charts/experience"] = "Feedback",
        [Own + "charts/approaches"] = "Contacts by approach",
        [Own + "charts/indirect"] = "Work with other professionals",
        [Own + "charts/flow"] = "From referral to closing",
        [Own + "charts/families"] = "Who the families are",
        [Own + "charts/families-together"] = "Families together, from start to end",
        [Own + "charts/outcome-board"] = "Outcomes at a glance",
        [Own + "charts/pre-post"] = "One measure before and after",
        [Own + "charts/trend"] = "A figure over time",
        [Own + "chasing"] = "Cases worth chasing",
        [Own + "extracts/{period}/template"] = "Template with the open cases",
        [Api + "network/profile"] = "Who the families of the network are",
        [Api + "network/outcomes"] = "Outcomes of the network",
        [Api + "network/analysis"] = "Analysis of the network",
        [Api + "network/planning"] = "Planning",
        [Api + "network/funnel"] = "Funnel of services",
        [Api + "network/over-time"] = "Network over time",
        [Api + "network/equity"] = "Change by group of families",
        [Api + "network/charts/network-funnel"] = "Funnel of services",
        [Api + "network/charts/network-over-time"] = "Network over time",
        [Api + "network/charts/network-equity"] = "Change by group of families",
        [Api + "network/charts/referral-risks"] = "Risks known at referral, in the network",
        [Api + "network/charts/forest"] = "One measure, service by service",
        [Api + "network/audit"] = "Audit log",
        [Api + "admin/calendar/{period}/late"] = "Services that are late",
        [Api + "network/releases/{id}/preview"] = "What the release withholds, and why",
        [Own + "extracts/{period}/checks/{check}/error-file"] = "Workbook of the problems",
        [Own + "extracts/{period}/checks/{check}/error-files/{file}"] = "Error file",
        ["releases/{id}"] = "What the release withholds, and why",
        ["network"] = "Network overview",
        ["network/analysis"] = "Analysis of the network",
        ["network/planning"] = "Planning",
        ["network/funnels"] = "Funnel of services",
        ["network/over-time"] = "Network over time",
        ["network/equity"] = "Change by group of families",
    };

    /// <summary>What was looked at or taken away, in words; <c>null</c> when the entry is about something else.</summary>
    public static string? Of(AuditLine line)
    {
        if (line.Subject?.Split('?') is not [var pattern, .. var asked] || Name(pattern) is not { } name)
            return null;
        var known = QueryHelpers.ParseQuery(string.Concat(asked)).ToDictionary(part => part.Key, part => part.Value.ToString());
        var words = new List<string> { name };
        if (known.TryGetValue("measure", out var code))
            words.Add(MeasureCatalogue.Published.Find(code, known.GetValueOrDefault("subscale") ?? "")?.FullName ?? code);
        if (
            Month.TryParse(known.GetValueOrDefault("from") ?? "", out var from)
            && Month.TryParse(known.GetValueOrDefault("before") ?? "", out var before)
        )
            words.Add(new Window(from, before).Words);
        if (known.TryGetValue("release", out var release))
            words.Add($"release {release}");
        return string.Join(", ", words);
    }

    private static string? Name(string pattern)
    {
        if (Names.TryGetValue(pattern, out var page))
            return page;
        var dot = pattern.LastIndexOf('.');
        return dot > 0 && Names.TryGetValue(pattern[..dot], out var file) ? $"{file} ({pattern[(dot + 1)..].ToUpperInvariant()})" : null;
    }
}
