using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Samples;

/// <summary>How a service sends risks.</summary>
public enum RiskRecording
{
    /// <summary>Only risks that are present or unknown, with <c>risks_assessed</c> Y in cases.csv.</summary>
    OnlyPresent,

    /// <summary>Twelve risks, each with Y, N or U.</summary>
    TwelveStated,

    /// <summary>All risks but OTHER, each with Y, N or U.</summary>
    AllStated,
}

/// <summary>How often a service uses a measure.</summary>
/// <param name="Measure">Measure code of the catalogue.</param>
/// <param name="Share">Share of the cases with any baseline, in (0, 1].</param>
public sealed record MeasureUse(string Measure, double Share);

/// <summary>A file that a service did not send.</summary>
public sealed record UnsentFile(FileKind Kind, Quarter Period);

/// <summary>One service of the invented network, with everything that sets it apart from the others.</summary>
/// <param name="Code">Service code: an upper-case word.</param>
/// <param name="Name">Name for people; invented.</param>
/// <param name="Nation">E, W, S or N.</param>
/// <param name="Host">NHS, COUNCIL, CHARITY or MIXED.</param>
/// <param name="SeenAYear">Families seen in a year.</param>
/// <param name="PairedShare">Share of baselines that have a later score at closure, in [0, 1].</param>
/// <param name="WhiteShare">Share of babies of white ethnicity, in [0, 1].</param>
/// <param name="Effect">True effect beside the network's, in standard deviations; positive is better.</param>
/// <param name="Risks">How risks are sent.</param>
/// <param name="FeedbackForm">ESQ, POEM, FFT or LOCAL.</param>
/// <param name="Interventions">Approaches in use, the first being the main one.</param>
/// <param name="Measures">Measures in use, the first being the one that every family is offered.</param>
public sealed record SampleService(
    string Code,
    string Name,
    string Nation,
    string Host,
    int SeenAYear,
    double PairedShare,
    double WhiteShare,
    double Effect,
    RiskRecording Risks,
    string FeedbackForm,
    IReadOnlyList<string> Interventions,
    IReadOnlyList<MeasureUse> Measures
)
{
    /// <summary>Without contacts.csv the service fills <c>contacts_attended</c>.</summary>
    public bool SendsContacts { get; init; } = true;

    /// <summary>A measure that this service scores the wrong way round; <c>null</c> for none.</summary>
    public string? ReversedMeasure { get; init; }

    /// <summary>Whether risks are looked at again when the work ends.</summary>
    public bool RisksAtEnd { get; init; }

    /// <summary>Whether some families give scores again after the work.</summary>
    public bool FollowsUp { get; init; }

    /// <summary>Whether <c>family_ref</c> is filled.</summary>
    public bool LinksFamilies { get; init; } = true;

    /// <summary>Whether feedback forms carry the case reference.</summary>
    public bool NamesCaseOnFeedback { get; init; }

    /// <summary>Whether contacts have a setting and minutes.</summary>
    public bool DescribesContacts { get; init; }

    public IReadOnlyList<UnsentFile> Unsent { get; init; } = [];
}
