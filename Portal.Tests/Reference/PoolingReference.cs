using Portal.Analytics.Pooling;

namespace Portal.Tests.Reference;

/// <summary>Reads the studies and options of a case.</summary>
public static class PoolingReference
{
    public static StudyEstimate[] Studies(this ReferenceCase reference) =>
        [.. reference.Numbers("yi").Zip(reference.Numbers("vi"), (y, v) => new StudyEstimate("S", y, v))];

    /// <summary>The method and test of a case; EE is the common-effect model.</summary>
    public static PoolingOptions PoolingOptions(this ReferenceCase reference)
    {
        var method = (string?)reference.Options["method"];
        return new PoolingOptions(
            method == "EE" ? PoolingModel.Common : PoolingModel.Random,
            method is null or "EE" ? Tau2Method.REML : Enum.Parse<Tau2Method>(method),
            Enum.Parse<PoolingTest>((string?)reference.Options["test"] ?? "z", ignoreCase: true),
            reference.Level
        );
    }
}
