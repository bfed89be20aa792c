using System.Text.Json;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Periods;
using Portal.Api.Releases;

namespace Portal.Tests.Releases;

public sealed class ContributingSubmissionTests
{
    // As releases have stored it: the hash of this text is part of what is frozen.
    private const string Stored =
        """[{"service":"HARBOUR","period":"2025-Q2","submission":"0197a1b2-0000-7000-8000-000000000001","contentHash":"ab12"}]""";

    [Test]
    public void Json_StoredList_IsReadAndWrittenTheSame()
    {
        var read = JsonSerializer.Deserialize<ContributingSubmission[]>(Stored, PortalJson.Options)!;

        Assert.That(read.Single().Period, Is.EqualTo(new Quarter(2025, 2)));
        Assert.That(JsonSerializer.Serialize(read, PortalJson.Options), Is.EqualTo(Stored));
    }
}
