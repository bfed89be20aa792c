using System.Text;

namespace Portal.Api.Extracts;

/// <summary>Names of columns as people type them: capitals, spaces, hyphens and underscores do not count.</summary>
internal static class ColumnName
{
    /// <summary>What of a name counts when names are compared.</summary>
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
