using Portal.Api.Audit;

namespace Portal.Web.Pages.Words;

/// <summary>Words for why somebody takes exact figures away as a file.</summary>
public static class ExportWords
{
    /// <summary>The reasons of <see cref="ExportReasons.All"/> as a member chooses them.</summary>
    public static string Reason(string reason) =>
        reason switch
        {
            "WORK_WITH_FAMILIES" => "Our own work with families or in the team",
            "SUPERVISION_OR_AUDIT" => "Supervision or audit",
            "COMMISSIONER_REPORT" => "A report to a commissioner",
            "DATA_REQUEST" => "A request for data that we must answer",
            "OTHER" => "Another reason",
            _ => reason,
        };
}
