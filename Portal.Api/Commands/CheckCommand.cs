using System.Text.Json;
using Portal.Api.Answers;
using Portal.Api.Calendar;
using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Mapping;
using Portal.Api.Periods;
using Portal.Api.Submissions;

namespace Portal.Api.Commands;

/// <summary>
/// <c>check</c>: checks the files of an extract where they are, as the portal would. It needs no database, and sends and keeps nothing.
/// </summary>
public static class CheckCommand
{
    private const string Usage = """
        check FILE... --service CODE --period YYYY-Qn [--mapping FILE] [--json]
          FILE       the CSV files of one extract, or one zip of them, or one workbook (.xlsx); name those too that you
                     sent before and will not send again, since what stands for the quarter is known to the portal only
          --service  the code of your service
          --period   the calendar quarter, such as 2025-Q2
          --mapping  what your service calls its own columns and words, as GET .../mapping answers it
          Measures whose code begins with L_ were added by your network; only the portal knows them, so they are unknown here.
          --json     the check report as the API answers it, with check null, instead of a table
        Ends with 0 when the extract is ready, 1 when there is something to fix or to give a reason for, 2 when nothing could be checked.
        """;

    private sealed record Options(IReadOnlyList<string> Paths, string? Service, Quarter? Period, string? Mapping, bool Json);

    /// <returns>0 ready, 1 problems or warnings without a reason, 2 unusable: bad arguments, or a file that cannot be read.</returns>
    public static async Task<int> RunAsync(string[] args, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        if (Read(args) is not { Service: { } service, Period: { } period } options)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }
        if (ExtractCalendar.Closed(period, new CalendarDay(clock)) is { } refusal)
        {
            await errors.WriteLineAsync(refusal.Detail);
            return 2;
        }
        if (await MappingAsync(options.Mapping, errors) is not { } mapping)
            return 2;
        if (await CommandFiles.ReadAsync(options.Paths, errors) is not { } files)
            return 2;

        var extract = ExtractCheck.Run(
            new CheckRequest(service, period, MeasureCatalogue.Published, UploadLimits.Default)
            {
                Today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
                Mapping = mapping,
            },
            files
        );
        var report = CheckReport.Of(extract, draftId: null, history: null);
        await output.WriteLineAsync(options.Json ? JsonSerializer.Serialize(report, PortalJson.Options) : CheckTable.Of(report));
        return extract.State == CheckState.Ready ? 0 : 1;
    }

    private static async Task<ExtractMapping?> MappingAsync(string? path, TextWriter errors)
    {
        if (path is null)
            return ExtractMapping.None;
        if (!File.Exists(path))
        {
            await errors.WriteLineAsync("The file of --mapping is not there.");
            return null;
        }
        try
        {
            var text = JsonSerializer.Deserialize<MappingText>(await File.ReadAllTextAsync(path), PortalJson.Options);
            if ((text ?? new MappingText(null)).Read(MeasureCatalogue.Published).IsGiven(out var mapping, out var refusal))
                return mapping;
            await errors.WriteLineAsync(refusal.Detail);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync("The file of --mapping is not JSON as GET .../mapping answers it.");
        }
        return null;
    }

    private static Options? Read(string[] args)
    {
        var options = new Options([], null, null, null, Json: false);
        for (var index = 0; index < args.Length; index++)
        {
            var next = (args[index], index + 1 < args.Length ? args[index + 1] : null) switch
            {
                ("--json", _) => options with { Json = true },
                ("--mapping", { Length: > 0 } path) when options.Mapping is null => options with { Mapping = args[++index] },
                ("--service", { Length: > 0 } code) when options.Service is null && !code.StartsWith('-') => options with
                {
                    Service = args[++index],
                },
                ("--period", { } text) when options.Period is null && Quarter.TryParse(text, out var period) && ++index > 0 => options with
                {
                    Period = period,
                },
                ({ Length: > 0 } path, _) when !path.StartsWith('-') => options with { Paths = [.. options.Paths, path] },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }
        return options.Paths.Count > 0 ? options : null;
    }
}
