using Portal.Api.Access;

namespace Portal.Web.Pages.Words;

/// <summary>Words for the roles of people.</summary>
public static class RoleWords
{
    /// <summary>What somebody with the role is called, such as "team lead".</summary>
    public static string Of(string role) =>
        role switch
        {
            Roles.Member => "team member",
            Roles.Lead => "team lead",
            Roles.Reader => "reader of reports",
            Roles.Analyst => "network analyst",
            Roles.Administrator => "network administrator",
            _ => role,
        };

    /// <summary>The same at the beginning of a line.</summary>
    public static string Title(string role) => Of(role) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "";

    /// <summary>The same with its article, such as "a team lead".</summary>
    public static string WithArticle(string role) => "a " + Of(role);

    /// <summary>What somebody with the role does, for whoever gives it.</summary>
    public static string Does(string role) =>
        role switch
        {
            Roles.Member => "checks and sends extracts, sees the team's families and outcomes",
            Roles.Lead => "also keeps people, sharing and taking part in the network",
            Roles.Reader => "reads the team's protected figures, never families",
            Roles.Analyst => "makes releases and looks at the network's figures, never families",
            Roles.Administrator => "keeps services, people, the calendar and the log",
            _ => "",
        };

    /// <summary>What somebody with the role may do, for whoever gets it.</summary>
    public static string May(string role) =>
        role switch
        {
            Roles.Member => "You will check and send your team's extracts, and see your own families and outcomes.",
            Roles.Lead => "You will do what a member does, and decide who is in your team here, who reads its reports, and whether it is "
                + "part of the network's figures.",
            Roles.Reader => "You will read the team's protected figures. You will not see families.",
            Roles.Analyst => "You will make the network's releases and look at its figures. You will not see families.",
            Roles.Administrator => "You will keep services, people and the calendar. You will not see families.",
            _ => "",
        };

    /// <summary>The same for the code of the audit log.</summary>
    public static string OfCode(string code) =>
        code switch
        {
            "SERVICE_MEMBER" => Of(Roles.Member),
            "SERVICE_LEAD" => Of(Roles.Lead),
            "REPORT_READER" => Of(Roles.Reader),
            "NETWORK_ANALYST" => Of(Roles.Analyst),
            "NETWORK_ADMIN" => Of(Roles.Administrator),
            _ => code,
        };
}
