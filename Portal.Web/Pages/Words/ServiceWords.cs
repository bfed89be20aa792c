namespace Portal.Web.Pages.Words;

/// <summary>Words for the facts of the registry of services.</summary>
public static class ServiceWords
{
    public static string Nation(string code) =>
        code switch
        {
            "E" => "England",
            "W" => "Wales",
            "S" => "Scotland",
            "N" => "Northern Ireland",
            _ => code,
        };

    public static string Host(string code) =>
        code switch
        {
            "COUNCIL" => "Council",
            "CHARITY" => "Charity",
            "MIXED" => "Several together",
            _ => code,
        };
}
