using System.Net;
using System.Security.Cryptography.X509Certificates;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>The web server: every endpoint of both realms.</summary>
internal static class ProviderServer
{
    private static readonly string[] Get = [HttpMethods.Get];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Either = [HttpMethods.Get, HttpMethods.Post];

    public static WebApplication Build(IdentityProvider provider, IPAddress address, X509Certificate2 certificate)
    {
        // Empty, so that nothing in the environment of a test changes where or how it answers.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => server.Listen(address, provider.Options.Port, listen => listen.UseHttps(certificate)));
        builder.Services.AddRoutingCore();
        // Whoever waits for a slow answer does not hold up the end of a test.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));

        var app = builder.Build();
        app.Use(Loopback.RefuseForeignHostAsync);
        app.Use((context, next) => RememberAsync(provider, context, next));
        app.UseRouting();
        app.Use((context, next) => Outage.ApplyAsync(provider.Faults, context, next));
        MapEntra(app, provider);
        MapGeneric(app, provider);
        return app;
    }

    private static void MapEntra(WebApplication app, IdentityProvider provider)
    {
        void Map(ProviderPart part, string[] methods, string path, Func<HttpContext, EntraRealm, Task<IResult>> answer) =>
            app.MapMethods("/{authority}" + path, methods, context => AnswerAsync(context, OfTenant(provider, context, answer)))
                .WithMetadata(new Outage(part));

        app.MapMethods("/common/discovery/instance", Get, context => DiscoveryDocuments.Instances(provider).ExecuteAsync(context))
            .WithMetadata(new Outage(ProviderPart.Discovery));
        Map(
            ProviderPart.Discovery,
            Get,
            "/v2.0/.well-known/openid-configuration",
            (_, realm) => Now(DiscoveryDocuments.Of(provider, realm))
        );
        Map(
            ProviderPart.Discovery,
            Get,
            "/.well-known/openid-configuration",
            (_, realm) => Now(DiscoveryDocuments.VersionOne(provider, realm))
        );
        Map(ProviderPart.Keys, Get, "/discovery/v2.0/keys", (_, realm) => Now(DiscoveryDocuments.Keys(realm, realm.Issuer("{tenantid}"))));
        Map(
            ProviderPart.Keys,
            Get,
            "/discovery/keys",
            (_, realm) => Now(DiscoveryDocuments.Keys(realm, EntraRealm.VersionOneIssuer("{tenantid}")))
        );
        Map(
            ProviderPart.SignIn,
            Either,
            "/oauth2/v2.0/authorize",
            (context, realm) => AuthorizeEndpoint.AnswerAsync(provider, realm, context)
        );
        Map(ProviderPart.Token, Post, "/oauth2/v2.0/token", (context, realm) => TokenEndpoint.AnswerAsync(provider, realm, context));
        Map(ProviderPart.SignOut, Either, "/oauth2/v2.0/logout", (context, _) => SignOutEndpoint.AnswerAsync(context));
    }

    private static void MapGeneric(WebApplication app, IdentityProvider provider)
    {
        var realm = new GenericRealm(provider);
        void Map(ProviderPart part, string[] methods, string path, Func<HttpContext, Task<IResult>> answer) =>
            app.MapMethods(GenericRealm.Path + path, methods, context => AnswerAsync(context, answer(context)))
                .WithMetadata(new Outage(part));

        Map(ProviderPart.Discovery, Get, "/.well-known/openid-configuration", _ => Now(DiscoveryDocuments.Of(realm)));
        Map(ProviderPart.Keys, Get, "/keys", _ => Now(DiscoveryDocuments.Keys(realm, issuer: null)));
        Map(ProviderPart.SignIn, Either, "/authorize", context => AuthorizeEndpoint.AnswerAsync(provider, realm, context));
        Map(ProviderPart.Token, Post, "/token", context => TokenEndpoint.AnswerAsync(provider, realm, context));
        Map(ProviderPart.Token, Either, "/userinfo", context => Now(UserClaimsEndpoint.Answer(provider, context)));
        Map(ProviderPart.SignOut, Either, "/logout", SignOutEndpoint.AnswerAsync);
    }

    private static Task<IResult> OfTenant(
        IdentityProvider provider,
        HttpContext context,
        Func<HttpContext, EntraRealm, Task<IResult>> answer
    )
    {
        var realm = new EntraRealm(provider, (string)context.Request.RouteValues["authority"]!);
        return realm.Exists ? answer(context, realm) : Now(Replies.Refuse(Errors.UnknownTenant));
    }

    private static Task<IResult> Now(IResult result) => Task.FromResult(result);

    private static async Task AnswerAsync(HttpContext context, Task<IResult> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        await (await answer).ExecuteAsync(context);
    }

    private static Task RememberAsync(IdentityProvider provider, HttpContext context, RequestDelegate next)
    {
        provider.Remember(context.Request);
        return next(context);
    }
}
