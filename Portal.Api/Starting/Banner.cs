using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Api.Periods;
using Portal.Api.Samples;
using Portal.Api.SignIn;

namespace Portal.Api.Starting;

/// <summary>What the terminal says once the portal answers; samples may still be loading.</summary>
public static class Banner
{
    public static async Task WriteAsync(WebApplication app, StartedDatabase database, TextWriter output)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        await output.WriteLineAsync(
            $"""

            The Outcomes Portal is ready: {string.Join(' ', addresses)}
            """
        );
        if (app.Services.GetRequiredService<IdentitySettings>().Kind == IdentityKind.Development)
        {
            var network = SamplePeople.All.Where(person => person.ServiceCode is null).Select(person => person.User);
            var services = SamplePeople.All.Select(person => person.ServiceCode?.ToLowerInvariant()).OfType<string>().Distinct();
            await output.WriteLineAsync(
                $"""
                Sign in as one of the sample people (invented; this machine only):
                  {string.Join(", ", network)}
                  lead@SERVICE or member@SERVICE, where SERVICE is one of
                  {string.Join(", ", services.Take(6))},
                  {string.Join(", ", services.Skip(6))}
                """
            );
        }

        if (app.Services.GetRequiredService<CalendarDay>().Standing is { } day)
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The calendar of the sample network stands on {day:d MMMM yyyy}; --today real lets it follow the clock."
                )
            );
        await output.WriteLineAsync(
            database.Server is null
                ? "Data: the server of your connection strings. Stop with Ctrl-C."
                : $"Data: {database.Server.Folder}. Stop with Ctrl-C; the next ./run goes on with the same data."
        );
    }
}
