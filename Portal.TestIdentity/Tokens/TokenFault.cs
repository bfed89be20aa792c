namespace Portal.TestIdentity.Tokens;

/// <summary>What is wrong with a token that a portal must refuse. Everything that is not named is right.</summary>
public enum TokenFault
{
    /// <summary>A good token.</summary>
    None,

    /// <summary>A good token of another tenant, issuer included; in the generic realm, of another issuer.</summary>
    OtherTenant,

    /// <summary>The issuer is that of another tenant, the tenant is the right one.</summary>
    IssuerOfAnotherTenant,

    /// <summary>Made for another application.</summary>
    WrongAudience,

    /// <summary>Ended an hour ago, further than any allowance for clocks.</summary>
    Expired,

    /// <summary>Begins in an hour.</summary>
    NotYetValid,

    /// <summary>Signed with a key that is not published, under the name of one that is.</summary>
    OtherKey,

    /// <summary>Signed with a key that is not published, under its own name.</summary>
    UnknownKey,

    /// <summary>Says <c>alg: none</c> and has no signature.</summary>
    WithoutSignature,

    /// <summary>HS256 with the published key, as PEM, for the secret.</summary>
    SignedWithPublicKey,

    /// <summary>HS256 with the client secret.</summary>
    SignedWithClientSecret,

    /// <summary>As Entra's version 1.0 writes it: issuer sts.windows.net, audience <c>api://</c>.</summary>
    VersionOne,

    /// <summary>Names nobody: no <c>oid</c>, or no <c>sub</c> in the generic realm.</summary>
    NoObjectId,

    /// <summary>Answers another sign-in.</summary>
    WrongNonce,

    /// <summary>Answers no sign-in in particular.</summary>
    NoNonce,
}
