using Portal.Api.Commands;
using Portal.Api.Database;
using Portal.Api.Hosting;
using Portal.Api.Samples;
using Portal.Api.Starting;

namespace Portal.Api;

/// <summary>The head-less node, and the commands.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args) =>
        args switch
        {
            ["prepare-database"] => await PrepareDatabaseCommand.RunAsync(Console.Out, Console.Error),
            ["first-administrator", .. var rest] => await FirstAdministratorCommand.RunAsync(rest, Console.Out, Console.Error),
            ["migrate"] => await MigrateCommand.RunAsync(Console.Out, Console.Error),
            ["verify-audit"] => await VerifyAuditCommand.RunAsync(Console.Out, Console.Error),
            ["backup", .. var rest] => await BackupCommand.RunAsync(rest, TimeProvider.System, Console.Out, Console.Error),
            ["restore", .. var rest] => await RestoreCommand.RunAsync(rest, TimeProvider.System, Console.Out, Console.Error),
            ["verify-backup", .. var rest] => await VerifyBackupCommand.RunAsync(rest, TimeProvider.System, Console.Out, Console.Error),
            ["doctor", .. var rest] => await DoctorCommand.RunAsync(rest, Console.Out, Console.Error),
            ["check", .. var rest] => await CheckCommand.RunAsync(rest, TimeProvider.System, Console.Out, Console.Error),
            ["verify-receipt", .. var rest] => await VerifyReceiptCommand.RunAsync(rest, Console.Out, Console.Error),
            ["samples", .. var rest] => SampleNetworkCommand.Run(rest, Console.Out),
            _ => await PortalRun.ServeAsync(args, Build, Console.Out, Console.Error),
        };

    public static WebApplication Build(string[] args, PortalDatabase database, StartOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSecrets();
        builder.AddPortal(database, options);
        var app = builder.Build();
        app.UsePortal();
        app.MapPortalApi();
        return app;
    }
}
