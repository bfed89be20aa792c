namespace Portal.Api.Database;

/// <summary>The database for what outlives a request. It has no ticket: a job that needs a scope names itself first.</summary>
/// <param name="Database">See <see cref="PortalDatabase.ForJob"/>.</param>
public sealed record JobDatabase(PortalDatabase Database);
