using Portal.Api.Access;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages.Layout;

/// <summary>A section of the portal as the navigation shows it.</summary>
public sealed record Section(string Name, string Address)
{
    public const string Home = "Home";
    public const string Send = "Send an extract";
    public const string History = "History";
    public const string Families = "Our families";
    public const string Outcomes = "Our outcomes";
    public const string OverTime = "Over time";
    public const string Experience = "Experience";
    public const string Work = "Our work";
    public const string Compare = "Compare with the network";
    public const string OptIn = "Being part of the network";
    public const string Shares = "Share with a reader";
    public const string SharedWithMe = "Shared with me";
    public const string Releases = "Released figures";
    public const string Network = "Network overview";
    public const string Calculator = "Calculator";
    public const string Calendar = "Calendar";
    public const string Audit = "Audit log";
    public const string Erasures = "Erasure";
    public const string People = "People";
    public const string Tokens = "Send by a script";
    public const string Services = "Services";
    public const string Measures = "Local measures";
    public const string Mail = "Mail";
    public const string MyMail = "E-mails to you";
    public const string Help = "Help";

    /// <summary>What the visitor may open, in the order of the work; empty for somebody who is not signed in.</summary>
    /// <param name="service">The service of the current page; without one, the visitor's first service.</param>
    public static IReadOnlyList<Section> For(Visitor visitor, Service? service)
    {
        if (visitor.Caller is null)
            return [];
        var own = service ?? (visitor.Services.Count > 0 ? visitor.Services[0] : null);
        return
        [
            new(Home, "/"),
            .. own is null
                ? []
                : new Section[]
                {
                    new(Send, $"/send?service={own.Code}"),
                    new(History, $"/history/{own.Code}"),
                    new(Families, $"/families/{own.Code}"),
                    new(Outcomes, $"/outcomes/{own.Code}"),
                    new(Compare, $"/compare/{own.Code}"),
                    new(OptIn, $"/opt-in/{own.Code}"),
                    new(Shares, $"/shares/{own.Code}"),
                },
            .. own is { IsLed: true } ? new Section[] { new(People, $"/people/{own.Code}"), new(Audit, $"/audit/{own.Code}") } : [],
            .. visitor.IsReader ? new Section[] { new(SharedWithMe, "/shared") } : [],
            new(Releases, "/releases"),
            .. visitor.IsAnalyst ? new Section[] { new(Network, "/network"), new(Calculator, "/network/calculator") } : [],
            .. visitor.IsAdministrator
                ? new Section[]
                {
                    new(Services, "/services"),
                    new(Measures, "/measures"),
                    new(People, "/people"),
                    new(Calendar, "/calendar"),
                    new(Audit, "/audit"),
                    new(Erasures, "/erasures"),
                    new(Mail, "/mail"),
                }
                : [],
            new(Help, "/help"),
        ];
    }

    /// <summary>The same section for another service.</summary>
    public static string Switch(string? section, Service other) =>
        section switch
        {
            Families => $"/families/{other.Code}",
            Outcomes => $"/outcomes/{other.Code}",
            OverTime => $"/over-time/{other.Code}",
            Experience => $"/experience/{other.Code}",
            Work => $"/our-work/{other.Code}",
            Compare => $"/compare/{other.Code}",
            OptIn => $"/opt-in/{other.Code}",
            Shares => $"/shares/{other.Code}",
            Audit => $"/audit/{other.Code}",
            People => $"/people/{other.Code}",
            Tokens => $"/tokens/{other.Code}",
            Send => $"/send?service={other.Code}",
            _ => $"/history/{other.Code}",
        };
}
