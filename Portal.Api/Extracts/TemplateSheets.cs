namespace Portal.Api.Extracts;

/// <summary>Sheets of the template workbook that stand for no file, so that one sent back is not asked about them.</summary>
public static class TemplateSheets
{
    public const string ReadMe = "Read me";

    /// <summary>The code lists that are too long to stand in a rule of validation; hidden.</summary>
    public const string Codes = "codes";

    public static bool IsOurs(string name) => name is ReadMe or Codes;
}
