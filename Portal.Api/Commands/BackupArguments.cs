using Npgsql;
using Portal.Api.Backup;
using Portal.Api.Database;
using Portal.Api.Database.Embedded;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary>Arguments of the commands about backups: one path at most, and options with a value each.</summary>
internal sealed record BackupArguments(string? Path, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Erasures)
{
    private const string ErasuresOption = "--erasures";

    public string? this[string option] => Options.GetValueOrDefault(option);

    /// <returns><c>null</c> when there is an argument that the command does not know.</returns>
    public static BackupArguments? Read(string[] arguments, params string[] known)
    {
        var options = new Dictionary<string, string>();
        var erasures = new List<string>();
        string? path = null;
        for (var index = 0; index < arguments.Length; index++)
        {
            var argument = arguments[index];
            if (!argument.StartsWith('-'))
            {
                if (path is not null || argument.Length == 0)
                    return null;
                path = argument;
                continue;
            }

            if (!known.Contains(argument) || ++index == arguments.Length || arguments[index].Length == 0)
                return null;
            if (argument == ErasuresOption)
                erasures.Add(System.IO.Path.GetFullPath(arguments[index]));
            else if (!options.TryAdd(argument, arguments[index]))
                return null;
        }

        return new BackupArguments(path is null ? null : System.IO.Path.GetFullPath(path), options, erasures);
    }

    /// <summary>The option as a full path.</summary>
    public string? File(string option) => this[option] is { } file ? System.IO.Path.GetFullPath(file) : null;

    /// <summary>Runs a command, and says in words why it could not do what it should.</summary>
    /// <returns>What the command returns, or 1.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> command, TextWriter errors)
    {
        try
        {
            return await command();
        }
        catch (Exception exception)
            when (exception
                    is BackupFailedException
                        or StartRefusedException
                        or DatabaseConfigurationException
                        or EmbeddedServerException
                        or MigrationFailedException
                        or NpgsqlException
                        or IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or InvalidOperationException
            )
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
