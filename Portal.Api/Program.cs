using Portal.Api.SampleNetwork;

namespace Portal.Api;

public static class Program
{
    public static int Main(string[] args) => args is ["samples", .. var rest] ? SampleNetworkCommand.Run(rest, Console.Out) : 0;
}
