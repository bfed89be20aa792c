using Portal.Api.Database;
using Portal.Api.Hosting;
using Portal.Api.Starting;
using Portal.Web.Pages;

namespace Portal.Web;

/// <summary>The web portal: pages, and the API below /api.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => PortalRun.ServeAsync(args, Build, Console.Out, Console.Error);

    public static WebApplication Build(string[] args, PortalDatabase database, StartOptions options)
    {
        // Pages are found in the assembly of this name, whichever program hosts them.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                ApplicationName = typeof(Program).Assembly.GetName().Name,
            }
        );
        builder.Configuration.AddSecrets();
        builder.AddPortal(database, options);
        builder.AddPortalPages();
        var app = builder.Build();
        app.UseRefusalPages();
        app.UsePortal();
        app.MapPortalApi();
        app.MapPortalPages();
        return app;
    }
}
