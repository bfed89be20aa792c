using System.Text;

namespace Portal.Api.Extracts;

/// <summary>Column names as people type them: capitals, spaces, hyphens and underscores make no difference.</summary>
internal static class ColumnName
{
    /// <summary>The part of a name that counts in comparisons.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter is not (' ' or '\u00A0' or '-' or '_' or '\t'))
                plain.Append(char.ToLowerInvariant(letter));
        }
        return plain.ToString();
    }
}
