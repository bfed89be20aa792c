using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Http;

/// <summary>Every line that a portal logs, from level Debug up, with what it was made from.</summary>
[ProviderAlias("Captured")]
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Arguments of a portal that make it log from level Debug up to this provider, and no more than before elsewhere.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    ["--Logging:Captured:LogLevel:Default=Debug", "--Logging:Captured:LogLevel:Microsoft=Debug"];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // Nothing is held open; the lines outlive the portal.
    }

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            log._lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var parts = state is IReadOnlyList<KeyValuePair<string, object?>> values
                ? string.Join(' ', values.Select(value => Convert.ToString(value.Value, CultureInfo.InvariantCulture)))
                : "";
            log._lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {parts} {exception}");
        }
    }
}
