using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Api.Periods;

namespace Portal.Api.Audit;

/// <summary>An event before it has its place in the log. It holds no cell value and no file name.</summary>
/// <param name="ServiceId">The service concerned, or <see cref="AuditLog.Network"/>.</param>
/// <param name="PersonId">Who did it.</param>
/// <param name="Name">One of <see cref="AuditEvents"/>.</param>
/// <param name="At">When it was written, to the microsecond. The database says so; what is given on the way in does not count.</param>
/// <param name="Period">The quarter concerned, if any.</param>
/// <param name="Subject">An id that the portal gave (submission, draft), a calendar year, a route pattern with what was asked
/// (<see cref="Asked"/>), or the id of the person a report is shared with. Nothing else that somebody typed.</param>
/// <param name="Detail">A code, such as the reason of a withdrawal.</param>
public sealed record AuditEvent(
    int ServiceId,
    string PersonId,
    string Name,
    DateTimeOffset At,
    Quarter? Period = null,
    string? Subject = null,
    string? Detail = null
);

/// <summary>An event at its place in the log.</summary>
/// <param name="Number">From 1, without a gap.</param>
public sealed record AuditEntry(long Number, AuditEvent Event)
{
    /// <summary>The hash that stands before the first entry.</summary>
    public static readonly string Origin = new('0', 64);

    /// <summary>
    /// SHA-256 over the previous entry's hash and every part of this entry. Each
    /// part is preceded by its length, so that no two entries hash the same text.
    /// </summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public string Hash(string previous)
    {
        var parts = new[]
        {
            previous,
            Number.ToString(CultureInfo.InvariantCulture),
            Event.ServiceId.ToString(CultureInfo.InvariantCulture),
            Microseconds(Event.At).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            Event.PersonId,
            Event.Name,
            Event.Period?.ToString(),
            Event.Subject,
            Event.Detail,
        };
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The time in the precision of the database.</summary>
    internal static DateTime Microseconds(DateTimeOffset moment) =>
        new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
}

/// <summary>The latest entry. Whoever has noted it can tell whether anything before it was changed or removed.</summary>
/// <param name="Number">Its number, from 1.</param>
public sealed record AuditHead(long Number, string Hash);
