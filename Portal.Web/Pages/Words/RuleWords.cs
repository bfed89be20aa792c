using Portal.Api.Extracts.Rules;

namespace Portal.Web.Pages.Words;

/// <summary>What a rule does, in words.</summary>
public static class RuleWords
{
    public static string Severity(Severity severity) =>
        severity switch
        {
            Api.Extracts.Rules.Severity.Error => "must be put right",
            Api.Extracts.Rules.Severity.Warning => "needs a reason",
            _ => "tells you something",
        };

    /// <summary>The class of the tag that shows the severity.</summary>
    public static string Tag(Severity severity) =>
        severity switch
        {
            Api.Extracts.Rules.Severity.Error => "tag-stop",
            Api.Extracts.Rules.Severity.Warning => "tag-wait",
            _ => "",
        };

    public static string Gate(Gate gate) =>
        gate switch
        {
            Api.Extracts.Rules.Gate.File => "First: each file as a whole",
            Api.Extracts.Rules.Gate.Rows => "Second: rows and cells",
            Api.Extracts.Rules.Gate.History => "Last: what the portal knows of your service",
            _ => "Third: the whole extract",
        };

    public static string GateMeaning(Gate gate) =>
        gate switch
        {
            Api.Extracts.Rules.Gate.File =>
                "Can the file be read, is it the right one, and does it identify nobody? A file that fails here is not looked at further, "
                    + "so that one wrong setting never makes a thousand problems.",
            Api.Extracts.Rules.Gate.Rows =>
                "Is every row complete, and does every cell hold what its column may hold? All problems are told at once.",
            Api.Extracts.Rules.Gate.History =>
                "Does the extract fit what your service sent for earlier quarters, and does it hold a case that was erased? The program "
                    + "that checks without a network cannot ask this.",
            _ => "Do the columns of a row, the rows of a file and the files of the extract go together?",
        };

    /// <summary>What a family of rules is about; the family is the part of the code before the dot.</summary>
    public static string Family(string family) =>
        family switch
        {
            "file" => "Files",
            "encoding" => "Encoding",
            "char" => "Characters that cannot be seen",
            "csv" => "Columns and quotation marks",
            "header" => "The header row",
            "service" => "Whose file it is",
            "identifier" => "What identifies a person",
            "row" => "Rows",
            "value" => "Cells",
            "period" => "Months and the quarter",
            "case" => "Cases",
            "score" => "Scores",
            "orphan" => "Rows without a case",
            "risk" => "Risks",
            "history" => "Earlier quarters",
            _ => family,
        };
}
