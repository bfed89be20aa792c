namespace Portal.Web.Pages.Layout;

/// <summary>A page that the navigation leads to, by the name that it has there.</summary>
public sealed record Section(string Name, string Address)
{
    public const string Home = "Home";
    public const string Send = "Send an extract";
    public const string History = "History";
    public const string Templates = "Templates and guide";
    public const string Families = "Families";
    public const string Outcomes = "Outcomes";
    public const string OverTime = "Over time";
    public const string Experience = "Experience";
    public const string Work = "Our work";
    public const string Compare = "Compare";
    public const string OptIn = "Being part of the network";
    public const string Shares = "Share with a reader";
    public const string OwnWords = "Own columns and words";
    public const string Team = "Our people";
    public const string Tokens = "Send by a script";
    public const string OwnLog = "Our audit log";
    public const string OwnClosing = "Closing the service";
    public const string OwnErasure = "Erasing the service";
    public const string SharedWithMe = "Shared with me";
    public const string Releases = "Released figures";
    public const string Network = "Overview";
    public const string Analysis = "Analysis";
    public const string Planning = "Planning";
    public const string Funnels = "Funnels";
    public const string NetworkOverTime = "Over the years";
    public const string Equity = "Groups";
    public const string Calculator = "Calculator";
    public const string Calendar = "Calendar";
    public const string Audit = "Audit log";
    public const string Erasures = "Erasure";
    public const string People = "People";
    public const string Services = "Services";
    public const string Measures = "Local measures";
    public const string Mail = "Mail";
    public const string MyMail = "E-mails to you";
    public const string Help = "Help";
}
