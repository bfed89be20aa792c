using System.Globalization;
using System.Text;

namespace Portal.Api.Answers;

/// <summary>Writes an enum value as clients know it: <c>TooFewCases</c> becomes <c>TOO_FEW_CASES</c>.</summary>
public static class Codes
{
    public static string Of<TState>(TState state)
        where TState : struct, Enum
    {
        var name = state.ToString();
        var code = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && code.Length > 0)
                code.Append('_');
            code.Append(char.ToUpper(letter, CultureInfo.InvariantCulture));
        }

        return code.ToString();
    }
}
