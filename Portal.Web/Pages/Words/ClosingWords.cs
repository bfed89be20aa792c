using Portal.Api.Access;

namespace Portal.Web.Pages.Words;

/// <summary>Words of closing a service.</summary>
public static class ClosingWords
{
    /// <summary>Why a service is closed, as an administrator chooses it.</summary>
    public static string Reason(string reason) =>
        reason switch
        {
            "ENDED" => "The service has ended",
            "MERGED" => "It became part of another service",
            "LEFT_NETWORK" => "It leaves the network",
            "OTHER" => "Another reason",
            _ => reason,
        };

    /// <summary><c>Closed on 3 July 2025</c>, or <c>Closes on</c> while that day is to come.</summary>
    public static string On(ServiceClosing closing, DateOnly today) =>
        $"{(closing.On > today ? "Closes" : "Closed")} on {DateWords.Of(closing.On)}";
}
