using System.Diagnostics;
using System.Globalization;

namespace Portal.Api.Database.Embedded;

/// <summary>A child process that is sent a signal when the portal dies, however it dies.</summary>
internal sealed class TiedProcess
{
    private const int TailLines = 40;
    private readonly Queue<string> _tail = new();
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TiedProcess() { }

    public int Id { get; private set; }

    /// <summary>Completes with the exit code, after all output has been read.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>The last lines of standard error.</summary>
    public string Tail
    {
        get
        {
            lock (_tail)
                return string.Join('\n', _tail);
        }
    }

    /// <summary>Starts <paramref name="program"/>, as <paramref name="account"/> when the portal runs as root.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Passed as they are, without a shell.</param>
    /// <param name="account">Null to keep the same user.</param>
    /// <param name="signalOnDeath">The signal sent to the child when the portal dies: INT or KILL.</param>
    public static async Task<TiedProcess> StartAsync(
        string program,
        IEnumerable<string> arguments,
        ServerAccount? account,
        string signalOnDeath
    )
    {
        var tied = new TiedProcess();
        // The kernel ties the child to the thread that forked it, so that thread must live as long as the child: not a pool thread.
        var thread = new Thread(() => tied.Run(Describe(program, arguments, account, signalOnDeath)))
        {
            IsBackground = true,
            Name = Path.GetFileName(program),
        };
        thread.Start();
        tied.Id = await tied._started.Task.ConfigureAwait(false);
        return tied;
    }

    private void Run(ProcessStartInfo description)
    {
        try
        {
            using var process = new Process { StartInfo = description };
            process.ErrorDataReceived += (_, line) => Remember(line.Data);
            process.OutputDataReceived += (_, _) => { };
            process.Start();
            process.StandardInput.Close();
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            _started.SetResult(process.Id);
            process.WaitForExit();
            _exited.SetResult(process.ExitCode);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            var words = new EmbeddedServerException(
                $"Cannot start {description.FileName}: {error.Message}. The programs setsid and setpriv of util-linux are needed.",
                error
            );
            if (!_started.TrySetException(words))
                _exited.TrySetException(words);
        }
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, ServerAccount? account, string signalOnDeath)
    {
        // In its own session, so that Ctrl-C in a terminal reaches only the portal, which stops the database last.
        var description = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        description.ArgumentList.Add("setpriv");
        if (account is not null)
        {
            description.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--reuid={account.UserId}"));
            description.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--regid={account.GroupId}"));
            description.ArgumentList.Add("--clear-groups");
        }

        description.ArgumentList.Add("--pdeathsig");
        description.ArgumentList.Add(signalOnDeath);
        description.ArgumentList.Add("--");
        description.ArgumentList.Add(program);
        foreach (var argument in arguments)
            description.ArgumentList.Add(argument);

        // The server inherits nothing from the portal's environment (secrets, PGDATA, PGOPTIONS).
        description.Environment.Clear();
        description.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        description.Environment["LC_ALL"] = "C";
        return description;
    }

    private void Remember(string? line)
    {
        if (line is null)
            return;
        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
                _tail.Dequeue();
        }
    }
}
