namespace Portal.Api.Starting;

/// <summary>The portal cannot start; the message says why and what to do, for the person at the terminal.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException(string message)
        : base(message) { }

    public StartRefusedException(string message, Exception inner)
        : base(message, inner) { }

    public StartRefusedException() { }
}
