namespace Portal.Api.Database.Embedded;

/// <summary>The settings of an embedded server.</summary>
internal static class ServerSettings
{
    public static IEnumerable<string> Arguments(ServerPlace place, Durability durability)
    {
        yield return "-D";
        yield return place.ClusterFolder;
        foreach (
            var setting in Always
                .Concat(durability == Durability.Durable ? Durable : Disposable)
                .Append("unix_socket_directories=" + place.SocketFolder)
        )
        {
            yield return "-c";
            yield return setting;
        }
    }

    private static readonly string[] Always =
    [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        // Error messages quote cell values, so they go to the caller only, never to the server's log.
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
        // Our queries are short; compiling them costs more time than it saves.
        "jit=off",
    ];

    private static readonly string[] Durable = ["fsync=on", "full_page_writes=on", "synchronous_commit=on"];

    // One server serves many portals of tests at once, each with its pools.
    private static readonly string[] Disposable = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=600"];
}
