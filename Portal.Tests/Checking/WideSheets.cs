using System.Text;
using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>A sheet with one row a case, whose columns hold scores and risks, and what somebody said that they are.</summary>
internal static class WideSheets
{
    public const string Start = "HADS anxiety start";
    public const string End = "HADS anxiety at the end";
    public const string Goal = "Goal 1 start";

    public const string Scores = """
        {"HADS anxiety start":{"measure":"HADS","subscale":"ANXIETY","timepoint":"BASELINE","respondent":"MOTHER"},
         "HADS anxiety at the end":{"measure":"HADS","subscale":"ANXIETY","timepoint":"END","respondent":"MOTHER","weekHeading":"Weeks"},
         "Goal 1 start":{"measure":"GBO","timepoint":"BASELINE","respondent":"MOTHER","week":1,"goal":1},
         "Karitane":{"measure":"KPCS","timepoint":"BASELINE","respondent":"MOTHER"}}
        """;

    public const string Risks = """
        {"Alone":{"riskCode":"ISOLATION","stage":"REFERRAL"},"Money":{"riskCode":"POVERTY","stage":"REFERRAL"},
         "Early":{"riskCode":"PREMATURITY","stage":"REFERRAL"}}
        """;

    public static readonly string Combined = Cases(Scores, Risks);

    public static CsvText Sheet()
    {
        var cells = new Dictionary<string, string[]>
        {
            [Start] = ["12", ""],
            [End] = ["7", ""],
            ["Weeks"] = ["18", ""],
            [Goal] = ["3", ""],
            ["Karitane"] = ["", "LANGUAGE"],
            ["Alone"] = ["Yes", ""],
            ["Money"] = ["no", ""],
            ["Early"] = ["", "Y"],
        };
        return cells.Aggregate(
            CsvText.Of(Extract.Text("cases.csv")),
            (sheet, column) => sheet.With(column.Key, row => row <= 2 ? column.Value[row - 1] : "")
        );
    }

    public static string Cases(string scores, string risks) => $"{{\"files\":{{\"cases\":{{\"scores\":{scores},\"risks\":{risks}}}}}}}";

    public static CheckedExtract Check(CsvText sheet, string? mapping = null) =>
        Run(mapping, [Extract.File("cases.csv", sheet.ToString())]);

    public static CheckedExtract Run(string? mapping, IReadOnlyList<UploadedFile> files) =>
        ExtractCheck.Run(Extract.Request with { Mapping = mapping is null ? ExtractMapping.None : Mappings.Of(mapping) }, files);

    public static CheckedExtract Again(CheckedExtract first, string mapping) =>
        Run(
            mapping,
            [
                .. first
                    .Files.Where(file => file.MadeFrom is null)
                    .Select(file => new UploadedFile(file.Name, file.Kept) { SentAs = file.Sha256 }),
            ]
        );

    public static string Kept(CheckedExtract result) =>
        string.Concat(result.Files.Where(file => file.MadeFrom is null).Select(file => Encoding.UTF8.GetString(file.Kept.Span)));
}
