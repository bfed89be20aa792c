using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Api.Access;
using Portal.Api.Hosting;
using Portal.Api.SignIn;
using Portal.Api.Submissions;
using Portal.Web.Pages.Layout;
using Portal.Web.Pages.Send;
using Portal.Web.Pages.Visitors;

namespace Portal.Web.Pages;

/// <summary>The web pages: who may open which, and what is shown when something goes wrong.</summary>
public static class PortalPages
{
    private const string ProblemPage = "/Problem";

    // Of people who are not signed in yet.
    private static readonly string[] SignInPages = ["/Access/Go", "/Access/NoRole", "/Access/Refused", "/Access/Invited"];

    public static void AddPortalPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<VisitorFilter>();
        builder.Services.AddScoped<Names>();
        builder.Services.AddScoped<KnownMeasures>();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "portal-form";
            options.FormFieldName = "form-token";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder
            .Services.AddOptions<AntiforgeryOptions>()
            .PostConfigure<IdentitySettings>(
                (options, identity) =>
                {
                    if (identity.Kind == IdentityKind.Development)
                        return;
                    options.Cookie.Name = "__Host-portal-form";
                    options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                }
            );
        builder.Services.Configure<RazorViewEngineOptions>(static views => views.PageViewLocationFormats.Add("/Pages/Layout/{0}.cshtml"));
        builder.Services.AddRazorPages(options =>
        {
            foreach (var page in new[] { "/Home", "/Access/SignIn", "/Access/SignOut", ProblemPage }.Concat(SignInPages))
                options.Conventions.AllowAnonymousToPage(page);
            options.Conventions.AllowAnonymousToFolder("/Help");
            options.Conventions.AddPageRoute("/Access/SignIn", "/dev/sign-in");
            foreach (
                var folder in new[]
                {
                    "/Send",
                    "/Submissions",
                    "/Families",
                    "/Outcomes",
                    "/OverTime",
                    "/Chasing",
                    "/Experience",
                    "/Work",
                    "/Glance",
                    "/Compare",
                    "/OptIn",
                    "/Exports",
                    "/OwnWords",
                }
            )
                options.Conventions.AuthorizeFolder(folder, Policies.Member);
            foreach (var page in new[] { "/Shares/Shares", "/Shares/Preview" })
                options.Conventions.AuthorizePage(page, Policies.Member);
            options.Conventions.AuthorizePage("/Shares/StopSharing", Policies.Lead);
            foreach (var page in new[] { "/Shares/SharedWithMe", "/Shares/SharedReport" })
                options.Conventions.AuthorizePage(page, Policies.Reader);
            options.Conventions.AuthorizeFolder("/Network", Policies.Analyst);
            options.Conventions.AuthorizeFolder("/Calendar", Policies.Administrator);
            options.Conventions.AuthorizeFolder("/Erasures", Policies.Administrator);
            options.Conventions.AuthorizeFolder("/OwnErasure", Policies.Lead);
            options.Conventions.AuthorizeFolder("/OwnClosing", Policies.Lead);
            options.Conventions.AuthorizeFolder("/Registry", Policies.Administrator);
            options.Conventions.AuthorizePage("/Releases/Make", Policies.Analyst);
            options.Conventions.AuthorizePage("/Releases/Discard", Policies.Analyst);
            foreach (var page in new[] { "/Releases/Open", "/Releases/Publish" })
                options.Conventions.AuthorizePage(page, Policies.ReleaseApprover);
            options.Conventions.AuthorizePage("/Audit/NetworkLog", Policies.Administrator);
            options.Conventions.AuthorizePage("/Audit/ServiceLog", Policies.Lead);
            options.Conventions.AuthorizePage("/People/Team", Policies.Lead);
            options.Conventions.AuthorizeFolder("/Tokens", Policies.Lead);
            foreach (var page in new[] { "/People/Network", "/People/OfService", "/Mail/Mails", "/Mail/OneMail" })
                options.Conventions.AuthorizePage(page, Policies.Administrator);
            foreach (var page in new[] { "/Send/ChooseFiles", "/Send/ReplaceFile", "/OwnWords/Ask" })
                options.Conventions.AddPageApplicationModelConvention(
                    page,
                    static model =>
                    {
                        model.Filters.Add(new RequestSizeLimitAttribute(UploadReading.LargestBody));
                        model.EndpointMetadata.Add(UploadForm.Marker);
                    }
                );
            foreach (var (page, kind) in new[] { ("/Access/SignIn", RequestKinds.SignIn), ("/Releases/Make", RequestKinds.Release) })
                options.Conventions.AddPageApplicationModelConvention(
                    page,
                    model => model.EndpointMetadata.Add(new EnableRateLimitingAttribute(kind))
                );
            // The problem page must also show when the database is away, so it reads nothing from it.
            options.Conventions.AddFolderApplicationModelConvention(
                "/",
                static page =>
                {
                    page.Filters.Add(new NarrowPictures());
                    if (page.ViewEnginePath != ProblemPage)
                        page.Filters.Add(new ServiceFilterAttribute(typeof(VisitorFilter)));
                }
            );
        });
    }

    /// <summary>
    /// Turns an empty refusal of a page (not allowed, not found) into a page in plain words; runs before everything else.
    /// </summary>
    public static void UseRefusalPages(this WebApplication app) =>
        app.UseWhen(
            static context => !FailureAnswers.IsApi(context),
            static pages => pages.UseStatusCodePagesWithReExecute("/problem/{0}")
        );

    // Whatever was refused with its body unread stays unread while the words for the refusal are written.
    private static Task ForgetRefusedForm(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            context.Request.Form = FormCollection.Empty;
        return next(context);
    }

    /// <summary>Maps pages and static files, and shows the problem page when a page breaks.</summary>
    public static void MapPortalPages(this WebApplication app)
    {
        app.UseWhen(static context => !FailureAnswers.IsApi(context), static pages => pages.UseExceptionHandler("/problem/500"));
        app.Use(ForgetRefusedForm);
        app.Use(UploadForm.ReadAsync);
        Asset.MapAll(app);
        app.MapRazorPages();
    }
}
