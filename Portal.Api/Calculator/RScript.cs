using System.Globalization;
using System.Text;
using Portal.Api.Answers;
using Portal.Api.Figures;

namespace Portal.Api.Calculator;

/// <summary>R code that pools the same figures with the package metafor, and stops when R's answer is not the portal's.</summary>
public static class RScript
{
    public const string ContentType = "text/plain";

    public const string FileName = "pooled-effect.R";

    // metafor searches tau2 by steps; its own threshold leaves five digits.
    private const string Control = "control = list(threshold = 1e-12, maxiter = 10000, tol = 1e-12)";

    /// <summary>The script of a request, or the refusal of the request.</summary>
    public static Answer<byte[]> Of(MetaAnalysisRequest? request) =>
        PoolFigures.Run(request).Then<byte[]>(found => Encoding.UTF8.GetBytes(Text(request!, found)));

    private static string Text(MetaAnalysisRequest request, MetaAnalysisResult found)
    {
        var code = new StringBuilder();
        Head(code, request);
        Effects(code, request);
        Pooled(code, found.Pooled);
        if (found.Moderators is { } moderators)
            Moderators(code, request, found.Pooled, moderators);
        if (found.Subgroups?.SharedTau2 is { } subgroups)
            Subgroups(code, request, found.Pooled, subgroups);
        code.Append("\ncat(\"R and the portal agree.\\n\")\n");
        return code.ToString();
    }

    private static void Head(StringBuilder code, MetaAnalysisRequest request)
    {
        code.Append(
            """
            # The pooled effect of the Outcomes Portal's calculator, computed again by R. Needs the package metafor:
            # install.packages("metafor")
            # The script stops with an error when a figure of R differs from the portal's by more than a millionth.
            library(metafor)

            agree <- function(r, portal) stopifnot(isTRUE(all.equal(as.numeric(r), portal, tolerance = 1e-6)))

            """
        );
        code.Append("\nstudies <- data.frame(\n  label = ").Append(Texts(request.Studies!.Select(EffectScale.LabelOf)));
        if (request.Subgroups is { } groups)
            code.Append(",\n  subgroup = ").Append(Texts(groups));
        var names = request.Moderators?.Names ?? [];
        for (var place = 0; place < names.Count; place++)
        {
            var column = place;
            code.Append(CultureInfo.InvariantCulture, $",\n  x{place + 1} = ")
                .Append(Numbers(request.Moderators!.Rows!.Select(row => (double?)row[column])))
                .Append(" # ")
                .Append(OneLine(names[place]));
        }
        code.Append("\n)\n");
    }

    // Summary figures become effects in R as well, so that this step is checked too.
    private static void Effects(StringBuilder code, MetaAnalysisRequest request)
    {
        var studies = request.Studies!;
        code.Append("studies$yi <- ").Append(Numbers(studies.Select(study => study.Effect)));
        code.Append("\nstudies$vi <- ").Append(Numbers(studies.Select(study => study.Variance))).Append('\n');
        var summary = studies.Select((study, place) => (study, place)).Where(one => one.study.Effect is null).ToArray();
        foreach (var kind in summary.GroupBy(one => one.study.Kind!))
        {
            string Column(Func<StudyInput, double?> figure) => Numbers(kind.Select(one => figure(one.study)));
            var rows = string.Join(", ", kind.Select(one => (one.place + 1).ToString(CultureInfo.InvariantCulture)));
            var given = string.Create(
                CultureInfo.InvariantCulture,
                $"""

                rows <- c({rows})
                n <- {Column(one => one.N)}; r <- {Column(one => one.Correlation)}
                first <- {Column(one => one.PreMean)}; last <- {Column(one => one.PostMean)}
                sd1 <- {Column(one => one.PreSd)}; sd2 <- {Column(one => one.PostSd)}

                """
            );
            code.Append(given).Append(kind.Key == "SMCRH" ? Smcrh : Escalc.Replace("KIND", kind.Key, StringComparison.Ordinal));
        }
    }

    private const string Escalc = """
        # For this measure m1i is the last mean and sd1i the first standard deviation.
        studies[rows, c("yi", "vi")] <- as.data.frame(
          escalc(measure = "KIND", m1i = last, m2i = first, sd1i = sd1, sd2i = sd2, ni = n, ri = r)
        )[, c("yi", "vi")]

        """;

    private const string Smcrh = """
        # escalc(measure = "SMCRH") has another variance before metafor 4.6, so the formula is written out.
        y <- exp(lgamma((n - 1) / 2) - log(sqrt((n - 1) / 2)) - lgamma((n - 2) / 2)) * (last - first) / sd1
        studies$yi[rows] <- y
        studies$vi[rows] <- (sd1^2 + sd2^2 - 2 * r * sd1 * sd2) / (sd1^2 * (n - 1)) + y^2 / (2 * (n - 1))

        """;

    private static void Pooled(StringBuilder code, PooledLine pooled)
    {
        code.Append(CultureInfo.InvariantCulture, $"\nfit <- rma(yi, vi, data = studies, slab = label, {Options(pooled)})\n");
        code.Append("print(fit, digits = 6)\n");
        Agree(code, "fit$b", pooled.Estimate);
        Agree(code, "fit$se", pooled.Se);
        Agree(code, "c(fit$ci.lb, fit$ci.ub)", pooled.Low, pooled.High);
        if (pooled.Tau2 is { } tau2)
            Agree(code, "fit$tau2", tau2);
        if (pooled.Q is { } q)
            Agree(code, "fit$QE", q);
        if (pooled is { Tau2Low: { } low, Tau2High: { } high } && !pooled.Warnings.Contains("TAU2_INTERVAL_EMPTY"))
        {
            code.Append("profile <- confint(fit, control = list(tol = 1e-12))$random[\"tau^2\", c(\"ci.lb\", \"ci.ub\")]\n");
            Agree(code, "profile", low, high);
        }
        if (pooled is { PredictionLow: { } least, PredictionHigh: { } most })
        {
            code.Append("reach <- (fit$ci.ub - fit$ci.lb) / 2 / fit$se * sqrt(fit$tau2 + fit$se^2)\n");
            Agree(code, "c(fit$b - reach, fit$b + reach)", least, most);
        }
    }

    private static void Moderators(StringBuilder code, MetaAnalysisRequest request, PooledLine pooled, ModeratorsLine found)
    {
        var names = string.Join(" + ", request.Moderators!.Names!.Select((_, place) => FormattableString.Invariant($"x{place + 1}")));
        code.Append(
            CultureInfo.InvariantCulture,
            $"\nregression <- rma(yi, vi, mods = ~ {names}, data = studies, slab = label, {Options(pooled)})\n"
        );
        code.Append("print(regression, digits = 6)\n");
        Agree(code, "regression$b", [.. found.Coefficients.Select(one => one.Estimate)]);
        Agree(code, "regression$se", [.. found.Coefficients.Select(one => one.Se)]);
    }

    private static void Subgroups(StringBuilder code, MetaAnalysisRequest request, PooledLine pooled, SharedTau2Line found)
    {
        var order = Texts(found.Groups.Select(group => group.Group));
        code.Append(
            CultureInfo.InvariantCulture,
            $"""

            studies$subgroup <- factor(studies$subgroup, levels = {order})
            groups <- rma(yi, vi, mods = ~ 0 + subgroup, data = studies, slab = label, {Options(pooled)})
            print(groups, digits = 6)

            """
        );
        Agree(code, "groups$b", [.. found.Groups.Select(group => group.Estimate)]);
        Agree(code, "groups$se", [.. found.Groups.Select(group => group.Se)]);
    }

    private static string Options(PooledLine pooled)
    {
        var method = pooled.Model == "COMMON" || pooled.K == 1 ? "EE" : pooled.Tau2Method;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"method = \"{method}\", test = \"{pooled.Test}\", level = {pooled.Level:R}, {Control}"
        );
    }

    private static void Agree(StringBuilder code, string figure, params double[] portal) =>
        code.Append("agree(").Append(figure).Append(", ").Append(Numbers(portal.Select(one => (double?)one))).Append(")\n");

    private static string Numbers(IEnumerable<double?> figures) =>
        $"c({string.Join(", ", figures.Select(one => one?.ToString("R", CultureInfo.InvariantCulture) ?? "NA_real_"))})";

    private static string Texts(IEnumerable<string> texts) => $"c({string.Join(", ", texts.Select(Quoted))})";

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                < 0x20 or > 0x7E => quoted.Append(CultureInfo.InvariantCulture, $"\\U{{{rune.Value:X}}}"),
                _ => quoted.Append(rune.ToString()),
            };
        return quoted.Append('"').ToString();
    }
}
