using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Http;

/// <summary>A connection on which every byte is sent by hand, as a slow or hostile client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly Uri _address;

    private RawConnection(Uri address) => _address = address;

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection(address);
        await connection._client.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends the head of a request, with the Host and an empty line added, and then some bytes of its body.</summary>
    public async Task SendAsync(string requestLine, IEnumerable<string> headers, string body = "")
    {
        var head = string.Join("\r\n", [$"{requestLine} HTTP/1.1", $"Host: {_address.Authority}", .. headers, "", ""]);
        await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + body));
    }

    /// <summary>Everything that is answered until the server closes, or until <paramref name="enough"/> says so.</summary>
    public async Task<string> AnswerAsync(Func<string, bool> enough, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (!enough(answer.ToString()) && await _client.GetStream().ReadAsync(buffer, limit.Token) is var read and > 0)
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // What had come until then is the answer.
        }

        return answer.ToString();
    }

    public void Dispose() => _client.Dispose();
}
