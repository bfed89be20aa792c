using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Portal.Tests.House;

/// <summary>A shell block while it runs, with everything that it writes.</summary>
internal sealed class RunningBlock : IDisposable
{
    private readonly ShellBlock _block;
    private readonly Process _shell;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _said = [];

    /// <param name="block">Its commands, which one shell runs until one fails.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="surroundings">Variables of its environment, which has none of the portal's otherwise.</param>
    public RunningBlock(ShellBlock block, string folder, IReadOnlyDictionary<string, string> surroundings)
    {
        _block = block;
        // Whatever was started in the background of a script ignores Ctrl-C, and so would all that it starts.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "bash", "-euo", "pipefail", "-c", block.Text])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfThePortal).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in surroundings)
            start.Environment[name] = value;
        _shell = new Process { StartInfo = start };
        _shell.OutputDataReceived += (_, line) => Hear(line.Data);
        _shell.ErrorDataReceived += (_, line) => Hear(line.Data);
        _shell.Start();
        _shell.BeginOutputReadLine();
        _shell.BeginErrorReadLine();
        _shell.StandardInput.Close();
    }

    /// <summary>Waits until a line holds these words.</summary>
    /// <exception cref="InvalidOperationException">The block ended before, or took too long.</exception>
    public async Task SaysAsync(string words, TimeSpan longest)
    {
        using var patience = new CancellationTokenSource(longest);
        _ = _shell.WaitForExitAsync(patience.Token).ContinueWith(_ => _lines.Writer.TryComplete(), TaskScheduler.Default);
        await foreach (var line in _lines.Reader.ReadAllAsync(CancellationToken.None))
            if (line.Contains(words, StringComparison.Ordinal))
                return;
        throw Failed($"did not say \"{words}\"");
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="InvalidOperationException">A command of it failed, or it took too long.</exception>
    public async Task EndAsync(TimeSpan longest)
    {
        if (await ExitCodeAsync(longest) is var code and not 0)
            throw Failed($"ended with {code}");
    }

    /// <summary>Waits for its end, however it ends.</summary>
    public async Task<int> ExitCodeAsync(TimeSpan longest)
    {
        using var patience = new CancellationTokenSource(longest);
        try
        {
            await _shell.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failed("did not end");
        }

        return _shell.ExitCode;
    }

    /// <summary>Everything that it has written, both streams.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    /// <summary>What Ctrl-C does to the portal that the block has become or waits for.</summary>
    public void Interrupt()
    {
        var shell = _shell.Id.ToString(CultureInfo.InvariantCulture);
        // A shell with nothing left to do becomes its last command.
        var isPortal = File.ReadAllText($"/proc/{shell}/comm").Trim() != "bash";
        var portal = isPortal ? shell : File.ReadAllText($"/proc/{shell}/task/{shell}/children").Trim();
        using var kill = Process.Start("kill", ["-INT", portal]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_shell.HasExited)
        {
            _shell.Kill(entireProcessTree: true);
            _shell.WaitForExit();
        }

        _shell.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
        _lines.Writer.TryWrite(line);
    }

    private InvalidOperationException Failed(string how) => new($"{_block.Place} {how}.\n{_block.Text}\n\nIt said:\n{Said}");

    private static bool IsOfThePortal(string name) =>
        name.StartsWith("PORTAL_", StringComparison.Ordinal)
        || name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || name is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT";
}
