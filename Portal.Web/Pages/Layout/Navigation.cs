using Portal.Api.Access;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages.Layout;

/// <summary>Where somebody can go: a few places for every week, and behind the name of their service what is done once a year.</summary>
public static class Navigation
{
    private static readonly Place Network = new(
        "Network",
        "/network",
        [
            new(Section.Network, "/network"),
            new(Section.Analysis, "/network/analysis"),
            new(Section.Funnels, "/network/funnels"),
            new(Section.NetworkOverTime, "/network/over-time"),
            new(Section.Equity, "/network/equity"),
            new(Section.Planning, "/network/planning"),
            new(Section.Calculator, "/network/calculator"),
        ]
    );

    private static readonly Place Administration = new(
        "Administration",
        "/services",
        [
            new(Section.Services, "/services"),
            new(Section.People, "/people"),
            new(Section.Calendar, "/calendar"),
            new(Section.Measures, "/measures"),
            new(Section.Audit, "/audit"),
            new(Section.Erasures, "/erasures"),
            new(Section.Mail, "/mail"),
        ]
    );

    /// <summary>The service of a page: of its address, or else the first one of the visitor.</summary>
    public static Service? ServiceOf(HttpContext context, Visitor visitor) =>
        (Service?)context.Items[typeof(Service)]
        ?? visitor.Services.FirstOrDefault(own =>
            string.Equals(own.Code, context.Request.Query["service"], StringComparison.OrdinalIgnoreCase)
        )
        ?? (visitor.Services.Count > 0 ? visitor.Services[0] : null);

    /// <summary>In the order of the work; empty for somebody who is not signed in.</summary>
    /// <param name="own">The service of the page.</param>
    public static IReadOnlyList<Place> Places(Visitor visitor, Service? own) =>
        visitor.Caller is null
            ? []
            :
            [
                Place.Alone(Section.Home, "/"),
                .. own is null ? [] : OfService(own, visitor.Services.Count > 1 ? $"?service={own.Code}" : ""),
                .. visitor.IsReader ? new[] { Place.Alone(Section.SharedWithMe, "/shared") } : [],
                .. visitor.IsAnalyst ? new[] { Network } : [],
                .. own is null ? new[] { Place.Alone(Section.Releases, "/releases") } : [],
                .. visitor.IsAdministrator ? new[] { Administration } : [],
            ];

    private static Place[] OfService(Service own, string query) =>
        [
            new(
                "Send",
                $"/send?service={own.Code}",
                [
                    new(Section.Send, $"/send?service={own.Code}"),
                    new(Section.History, $"/history/{own.Code}"),
                    new(Section.Templates, $"/help/templates{query}"),
                ]
            ),
            new(
                Place.OurFigures,
                $"/families/{own.Code}",
                [
                    new(Section.Families, $"/families/{own.Code}"),
                    new(Section.Outcomes, $"/outcomes/{own.Code}"),
                    new(Section.OverTime, $"/over-time/{own.Code}"),
                    new(Section.Experience, $"/experience/{own.Code}"),
                    new(Section.Work, $"/our-work/{own.Code}"),
                ]
            ),
            new(
                "Together",
                $"/compare/{own.Code}",
                [
                    new(Section.Compare, $"/compare/{own.Code}"),
                    new(Section.Releases, $"/releases{query}"),
                    new(Section.OptIn, $"/opt-in/{own.Code}"),
                ]
            ),
        ];

    /// <summary>What is done once a year, behind the name of the service.</summary>
    public static IReadOnlyList<Section> OnceAYear(Service own) =>
        [
            new(Section.Shares, $"/shares/{own.Code}"),
            new(Section.OwnWords, $"/own-words/{own.Code}"),
            .. own.IsLed
                ? new Section[]
                {
                    new(Section.Team, $"/people/{own.Code}"),
                    new(Section.Tokens, $"/tokens/{own.Code}"),
                    new(Section.OwnLog, $"/audit/{own.Code}"),
                    new(Section.OwnClosing, $"/closing/{own.Code}"),
                    new(Section.OwnErasure, $"/erasure/{own.Code}"),
                }
                : [],
        ];

    /// <summary>The same page of another service, or its history where it has no such page.</summary>
    public static string Switch(string? section, Service other) =>
        OfService(other, $"?service={other.Code}")
            .SelectMany(place => place.Tabs)
            .Concat(OnceAYear(other))
            .FirstOrDefault(part => part.Name == section)
            ?.Address
        ?? $"/history/{other.Code}";
}
