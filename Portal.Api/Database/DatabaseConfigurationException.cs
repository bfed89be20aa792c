namespace Portal.Api.Database;

/// <summary>The connection strings cannot be used. The message lists everything wrong with them, without their values.</summary>
public sealed class DatabaseConfigurationException : Exception
{
    public DatabaseConfigurationException(string message)
        : base(message) { }

    public DatabaseConfigurationException(string message, Exception inner)
        : base(message, inner) { }

    public DatabaseConfigurationException() { }
}
