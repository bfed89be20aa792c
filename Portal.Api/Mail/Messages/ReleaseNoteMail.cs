using Portal.Api.Periods;

namespace Portal.Api.Mail.Messages;

/// <summary>Says that a release was published.</summary>
public static class ReleaseNoteMail
{
    /// <param name="isCorrection">True when it replaces an earlier release of the same quarter.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <param name="path">Of the release.</param>
    public static MailText Write(string name, Quarter quarter, bool isCorrection, string portal, string path) =>
        Letter.Write(
            $"{(isCorrection ? "Corrected figures" : "Figures")} up to {quarter.Words} are published",
            name,
            [
                new($"The network's release of {quarter.Words} is published."),
                .. isCorrection
                    ? new Paragraph[] { new("It replaces an earlier release of the same quarter, which can still be read.") }
                    : [],
                new("Read it here:", portal + path),
                Letter.TurnOff(portal),
            ]
        );
}
