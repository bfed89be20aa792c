using Portal.Api.Starting;

namespace Portal.Api.Doctor;

/// <summary>The settings, by the rules of the start.</summary>
internal static class SettingFindings
{
    public static IReadOnlyList<Finding> Of(Patient patient) =>
        StartRules.Faults(patient.Configuration, patient.Options, isServing: true) is { Count: > 0 } faults
            ? [.. faults.Select(fault => Finding.Wrong("settings", fault, "See docs/security.md, \"Start outside Development\"."))]
            :
            [
                Finding.Ok(
                    "settings",
                    patient.IsDevelopment
                        ? "complete for Development, where anybody may be anybody"
                        : "complete for " + patient.Options.Environment
                ),
            ];
}
