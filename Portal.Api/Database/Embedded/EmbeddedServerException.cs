namespace Portal.Api.Database.Embedded;

/// <summary>The embedded PostgreSQL cannot run. The message tells the person at the terminal why and what to do.</summary>
public sealed class EmbeddedServerException : Exception
{
    public EmbeddedServerException(string message)
        : base(message) { }

    public EmbeddedServerException(string message, Exception inner)
        : base(message, inner) { }

    public EmbeddedServerException() { }
}
