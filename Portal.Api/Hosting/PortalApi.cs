using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calculator;
using Portal.Api.Calendar;
using Portal.Api.Chasing;
using Portal.Api.Closing;
using Portal.Api.Comparison;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Api.Experience;
using Portal.Api.Extracts.Catalogue;
using Portal.Api.LocalMeasures;
using Portal.Api.Mail;
using Portal.Api.Mapping;
using Portal.Api.NetworkViews;
using Portal.Api.Nodes;
using Portal.Api.OptIn;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Planning;
using Portal.Api.Profiles;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;
using Portal.Api.Shares;
using Portal.Api.SignIn;
using Portal.Api.SignIn.Development;
using Portal.Api.SignIn.Sessions;
using Portal.Api.SignIn.Tokens;
using Portal.Api.Starting;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;
using Portal.Api.Trends;
using Portal.Api.Work;
using Portal.Api.Workspace;

namespace Portal.Api.Hosting;

/// <summary>The portal's services and routes, shared by the web portal and the head-less node.</summary>
public static class PortalApi
{
    /// <summary>Adds everything that the API and the pages need.</summary>
    public static void AddPortal(this WebApplicationBuilder builder, PortalDatabase database, StartOptions start)
    {
        builder.WebHost.UseUrls(start.Urls);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            // Slower than any line that a service has; whoever sends nothing at all is given up as well.
            options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 8 * 1024, gracePeriod: TimeSpan.FromSeconds(10));
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        });
        // The banner already says where the portal listens; failed requests are still logged.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Each request opens scopes by its own session, and each job by a ticket that names it.
        builder.Services.AddScoped<RequestTicket>();
        builder.Services.AddScoped(services => database.ForRequest(services.GetRequiredService<RequestTicket>()));
        builder.Services.AddSingleton(new JobDatabase(database.WithoutTicket()));
        builder.Services.AddSingleton(start.Clock);
        builder.Services.AddSingleton(new CalendarDay(start.Clock, start.CalendarStands));
        builder.Services.AddSingleton<SampleProgress>();
        var protection = builder.Services.AddDataProtection().SetApplicationName("outcomes-portal");
        if (builder.Environment.IsDevelopment())
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(start.StateFolder, "keys")));
        else
            protection.UseDatabase(database.SignIn, builder.Configuration);
        builder.Services.AddCompression();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemAnswers.Complete);
        builder.Services.ConfigureHttpJsonOptions(options => PortalJson.Configure(options.SerializerOptions));
        builder.Services.Configure<FormOptions>(UploadReading.KeepInMemory);
        builder.Services.AddSingleton<ServiceTurns>();
        builder.Services.AddRateLimits(RequestLimits.Read(builder.Configuration));
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton(new ErasureFile(start.StateFolder));
        // Must come first: the web server starts only when each hosted service has started.
        builder.Services.AddHostedService<ErasureStart>();
        builder.Services.AddHostedService<DraftSweep>();
        builder.Services.AddSingleton<ReleaseJobs>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReleaseJobs>());
        builder.Services.AddSingleton(CalendarSettings.Read(builder.Configuration));
        builder.Services.AddSingleton(new AuditHeadFile(start.StateFolder, start.AuditKeyFile));
        builder.Services.AddHostedService<AuditHeadKeeper>();
        builder.AddSignIn();
        builder.AddPublicAddress(start);
        builder.AddMail(start.StateFolder);
        builder.Services.AddPortalOpenApi();
    }

    /// <summary>The order in which a request passes: headers, compression, failures, host, identity, limits, permission.</summary>
    public static void UsePortal(this WebApplication app)
    {
        var identity = app.Services.GetRequiredService<IdentitySettings>();
        if (TrustedProxies.AreNamed(app.Configuration))
            app.UseForwardedHeaders();
        app.UseSecurityHeaders(identity.Provider);
        app.UseCompression();
        app.UseFailureAnswers();
        app.Use(OddRequests.RefuseAsync);
        if (identity.Kind == IdentityKind.Development)
            app.Use(Loopback.RefuseForeignHostAsync);
        else
            app.UseHostFiltering();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(OddRequests.BoundAnonymousAsync);
        app.UseRateLimits();
        app.UseAccessAudit();
        app.Use(TokenActions.RefuseAsync);
        app.UseAuthorization();
    }

    public static void MapPortalApi(this WebApplication app)
    {
        app.MapHealth();
        if (app.Services.GetRequiredService<IdentitySettings>().Kind == IdentityKind.Development)
            app.MapDevelopmentTokens();
        app.MapPortalOpenApi();

        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(Policies.SignedIn)
            .ProducesProblem(401)
            .ProducesProblem(403)
            .WithTags("Portal");
        api.MapMe();
        api.MapSessions();
        api.MapGroup("").AllowAnyToken().MapCatalogue(NetworkMeasures.NowAsync);
        api.MapCalculator();

        var service = api.MapGroup("/services/{service}")
            .RequireOwnService()
            .AllowTokensToRead()
            .ProducesProblem(404)
            .WithTags("Own service");
        service.MapSubmissions();
        service.MapServiceMapping();
        service.MapServiceProfile();
        service.MapServiceFamilies();
        service.MapServiceOutcomes();
        service.MapServiceExperience();
        service.MapServiceWork();
        service.MapServiceTrends();
        service.MapWorthChasing();
        service.MapBenchmark();
        service.MapOptIn();
        service.MapShares();
        service.MapServiceAudit();
        service.MapOwnErasure();
        service.MapServicePeople();
        service.MapServiceTokens();
        service.MapOwnClosing();

        var network = api.MapGroup("/network").RequireAuthorization(Policies.Analyst).WithTags("Network");
        network.MapNetworkSubmissions();
        network.MapWorkspace();
        network.MapPlanning();
        network.MapNetworkViews();

        api.MapReleases();
        api.MapSharedReports();
        api.MapNetworkAudit();
        api.MapCalendar();
        api.MapErasures();
        api.MapAdministration();
        api.MapTokensOfAnyService();
        api.MapClosings();
        api.MapLocalMeasures();
        api.MapMail();
    }
}
