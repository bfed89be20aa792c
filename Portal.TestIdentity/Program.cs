using System.Globalization;

namespace Portal.TestIdentity;

/// <summary>Runs a provider until it is stopped, beside a portal on the same machine. For tests, never for production.</summary>
internal static class Program
{
    private const string Usage = "dotnet run --project Portal.TestIdentity -- --folder FOLDER [--port PORT] [--host localhost]";

    public static async Task<int> Main(string[] arguments)
    {
        if (Read(arguments) is not { Folder: { } folder } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        Directory.CreateDirectory(folder);
        var entra = Path.Combine(folder, "entra.env");
        var generic = Path.Combine(folder, "generic.env");
        // Whoever waits for the files must not find those of a provider that has ended.
        Remove(entra, generic);
        try
        {
            await using var provider = await IdentityProvider.StartAsync(options);
            var beside = PortalBeside.Settings(folder, options.Clock);
            await WriteAsync(entra, Settings.AsEnvironment(provider, Settings.ForEntra(provider)).Concat(beside));
            await WriteAsync(generic, Settings.AsEnvironment(provider, Settings.ForGeneric(provider)).Concat(beside));
            Console.WriteLine($"Test identity, not for production: {provider.Address}");
            Console.WriteLine($"Settings: {entra} or {generic}");
            await provider.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure) when (failure is ArgumentException or IOException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        finally
        {
            Remove(entra, generic);
        }
    }

    private static IdentityProviderOptions? Read(string[] arguments)
    {
        var options = new IdentityProviderOptions();
        if (arguments.Length % 2 != 0)
            return null;
        foreach (var pair in arguments.Chunk(2))
            switch (pair[0])
            {
                case "--folder":
                    options = options with { Folder = Path.GetFullPath(pair[1]) };
                    break;
                case "--host":
                    options = options with { Host = pair[1] };
                    break;
                case "--port" when ushort.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port):
                    options = options with { Port = port };
                    break;
                default:
                    return null;
            }
        return options;
    }

    // It holds a secret, if only of a provider for tests. It appears under its name when it is whole.
    private static async Task WriteAsync(string file, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var part = file + ".part";
        File.Delete(part);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(part, options))
            foreach (var (name, value) in settings)
                await writer.WriteAsync($"{name}={value}\n");
        File.Move(part, file, overwrite: true);
    }

    private static void Remove(params string[] files)
    {
        foreach (var file in files)
            File.Delete(file);
    }
}
