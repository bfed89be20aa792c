namespace Portal.Api.Database.Embedded;

/// <summary>The embedded PostgreSQL cannot run; the message says why and what to do, in words for the person at the terminal.</summary>
public sealed class EmbeddedServerException : Exception
{
    public EmbeddedServerException(string message)
        : base(message) { }

    public EmbeddedServerException(string message, Exception inner)
        : base(message, inner) { }

    public EmbeddedServerException() { }
}
