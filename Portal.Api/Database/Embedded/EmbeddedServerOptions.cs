namespace Portal.Api.Database.Embedded;

/// <summary>How safely an embedded server keeps a commit.</summary>
public enum Durability
{
    /// <summary>A commit survives a power cut: fsync, full_page_writes and synchronous_commit are on.</summary>
    Durable,

    /// <summary>For tests only: faster, and a power cut may lose everything.</summary>
    Disposable,
}

/// <param name="StateFolder">The portal's state folder; created when missing. The server uses its sub-folder <c>database</c>.</param>
/// <param name="Durability">Durable, unless the data is thrown away anyway.</param>
public sealed record EmbeddedServerOptions(string StateFolder, Durability Durability = Durability.Durable);
