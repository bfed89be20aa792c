namespace Portal.Api.Database;

/// <summary>The connection strings cannot be used as they are; the message lists everything that is wrong with them, without their values.</summary>
public sealed class DatabaseConfigurationException : Exception
{
    public DatabaseConfigurationException(string message)
        : base(message) { }

    public DatabaseConfigurationException(string message, Exception inner)
        : base(message, inner) { }

    public DatabaseConfigurationException() { }
}
