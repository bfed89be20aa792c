using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Api.Periods;

namespace Portal.Api.Hosting;

/// <summary>The OpenAPI document and the page to browse it, under the same content security policy as everything else.</summary>
public static class ApiDescription
{
    public static void AddPortalOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                // Quarters and months are text in JSON, and no schemas of their own.
                options.CreateSchemaReferenceId = type => IsPeriod(type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
                options.AddSchemaTransformer(
                    (schema, context, _) =>
                    {
                        if (IsPeriod(context.JsonTypeInfo))
                            schema.Type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is null
                                ? JsonSchemaType.String
                                : JsonSchemaType.String | JsonSchemaType.Null;
                        return Task.CompletedTask;
                    }
                );
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info.Title = "Outcomes Portal";
                        document.Info.Version = "v1";
                        document.Info.Description =
                            "Quarterly extracts of parent-infant teams: check, submit, own figures, network figures.";
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            Description = "An access token.",
                        };
                        document.Security =
                        [
                            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
                        ];
                        return Task.CompletedTask;
                    }
                );
            }
        );

    private static bool IsPeriod(JsonTypeInfo type) =>
        (Nullable.GetUnderlyingType(type.Type) ?? type.Type) is var plain && (plain == typeof(Quarter) || plain == typeof(Month));

    private static async Task<byte[]> WriteAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
        return text.ToArray();
    }

    public static void MapPortalOpenApi(this WebApplication app)
    {
        // Nothing of it depends on who asks, so it is written once.
        var document = new Lazy<Task<byte[]>>(() => WriteAsync(app.Services));
        app.MapGet("/openapi/v1.json", async () => Results.Bytes(await document.Value, "application/json"))
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint("/openapi/v1.json", "Outcomes Portal v1");
            options.DocumentTitle = "API of the Outcomes Portal";
        });
    }
}
