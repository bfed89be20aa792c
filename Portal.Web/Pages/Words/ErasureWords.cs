using Portal.Api.Erasure;

namespace Portal.Web.Pages.Words;

/// <summary>Words of erasures for the codes that the API gives.</summary>
public static class ErasureWords
{
    /// <summary>The reasons of <see cref="EraseRecords.Reasons"/> as an administrator chooses them.</summary>
    public static string Reason(string reason) =>
        reason switch
        {
            "REQUEST_OF_FAMILY" => "The family asked for it",
            "CONSENT_WITHDRAWN" => "Consent was withdrawn",
            "SENT_BY_MISTAKE" => "It should never have been sent",
            "COURT_OR_REGULATOR" => "A court or regulator ordered it",
            "OTHER" => "Another reason",
            _ => reason,
        };

    /// <summary>Of which kind the erasure is: <see cref="ErasureReceipt.What"/> in words.</summary>
    public static string What(string what) => what == ErasureReceipt.Case ? "One case" : "The whole service";
}
