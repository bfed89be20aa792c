using System.Text.RegularExpressions;
using Portal.Api.Periods;

namespace Portal.Api.Audit;

/// <summary>What a request asked for, as the portal understood it; the log keeps it behind the pattern of the address.</summary>
public static partial class Asked
{
    /// <summary>Notes one thing that was asked for.</summary>
    /// <param name="name">Such as <c>measure</c>: 2 to 20 small letters.</param>
    /// <param name="value">A code of the catalogue, a month or an id that the portal gave, never text as it came; an empty one is left
    /// out.</param>
    /// <exception cref="ArgumentException">The name or the value is anything else.</exception>
    public static void Asks(this HttpContext context, string name, string value)
    {
        if (value.Length == 0)
            return;
        var part = $"{name}={value}";
        if (!Part().IsMatch(part))
            throw new ArgumentException("Only codes, months and ids may be kept in the log.", nameof(value));
        context.Items[typeof(Asked)] = context.Items[typeof(Asked)] is string before ? $"{before}&{part}" : part;
    }

    /// <summary>Notes the months that were asked for, also when the portal chose them.</summary>
    public static void Asks(this HttpContext context, Window window)
    {
        context.Asks("from", window.From.ToString());
        context.Asks("before", window.Before.ToString());
    }

    /// <summary>The pattern of the address with what was asked, such as <c>charts/funnel.svg?measure=PHQ9</c>.</summary>
    internal static string? Subject(HttpContext context) =>
        AccessAudit.Pattern(context.GetEndpoint()) is { } pattern && context.Items[typeof(Asked)] is string asked
            ? $"{pattern}?{asked}"
            : AccessAudit.Pattern(context.GetEndpoint());

    [GeneratedRegex("^[a-z]{2,20}=[A-Za-z0-9_.:+-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
